package org.sfumato.diffusion;

import java.nio.file.Path;
import org.sfumato.Catalogue;
import org.sfumato.Window;

/** Priors, paths, grids, windows and weights. */
public final class Diffusion {
  private Diffusion() {}

  /** A trained prior that ships or was downloaded, by name. */
  public static Trained prior(String id) {
    return NetworkPrior.read(id, Catalogue.found().checkpoint(id));
  }

  /** A prior saved by {@code fit().save(path)}. */
  public static Trained checkpoint(String path) {
    return NetworkPrior.read(path, Path.of(path));
  }

  /** N(mean, sd² I), exact; give it a {@code shape}. */
  public static GaussianPrior gaussianPrior(double mean, double sd) {
    return new GaussianPrior(mean, sd, 1, 1, 1);
  }

  /** N(mean, cov), exact, for images [1, 1, d]. */
  public static CorrelatedPrior gaussianPrior(double[] mean, double[][] cov) {
    return new CorrelatedPrior(mean, cov);
  }

  /** A mixture of round Gaussians, exact, for images [1, 1, d]. */
  public static MixturePrior mixturePrior(double[] weights, double[][] means, double sd) {
    return new MixturePrior(weights, means, sd);
  }

  /** A denoiser of your own; give it a {@code shape}. */
  public static FunctionPrior denoiser(String name, FunctionPrior.Function f) {
    return new FunctionPrior(name, f, 1, 1, 1);
  }

  /** The variance-exploding path, σ from {@code min} to {@code max} in [0, 1] units. */
  public static VarianceExploding ve(double min, double max) {
    return new VarianceExploding(min, max);
  }

  /** The variance-preserving path with β from {@code betaMin} to {@code betaMax}. */
  public static VariancePreserving vp(double betaMin, double betaMax) {
    return new VariancePreserving(betaMin, betaMax);
  }

  /** EDM's noise levels. */
  public static Edm edm() {
    return new Edm();
  }

  /** Even in σ^(1/ρ): larger ρ puts more steps at low noise. */
  public static Grid karras(double rho) {
    return new Grid.Karras(rho);
  }

  /** Even in ln σ. */
  public static Grid geometric() {
    return new Grid.Geometric();
  }

  /** Even in the path's own time. */
  public static Grid uniform() {
    return new Grid.Uniform();
  }

  /** The first share {@code f} of the run, from the noise on. */
  public static Window early(double f) {
    return new Window(Window.Kind.PROGRESS, 0, share(f));
  }

  /** The last share {@code f} of the run, up to the image. */
  public static Window late(double f) {
    return new Window(Window.Kind.PROGRESS, share(1 - f), 1);
  }

  /** Rounded to 1e-9, so that early(0.3) ends exactly where late(0.7) begins. */
  private static double share(double f) {
    return Math.rint(f * 1e9) / 1e9;
  }

  /** From {@code a} to {@code b} of the run, 0 noise and 1 image. */
  public static Window between(double a, double b) {
    return new Window(Window.Kind.PROGRESS, a, b);
  }

  /** While the noise level lies between these. */
  public static Window whileSigma(double low, double high) {
    return new Window(Window.Kind.SIGMA, low, high);
  }

  public static Schedule constant(double w) {
    return new Schedule(Schedule.Kind.CONSTANT, w, w);
  }

  /** From {@code a} at the noise to {@code b} at the image, in a straight line. */
  public static Schedule ramp(double a, double b) {
    return new Schedule(Schedule.Kind.RAMP, a, b);
  }

  /** From {@code a} at the noise to {@code b} at the image, along half a cosine. */
  public static Schedule cosine(double a, double b) {
    return new Schedule(Schedule.Kind.COSINE, a, b);
  }
}
