package org.sfumato.kernel.cell;

import java.util.List;
import java.util.Optional;

/**
 * What a cell came to.
 *
 * @param value the last expression's value, if the cell ends with one (it may be null)
 * @param shows whether there is a value to show
 * @param problem why it failed, if it did
 * @param thrown the error itself, if it failed while running
 * @param notes declarations that wait for others
 */
record Evaluation(
    Object value,
    boolean shows,
    Optional<Problem> problem,
    Optional<Throwable> thrown,
    List<String> notes) {
  /** Nothing to show, and nothing wrong. */
  static final Evaluation NOTHING =
      new Evaluation(null, false, Optional.empty(), Optional.empty(), List.of());

  static Evaluation failed(Problem problem, Throwable thrown) {
    return new Evaluation(
        null, false, Optional.of(problem), Optional.ofNullable(thrown), List.of());
  }

  static Evaluation of(Object value) {
    return new Evaluation(value, true, Optional.empty(), Optional.empty(), List.of());
  }

  Evaluation with(List<String> said) {
    return new Evaluation(value, shows, problem, thrown, said);
  }
}
