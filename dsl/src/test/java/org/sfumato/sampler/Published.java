package org.sfumato.sampler;

import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;

/**
 * Each sampler's update as its paper has it, in double precision, on the pixels of one image.
 *
 * @param x the state after the step
 * @param denoised what the step's first evaluation gave
 */
record Published(double[] x, double[] denoised) {
  /** D(x; σ). */
  interface Denoiser {
    double[] at(double[] x, double sigma);

    static Denoiser ofGaussian(double mean, double sd) {
      return (x, sigma) -> {
        var d = new double[x.length];
        for (int k = 0; k < d.length; k++) {
          d[k] = (sd * sd * x[k] + sigma * sigma * mean) / (sd * sd + sigma * sigma);
        }
        return d;
      };
    }
  }

  /** The interval before. */
  record Past(double sigma, double[] denoised) {}

  /** The formula of one pixel, of x, D and z. */
  private interface Pixel {
    double of(double x, double d, double z);
  }

  /**
   * @param past null in the first interval
   * @param noise by stream
   */
  static Published step(
      Sampler sampler,
      double[] x,
      double sigma,
      double next,
      Past past,
      Denoiser denoiser,
      Function<String, double[]> noise) {
    if (sampler instanceof Heun heun) {
      return heun(heun, x, sigma, next, denoiser, noise);
    }
    if (sampler instanceof PredictorCorrector both) {
      return predictorCorrector(both, x, sigma, next, denoiser, noise);
    }
    var d = denoiser.at(x, sigma);
    if (next == 0) {
      return new Published(d, d);
    }
    if (sampler instanceof DpmSolver solver) {
      return new Published(dpmSolver(solver, x, sigma, next, d, past, noise), d);
    }
    return new Published(each(x, d, sampler, noise, pixel(sampler, sigma, next)), d);
  }

  private static Pixel pixel(Sampler sampler, double sigma, double next) {
    double v = sigma * sigma;
    double w = next * next;
    if (sampler instanceof Euler) {
      return (x, d, z) -> x + (next - sigma) * (x - d) / sigma;
    }
    if (sampler instanceof EulerMaruyama) {
      return (x, d, z) -> x + (v - w) * (d - x) / v + Math.sqrt(v - w) * z;
    }
    if (sampler instanceof Ancestral ancestral && ancestral.eta() == 1) {
      return (x, d, z) -> x + (v - w) * (d - x) / v + Math.sqrt(w * (v - w) / v) * z;
    }
    if (sampler instanceof Ancestral ancestral) {
      double up = ancestral.eta() * Math.sqrt(w * (v - w) / v);
      double down = Math.sqrt(w - up * up);
      return (x, d, z) -> x + (down - sigma) * (x - d) / sigma + up * z;
    }
    if (sampler instanceof Ddim ddim) {
      // In the variables of the paper: x_VP = √ᾱ x.
      double a = 1 / (1 + v);
      double b = 1 / (1 + w);
      double s = ddim.eta() * Math.sqrt((1 - b) / (1 - a)) * Math.sqrt(1 - a / b);
      return (x, d, z) -> {
        double epsilon = (Math.sqrt(a) * x - Math.sqrt(a) * d) / Math.sqrt(1 - a);
        double moved = Math.sqrt(b) * d + Math.sqrt(1 - b - s * s) * epsilon + s * z;
        return moved / Math.sqrt(b);
      };
    }
    throw new IllegalStateException("write down the published update of " + sampler.text());
  }

  private static double[] each(
      double[] x, double[] d, Sampler sampler, Function<String, double[]> noise, Pixel pixel) {
    var z = sampler.streams().isEmpty() ? new double[x.length] : noise.apply("step");
    var moved = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      moved[k] = pixel.of(x[k], d[k], z[k]);
    }
    return moved;
  }

  /** Karras et al. 2022, algorithm 2. */
  private static Published heun(
      Heun heun,
      double[] x,
      double sigma,
      double next,
      Denoiser denoiser,
      Function<String, double[]> noise) {
    boolean inside = sigma >= heun.low() && sigma <= heun.high();
    double gamma = inside ? Math.min(heun.churn() / heun.steps(), Math.sqrt(2) - 1) : 0;
    double raised = sigma * (1 + gamma);
    double added = heun.noiseScale() * Math.sqrt(raised * raised - sigma * sigma);
    var start = each(x, x, heun, noise, (v, d, z) -> v + added * z);
    var d = denoiser.at(start, raised);
    Pixel euler = (v, clean, z) -> v + (next - raised) * (v - clean) / raised;
    var there = each(start, d, heun, noise, euler);
    if (next == 0) {
      return new Published(there, d);
    }
    var second = denoiser.at(there, next);
    var moved = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      double slope = (start[k] - d[k]) / raised;
      double slopeThere = (there[k] - second[k]) / next;
      moved[k] = start[k] + (next - raised) * (slope + slopeThere) / 2;
    }
    return new Published(moved, d);
  }

  /** Lu et al. 2022, algorithm 2, with α = 1; on the SDE, its section 5. */
  private static double[] dpmSolver(
      DpmSolver solver,
      double[] x,
      double sigma,
      double next,
      double[] d,
      Past past,
      Function<String, double[]> noise) {
    DoubleUnaryOperator lambda = s -> -Math.log(s);
    double h = lambda.applyAsDouble(next) - lambda.applyAsDouble(sigma);
    var moved = new double[x.length];
    var z = solver.noisy() ? noise.apply("step") : null;
    for (int k = 0; k < x.length; k++) {
      double correction = 0;
      if (past != null) {
        double r = (lambda.applyAsDouble(sigma) - lambda.applyAsDouble(past.sigma())) / h;
        correction = (d[k] - past.denoised()[k]) / r;
      }
      double phi = Math.expm1(-h);
      double phi2 = Math.expm1(-2 * h);
      moved[k] =
          solver.noisy()
              ? next / sigma * Math.exp(-h) * x[k]
                  - phi2 * d[k]
                  - phi2 * correction / 2
                  + next * Math.sqrt(-phi2) * z[k]
              : next / sigma * x[k] - phi * d[k] - phi * correction / 2;
    }
    return moved;
  }

  /** Song et al. 2021, algorithms 2 and 4, with the norms of one image. */
  private static Published predictorCorrector(
      PredictorCorrector both,
      double[] x,
      double sigma,
      double next,
      Denoiser denoiser,
      Function<String, double[]> noise) {
    double[] first = null;
    for (int c = 0; c < both.corrections(); c++) {
      var d = denoiser.at(x, sigma);
      first = first == null ? d : first;
      var z = noise.apply("correction " + c);
      double zz = 0;
      double gg = 0;
      for (int k = 0; k < x.length; k++) {
        zz += z[k] * z[k];
        gg += Math.pow((d[k] - x[k]) / (sigma * sigma), 2);
      }
      double epsilon = 2 * Math.pow(both.snr() * Math.sqrt(zz) / Math.sqrt(gg), 2);
      var corrected = new double[x.length];
      for (int k = 0; k < x.length; k++) {
        double g = (d[k] - x[k]) / (sigma * sigma);
        corrected[k] = x[k] + epsilon * g + Math.sqrt(2 * epsilon) * z[k];
      }
      x = corrected;
    }
    var d = denoiser.at(x, sigma);
    double lost = sigma * sigma - next * next;
    Pixel predictor =
        (v, clean, z) ->
            v + lost * (clean - v) / (sigma * sigma) + (next == 0 ? 0 : Math.sqrt(lost) * z);
    return new Published(each(x, d, both, noise, predictor), first == null ? d : first);
  }

  /**
   * All steps of a run from {@code x}.
   *
   * @param noise of each step, by stream
   */
  static double[] run(
      Sampler sampler,
      double[] sigmas,
      double[] x,
      Denoiser denoiser,
      java.util.function.IntFunction<Function<String, double[]>> noise) {
    Past past = null;
    for (int i = 0; i + 1 < sigmas.length; i++) {
      var step = step(sampler, x, sigmas[i], sigmas[i + 1], past, denoiser, noise.apply(i));
      past = new Past(sigmas[i], step.denoised());
      x = step.x();
    }
    return x;
  }
}
