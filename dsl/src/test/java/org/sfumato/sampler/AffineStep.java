package org.sfumato.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;

/**
 * What one step of a sampler does to N(mean, sd²): x' = gain·x + shift + noise·z, found by probing
 * {@link Sampler#step} in double precision. For a Gaussian every sampler's step is affine.
 */
record AffineStep(double gain, double shift, double noise) {
  static AffineStep of(Sampler sampler, double sigma, double next, double mean, double sd) {
    return Bench.scoped(
        () -> {
          double shift = step(sampler, sigma, next, mean, sd, 0, 0);
          double gain = step(sampler, sigma, next, mean, sd, 1, 0) - shift;
          double noise = step(sampler, sigma, next, mean, sd, 0, 1) - shift;
          double far = step(sampler, sigma, next, mean, sd, 2, -3);
          assertEquals(
              2 * gain + shift - 3 * noise,
              far,
              1e-9 * (1 + Math.abs(far)),
              sampler.text() + " is not affine");
          return new AffineStep(gain, shift, noise);
        });
  }

  private static double step(
      Sampler sampler, double sigma, double next, double mean, double sd, double x, double z) {
    var stage =
        new Stage() {
          @Override
          public NDArray x() {
            return number(x);
          }

          @Override
          public double sigma() {
            return sigma;
          }

          @Override
          public double next() {
            return next;
          }

          @Override
          public NDArray denoise(NDArray at, double level) {
            double all = sd * sd + level * level;
            return at.mul(sd * sd / all).add(level * level * mean / all);
          }

          @Override
          public NDArray noise() {
            return number(z);
          }
        };
    return Grad.off(() -> sampler.step(stage)).toDoubleArray()[0];
  }

  private static NDArray number(double v) {
    return Torch.manager().create(new double[] {v}, new Shape(1, 1, 1, 1));
  }

  /** All steps of a run. */
  static AffineStep[] run(Sampler sampler, double[] sigmas, double mean, double sd) {
    var steps = new AffineStep[sigmas.length - 1];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = of(sampler, sigmas[i], sigmas[i + 1], mean, sd);
    }
    return steps;
  }

  double mean(double before) {
    return gain * before + shift;
  }

  double variance(double before) {
    return gain * gain * before + noise * noise;
  }

  double at(double x, double z) {
    return gain * x + shift + noise * z;
  }
}
