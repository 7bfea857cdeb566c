package org.sfumato.diffusion;

import org.sfumato.Numbers;

/**
 * β(t) = β_min + t (β_max − β_min) and ᾱ(t) = exp(−∫β): in the network's range σ(t) = √((1 − ᾱ)/ᾱ)
 * (Song et al. 2021, VP-SDE), half of that in [0, 1] units. It begins at t = 10⁻³, where the paper
 * stops because σ vanishes.
 */
public record VariancePreserving(double betaMin, double betaMax) implements Sde {
  private static final double FIRST = 1e-3;

  public VariancePreserving {
    if (!(betaMin > 0) || !(betaMax > betaMin) || Double.isInfinite(betaMax)) {
      throw new IllegalArgumentException(
          "vp(min, max) needs 0 < min < max, not "
              + Numbers.text(betaMin)
              + " and "
              + Numbers.text(betaMax));
    }
  }

  @Override
  public double sigma(double t) {
    double s = FIRST + t * (1 - FIRST);
    double integral = betaMin * s + .5 * (betaMax - betaMin) * s * s;
    return .5 * Math.sqrt(Math.expm1(integral));
  }

  @Override
  public double time(double sigma) {
    double integral = Math.log1p(4 * sigma * sigma);
    double slope = betaMax - betaMin;
    double s = (Math.sqrt(betaMin * betaMin + 2 * slope * integral) - betaMin) / slope;
    return (s - FIRST) / (1 - FIRST);
  }

  @Override
  public String equation() {
    return "\\sigma(t) = \\tfrac12\\sqrt{e^{\\int_0^t \\beta} - 1},\\quad \\beta(t) = %s + %s\\,t"
        .formatted(Numbers.text(betaMin), Numbers.text(betaMax - betaMin));
  }

  @Override
  public String text() {
    return "vp(" + Numbers.text(betaMin) + ", " + Numbers.text(betaMax) + ")";
  }

  @Override
  public String toString() {
    return text();
  }
}
