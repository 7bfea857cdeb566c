package org.sfumato.diffusion;

/**
 * EDM's levels (Karras et al. 2022): σ from 0.002 to 80 in the network's range, 0.001 to 40 here,
 * with a time in which even steps are the paper's grid, σ(t) = (σ_min^⅐ + t (σ_max^⅐ − σ_min^⅐))⁷.
 */
public record Edm() implements Sde {
  private static final double POWER = 7;
  private static final double LOW = Math.pow(.001, 1 / POWER);
  private static final double HIGH = Math.pow(40, 1 / POWER);

  @Override
  public double sigma(double t) {
    return Math.pow(LOW + t * (HIGH - LOW), POWER);
  }

  @Override
  public double time(double sigma) {
    return (Math.pow(sigma, 1 / POWER) - LOW) / (HIGH - LOW);
  }

  @Override
  public double sigmaMin() {
    return .001;
  }

  @Override
  public double sigmaMax() {
    return 40;
  }

  @Override
  public String equation() {
    return "\\sigma(t) = \\left(0.001^{1/7} + t\\,(40^{1/7} - 0.001^{1/7})\\right)^{7}";
  }

  @Override
  public String text() {
    return "edm()";
  }

  @Override
  public String toString() {
    return text();
  }
}
