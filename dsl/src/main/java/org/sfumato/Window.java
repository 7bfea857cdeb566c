package org.sfumato;

/**
 * When a term is on. In progress u the window is half open, [from, to), so that {@code early(.5)}
 * and {@code late(.5)} share no step and miss none; a window that ends at 1 includes the end. In σ
 * it is closed.
 */
public record Window(Kind kind, double from, double to) {
  /** What a window is measured in. */
  public enum Kind {
    PROGRESS,
    SIGMA
  }

  public static final Window ALWAYS = new Window(Kind.PROGRESS, 0, 1);

  public Window {
    if (!(from <= to)) {
      throw new IllegalArgumentException(
          "a window from " + from + " to " + to + " is empty; give the smaller number first");
    }
    if (kind == Kind.PROGRESS && (from < 0 || to > 1)) {
      throw new IllegalArgumentException(
          "progress runs from 0 to 1; a window from " + from + " to " + to + " leaves it");
    }
  }

  public boolean contains(Step s) {
    if (kind == Kind.SIGMA) {
      return s.sigma() >= from && s.sigma() <= to;
    }
    double u = s.progress();
    return u >= from && (u < to || to == 1);
  }

  /** The part in both. */
  public Window and(Window other) {
    if (this.equals(ALWAYS)) {
      return other;
    }
    if (other.equals(ALWAYS)) {
      return this;
    }
    if (kind != other.kind) {
      throw new IllegalArgumentException(
          "a window in σ and one in progress cannot be combined; use one kind for a term");
    }
    return new Window(
        kind,
        Math.max(from, other.from),
        Math.max(Math.max(from, other.from), Math.min(to, other.to)));
  }

  @Override
  public String toString() {
    if (kind == Kind.SIGMA) {
      return "whileSigma(" + Numbers.text(from) + ", " + Numbers.text(to) + ")";
    }
    if (from == 0) {
      return to == 1 ? "always" : "early(" + Numbers.text(to) + ")";
    }
    return to == 1
        ? "late(" + Numbers.text(1 - from) + ")"
        : "between(" + Numbers.text(from) + ", " + Numbers.text(to) + ")";
  }

  /** As a condition under an indicator function. */
  public String latex() {
    if (kind == Kind.SIGMA) {
      return Numbers.text(from) + " \\le \\sigma \\le " + Numbers.text(to);
    }
    return "u \\in [" + Numbers.text(from) + ", " + Numbers.text(to) + (to == 1 ? "]" : ")");
  }
}
