package org.sfumato.kernel.cell;

/** Java that a magic ran has failed; the cell fails as that Java did. */
final class NestedFailure extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient Evaluation evaluation;

  NestedFailure(Evaluation evaluation) {
    super(evaluation.problem().orElseThrow().value(), evaluation.thrown().orElse(null));
    this.evaluation = evaluation;
  }

  Evaluation evaluation() {
    return evaluation;
  }
}
