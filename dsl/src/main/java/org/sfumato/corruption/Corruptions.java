package org.sfumato.corruption;

import org.sfumato.Corruption;
import org.sfumato.Images;
import org.sfumato.Measurements;

/** What can happen to an image. Probabilities are always of being hidden. */
public final class Corruptions {
  private Corruptions() {}

  /** Nothing at all. */
  public static Identity identity() {
    return new Identity();
  }

  /** Each pixel is hidden with probability {@code p}. */
  public static Missing missing(double p) {
    return new Missing(p, false, false, false, 0);
  }

  /** A box of {@code h}×{@code w} pixels is hidden somewhere in the image. */
  public static Box box(int h, int w) {
    return new Box(h, w, false, 0);
  }

  /** Only a square of {@code n}×{@code n} pixels somewhere in the image survives. */
  public static KeepPatch keepPatch(int n) {
    return new KeepPatch(n, false, 0);
  }

  /** A square of {@code n}×{@code n} pixels is cut out somewhere in the image. */
  public static ExtractPatch extractPatch(int n) {
    return new ExtractPatch(n, false, 0);
  }

  /** With probability {@code p} nothing is left of an image but the means of r×r blocks. */
  public static Averaging averaging(int r, double p) {
    return new Averaging(r, p, false, 0);
  }

  /** Gaussian blur of standard deviation {@code sigma} pixels. */
  public static Blur blur(double sigma) {
    return new Blur(sigma, false);
  }

  /** Blur by a camera that moved, over {@code n}×{@code n} pixels; intensity from 0 to 1. */
  public static MotionBlur motionBlur(int n, double intensity) {
    return new MotionBlur(n, intensity, false, 0);
  }

  /** Compressed sensing: {@code m} random sums of all pixels. */
  public static Sensing sensing(int m) {
    return new Sensing(m, false, 0);
  }

  /** Compressed sensing by one in {@code ratio} rows of the Walsh–Hadamard transform. */
  public static Hadamard hadamard(int ratio) {
    return new Hadamard(ratio, false, 0);
  }

  /** Magnetic resonance with one in {@code acceleration} lines of k-space. */
  public static Kspace kspace(int acceleration) {
    return new Kspace(new KspacePlan(acceleration, Double.NaN, false, false, 0));
  }

  /** The magnitudes of the Fourier transform, without phases. */
  public static PhaseRetrieval phaseRetrieval() {
    return new PhaseRetrieval();
  }

  /** The mean of the channels. */
  public static Grayscale grayscale() {
    return new Grayscale();
  }

  /** Blocks of {@code k}×{@code k} pixels become one pixel, their mean. */
  public static Downsample downsample(int k) {
    return new Downsample(k, false);
  }

  /** Gaussian noise of standard deviation {@code sigma}, for {@code A.plus(gaussian(0.05))}. */
  public static Gaussian gaussian(double sigma) {
    return new Gaussian(sigma);
  }

  /** Counts of photons, {@code rate} for each of 255 levels of grey. */
  public static Poisson poisson(double rate) {
    return new Poisson(rate);
  }

  /** The magnitude of a complex signal with noise of standard deviation {@code sigma}. */
  public static Rician rician(double sigma) {
    return new Rician(sigma);
  }

  /** A corruption of your own: {@code corruption("negative", (x, s) -> x.neg().add(1))}. */
  public static Structured corruption(String name, Corruption f) {
    return new Custom(name, f);
  }

  /** Images that are the measurements: nothing was done to them that is known. */
  public static Measurements observed(Images y) {
    var shape = new int[] {y.channels(), y.height(), y.width()};
    return new Measurements(y.values(), y.shape(), y.ids(), new Identity(), 0, shape);
  }
}
