package org.sfumato.diffusion;

import org.sfumato.Numbers;

/** σ(t) = σ_min (σ_max/σ_min)^t (Song et al. 2021, VE-SDE). */
public record VarianceExploding(double min, double max) implements Sde {
  public VarianceExploding {
    if (!(min > 0) || !(max > min) || Double.isInfinite(max)) {
      throw new IllegalArgumentException(
          "ve(min, max) needs 0 < min < max, not "
              + Numbers.text(min)
              + " and "
              + Numbers.text(max));
    }
  }

  @Override
  public double sigma(double t) {
    return min * Math.pow(max / min, t);
  }

  @Override
  public double time(double sigma) {
    return Math.log(sigma / min) / Math.log(max / min);
  }

  @Override
  public String equation() {
    return "\\sigma(t) = %s \\left(\\frac{%s}{%s}\\right)^{t}"
        .formatted(Numbers.text(min), Numbers.text(max), Numbers.text(min));
  }

  @Override
  public String text() {
    return "ve(" + Numbers.text(min) + ", " + Numbers.text(max) + ")";
  }

  @Override
  public String toString() {
    return text();
  }
}
