package org.sfumato.diffusion;

import org.sfumato.Prior;

/**
 * The noise levels of DDPM (Ho et al. 2020): β even from 10⁻⁴ to 0.02 over 1000 levels, ᾱ the
 * running product of 1 − β, and σ = √((1 − ᾱ)/ᾱ) in the network's range, half of that in [0, 1]
 * units. Methods that were published for networks of that schedule take their steps from it; a
 * prior that knows less takes part in it from level {@code first} to level {@code last}.
 */
public record Ddpm(int first, int last) implements Sde {
  /** How many levels there are. */
  public static final int LEVELS = 1000;

  private static final double[] SIGMAS = sigmas();

  public Ddpm {
    if (first < 0 || last >= LEVELS || first >= last) {
      throw new IllegalArgumentException(
          "DDPM's levels are numbered from 0 to 999, so part of them does not go from %d to %d"
              .formatted(first, last));
    }
  }

  /**
   * The levels that a prior knows.
   *
   * @throws IllegalArgumentException if it knows fewer than two of them
   */
  public static Ddpm of(Prior prior) {
    int low = 0;
    while (low < LEVELS && SIGMAS[low] < prior.sigmaMin()) {
      low++;
    }
    int high = LEVELS - 1;
    while (high >= 0 && SIGMAS[high] > prior.sigmaMax()) {
      high--;
    }
    if (low >= high) {
      throw new IllegalArgumentException(
          "%s knows σ %s–%s, where DDPM has no two noise levels"
              .formatted(prior.text(), prior.sigmaMin(), prior.sigmaMax()));
    }
    return new Ddpm(low, high);
  }

  private static double[] sigmas() {
    var sigmas = new double[LEVELS];
    double kept = 1;
    for (int i = 0; i < LEVELS; i++) {
      kept *= 1 - (1e-4 + i * (.02 - 1e-4) / (LEVELS - 1));
      sigmas[i] = .5 * Math.sqrt((1 - kept) / kept);
    }
    return sigmas;
  }

  /** The first n of a run that begins at the share {@code fraction} of all levels. */
  public Ddpm until(double fraction) {
    return new Ddpm(first, Math.max(first + 1, Math.min(last, (int) (fraction * LEVELS) - 1)));
  }

  /**
   * The σ of n levels from the highest down, then 0: those of range(0, T, T/n) for the T levels of
   * this part.
   *
   * @throws IllegalArgumentException if there are fewer than n levels
   */
  public double[] descending(int n) {
    int levels = last - first + 1;
    if (n < 1 || n > levels) {
      throw new IllegalArgumentException(
          "there are %d of DDPM's noise levels to step through, so a run takes 1 to %d steps, not %d"
              .formatted(levels, levels, n));
    }
    var steps = new double[n + 1];
    for (int k = 0; k < n; k++) {
      steps[n - 1 - k] = SIGMAS[first + (int) ((long) k * levels / n)];
    }
    return steps;
  }

  @Override
  public double sigma(double t) {
    double place = first + t * (last - first);
    int below = Math.min(last - 1, Math.max(first, (int) place));
    return SIGMAS[below] * Math.pow(SIGMAS[below + 1] / SIGMAS[below], place - below);
  }

  @Override
  public double time(double sigma) {
    int below = first;
    while (below < last - 1 && SIGMAS[below + 1] <= sigma) {
      below++;
    }
    double part = Math.log(sigma / SIGMAS[below]) / Math.log(SIGMAS[below + 1] / SIGMAS[below]);
    return (below + part - first) / (last - first);
  }

  @Override
  public String equation() {
    return "\\sigma_t = \\tfrac12\\sqrt{(1 - \\bar\\alpha_t)/\\bar\\alpha_t},\\quad t = %d \\ldots %d"
        .formatted(first, last);
  }

  @Override
  public String text() {
    return "DDPM's levels " + first + "–" + last;
  }

  @Override
  public String toString() {
    return text();
  }
}
