package org.sfumato.sampler;

import java.util.Optional;

/**
 * Mean and covariance of (x, D) on its way through the published steps, for samplers whose steps
 * are affine on a Gaussian: x' = gain·x + shift + noise·z + memory·D of the step before.
 *
 * @param mean of x
 * @param variance of x
 */
record AffineLaw(double mean, double variance) {
  /** Coefficients found by probing one pixel. */
  private record Step(
      double gain, double shift, double noise, double memory, double keep, double add) {
    static Optional<Step> of(
        Sampler sampler, double sigma, double next, double before, Published.Denoiser denoiser) {
      double shift = probe(sampler, sigma, next, before, denoiser, 0, 0, 0);
      double gain = probe(sampler, sigma, next, before, denoiser, 1, 0, 0) - shift;
      double noise = probe(sampler, sigma, next, before, denoiser, 0, 1, 0) - shift;
      double memory = probe(sampler, sigma, next, before, denoiser, 0, 0, 1) - shift;
      double far = probe(sampler, sigma, next, before, denoiser, 2, -3, .5);
      double expected = 2 * gain + shift - 3 * noise + .5 * memory;
      double add = denoiser.at(new double[] {0}, sigma)[0];
      double keep = denoiser.at(new double[] {1}, sigma)[0] - add;
      return Math.abs(far - expected) <= 1e-9 * (1 + Math.abs(far))
          ? Optional.of(new Step(gain, shift, noise, memory, keep, add))
          : Optional.empty();
    }

    private static double probe(
        Sampler sampler,
        double sigma,
        double next,
        double before,
        Published.Denoiser denoiser,
        double x,
        double z,
        double d) {
      var past = before == 0 ? null : new Published.Past(before, new double[] {d});
      return Published.step(
              sampler, new double[] {x}, sigma, next, past, denoiser, s -> new double[] {z})
          .x()[0];
    }
  }

  /**
   * After all intervals of {@code sigmas}, from N(mean, variance).
   *
   * @return empty if a step is not affine
   */
  static Optional<AffineLaw> of(
      Sampler sampler, double[] sigmas, Published.Denoiser denoiser, double mean, double variance) {
    double past = 0;
    double pastVariance = 0;
    double together = 0;
    for (int i = 0; i + 1 < sigmas.length; i++) {
      double before = i == 0 ? 0 : sigmas[i - 1];
      var found = Step.of(sampler, sigmas[i], sigmas[i + 1], before, denoiser);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      var s = found.get();
      double nextMean = s.gain * mean + s.shift + s.memory * past;
      double nextVariance =
          s.gain * s.gain * variance
              + s.memory * s.memory * pastVariance
              + 2 * s.gain * s.memory * together
              + s.noise * s.noise;
      // This step's D is keep·x + add of the state before the step.
      together = s.keep * (s.gain * variance + s.memory * together);
      past = s.keep * mean + s.add;
      pastVariance = s.keep * s.keep * variance;
      mean = nextMean;
      variance = nextVariance;
    }
    return Optional.of(new AffineLaw(mean, variance));
  }
}
