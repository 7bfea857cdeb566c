package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import org.sfumato.Prior;
import org.sfumato.Shown;
import org.sfumato.diffusion.Grid;

/**
 * How to step from one noise level to the next. A sampler sees the guided denoiser and nothing
 * else; {@link Loop} decides where the steps are.
 */
public interface Sampler extends Shown {
  /** Intervals of a run. */
  int steps();

  /** Where the run stops; empty for even steps in the path's own time. */
  Optional<Grid> grid();

  /** The same sampler on this grid. */
  Sampler grid(Grid grid);

  /**
   * The state at the end of the interval. In the last interval this is the denoised image, without
   * noise.
   */
  NDArray step(Stage s);

  /** Evaluations of the denoiser in a whole run, NFE. */
  default int evaluations() {
    return steps();
  }

  /**
   * The highest noise level at which an interval that begins at {@code sigma} evaluates the
   * denoiser.
   */
  default double highest(double sigma) {
    return sigma;
  }

  /**
   * The streams of noise that a step asks for, so that they can be made ahead; empty for a sampler
   * that adds none. Others can be asked for too, and are made while the step waits.
   */
  default List<String> streams() {
    return List.of();
  }

  /** Whether a step looks at {@link Stage#past}; only then it is kept. */
  default boolean remembers() {
    return false;
  }

  /** What stands under the images of a run: their prior, and what steered it. */
  default String caption(Prior prior, List<String> terms) {
    return prior.text()
        + (terms.isEmpty() ? ", unguided" : ", guided by " + String.join(" + ", terms));
  }

  /** The update in LaTeX. */
  String equation();

  @Override
  default Optional<String> latex() {
    return Optional.of(equation());
  }

  /** Common check of the number of steps. */
  static void check(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("a sampler takes at least one step, not " + steps);
    }
  }

  /** The expression of a sampler: its name, its steps, its settings, its grid. */
  static String text(String name, int steps, String settings, Optional<Grid> grid) {
    return name
        + "("
        + steps
        + ")"
        + settings
        + grid.map(g -> ".grid(" + g.text() + ")").orElse("");
  }
}
