package org.sfumato;

import ai.djl.ndarray.NDArray;

/**
 * A guidance term: an energy E that is descended while sampling. It returns one value per image, so
 * that images never influence one another; its gradient is taken by automatic differentiation.
 *
 * <p>A new term is a record with one method:
 *
 * <pre>{@code
 * record Darker() implements Term {
 *   public NDArray of(NDArray x0, Step s) { return Guidances.average(x0); }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface Term extends Shown {
  /**
   * The energy of each image.
   *
   * @param x0 the denoised images x̂₀, {@code [n, C, H, W]}, in [0, 1] units; the noisy state
   *     instead if the term is {@link #onState()}
   * @param s where the run is
   * @return {@code [n]}, in nats or squared [0, 1] units, summed over channels and pixels
   */
  NDArray of(NDArray x0, Step s);

  @Override
  default String text() {
    var simple = getClass().getSimpleName();
    return simple.isEmpty() || getClass().isHidden() || getClass().isSynthetic() ? "term" : simple;
  }

  /** A short name for legends and tables: the word that made it, unless it was {@link #named}. */
  default String name() {
    var word = text();
    int end = word.indexOf('(');
    return end > 0 ? word.substring(0, end) : word;
  }

  /** The energy itself in LaTeX, as a function of {@code x}. */
  default String equation(String x) {
    return "E_{\\mathrm{" + text().replaceAll("[^A-Za-z0-9 ]", "") + "}}(" + x + ")";
  }

  @Override
  default java.util.Optional<String> latex() {
    return java.util.Optional.of(guidance().equation("x"));
  }

  /**
   * The images this term is about, empty if it is about none: a run without a start of its own
   * takes them.
   */
  default java.util.List<ImageId> about() {
    return java.util.List.of();
  }

  /** This term with weight 1, always on. */
  default Guidance guidance() {
    return Guidance.of(this);
  }

  /** Looks at the noisy state x_t itself; no gradient runs through the network. */
  default Guidance onState() {
    return guidance().withState();
  }

  /**
   * Scales the term's gradient per image to the prior's own uncertainty about x̂₀: weight 1 then
   * moves x̂₀ by one standard deviation, whatever the energy's units.
   */
  default Guidance normalised() {
    return guidance().withNormalisation();
  }

  /** The name shown in equations, diagnostics and tables. */
  default Guidance named(String name) {
    return guidance().withName(name);
  }

  default Guidance plus(Term other) {
    return guidance().joined(other.guidance());
  }

  default Guidance minus(Term other) {
    return plus(other.times(-1));
  }

  default Guidance times(double factor) {
    return guidance().scaled(factor);
  }

  default Guidance times(Weight weight) {
    return guidance().scaled(weight);
  }

  default Guidance div(double divisor) {
    if (divisor == 0) {
      throw new IllegalArgumentException("a guidance term cannot be divided by 0");
    }
    return times(1 / divisor);
  }

  default Guidance during(Window window) {
    return guidance().within(window);
  }
}
