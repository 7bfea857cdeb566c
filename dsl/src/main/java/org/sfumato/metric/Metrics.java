package org.sfumato.metric;

import java.util.Optional;
import org.sfumato.Cost;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.Score;
import org.sfumato.network.Networks;

/**
 * Numbers that say how good images are. Without a reference they take it from where they are used.
 */
public final class Metrics {
  private static final double USUAL = .95;

  private Metrics() {}

  /** Mean squared error. */
  public static Mse mse() {
    return new Mse(Optional.empty());
  }

  /** Mean squared error against these images. */
  public static Mse mse(Images reference) {
    return mse().against(reference);
  }

  /** Peak signal-to-noise ratio, in dB. */
  public static Psnr psnr() {
    return new Psnr(Optional.empty());
  }

  /** Peak signal-to-noise ratio against these images, in dB. */
  public static Psnr psnr(Images reference) {
    return psnr().against(reference);
  }

  /** Structural similarity with a Gaussian window of 11 pixels. */
  public static Ssim ssim() {
    return new Ssim(Optional.empty(), 11, Ssim.Weights.GAUSSIAN);
  }

  /** Structural similarity to these images, with a Gaussian window of 11 pixels. */
  public static Ssim ssim(Images reference) {
    return ssim().against(reference);
  }

  /** Mutual information, 64 bins, in nats. */
  public static Mi mi() {
    return new Mi(Optional.empty(), 64);
  }

  /** Mutual information with these images, 64 bins, in nats. */
  public static Mi mi(Images reference) {
    return mi().against(reference);
  }

  /** Normalised mutual information, 64 bins. */
  public static Nmi nmi() {
    return new Nmi(Optional.empty(), 64);
  }

  /** Normalised mutual information with these images, 64 bins. */
  public static Nmi nmi(Images reference) {
    return nmi().against(reference);
  }

  /** Gradient magnitude similarity deviation; less is better. */
  public static Gmsd gmsd() {
    return new Gmsd(Optional.empty());
  }

  /** Gradient magnitude similarity deviation from these images; less is better. */
  public static Gmsd gmsd(Images reference) {
    return gmsd().against(reference);
  }

  /** The Fréchet inception distance to these images, on the Inception of FID. */
  public static Frechet fid(Images reference) {
    return new Frechet("FID", Networks.inception(), Optional.of(reference));
  }

  /** The kernel inception distance to these images, on the Inception of FID. */
  public static KernelDistance kid(Images reference) {
    return new KernelDistance("KID", Networks.inception(), Optional.of(reference), 100, 1000, 0);
  }

  /** The inception score, on the Inception of FID, 10 splits. */
  public static InceptionScore inceptionScore() {
    return new InceptionScore("inception score", Networks.inception(), 10);
  }

  /** The Fréchet distance of sets of images on any encoder; {@code .against(reference)} follows. */
  public static Frechet frechet(Encoder encoder) {
    return Frechet.on(encoder);
  }

  /** The kernel distance of sets of images on any encoder; {@code .against(reference)} follows. */
  public static KernelDistance kernel(Encoder encoder) {
    return KernelDistance.on(encoder);
  }

  /** The share of generated images among the true ones; {@code .against(reference)} follows. */
  public static Precision precision(Encoder encoder) {
    return new Precision(encoder, Optional.empty(), 3);
  }

  /** The share of true images among the generated ones; {@code .against(reference)} follows. */
  public static Recall recall(Encoder encoder) {
    return new Recall(encoder, Optional.empty(), 3);
  }

  /** How near images come to those trained on. */
  public static Memorisation memorisation(Images training, Encoder encoder) {
    return new Memorisation(training, encoder);
  }

  /** Evaluations of the network that an image took. */
  public static Effort nfe() {
    return new Effort("NFE", "", "evaluations of the network per image", true, Cost::evaluations);
  }

  /** Gradients pulled back through the network that an image took. */
  public static Effort vjp() {
    return new Effort(
        "VJP", "", "gradients back through the network per image", true, Cost::pullBacks);
  }

  /** Seconds of the clock that an image took. */
  public static Effort seconds() {
    return new Effort("seconds", "s", "of the clock per image", false, Cost::seconds);
  }

  /** The most memory that the process held while images were made, in MB. */
  public static Effort memory() {
    return new Effort("memory", "MB", "peak of the whole process", false, Cost::megabytes);
  }

  /** The Fréchet distance of these features, one row per image. */
  public static double frechetDistance(double[][] a, double[][] b) {
    Matrix.width(a, b);
    return FrechetDistance.from(FeatureStatistics.of(a)).to(FeatureStatistics.of(b));
  }

  /** The unbiased kernel distance of these features, one row per image. */
  public static double kernelDistance(double[][] a, double[][] b) {
    return KernelDistance.unbiased(a, b);
  }

  /** LPIPS 0.1 on AlexNet, as its authors compute it by default. */
  public static Lpips lpips() {
    return Lpips.official();
  }

  /** LPIPS 0.1 to these images. */
  public static Lpips lpips(Images reference) {
    return lpips().against(reference);
  }

  /** The distance between the feature maps of an encoder; this is not LPIPS. */
  public static Perceptual perceptual(Encoder encoder) {
    return new Perceptual(Optional.empty(), encoder);
  }

  /**
   * The area under the ROC curve: how often a case of class 1 scores above one of class 0, ties
   * counting half, with its 95 % interval ({@link Auc}).
   *
   * @param scores higher for class 1
   * @param labels 0 or 1, one for each score
   */
  public static Score auc(double[] scores, int[] labels) {
    return Auc.of(new Labelled(scores, labels), USUAL);
  }

  /**
   * AUC of {@code scores} minus AUC of {@code others} on the same cases, with DeLong's paired
   * interval and test; {@code p()} is the p value.
   */
  public static Score aucDifference(double[] scores, double[] others, int[] labels) {
    return Auc.difference(new Labelled(scores, labels), new Labelled(others, labels), USUAL);
  }

  /** The share of cases whose class was predicted right, with its 95 % interval. */
  public static Score accuracy(int[] predicted, int[] labels) {
    return Accuracy.of(predicted, labels, USUAL);
  }

  /** A metric of your own: one value per image, {@code (x, s) -> …}. */
  public static Given metric(String name, Metric function) {
    return new Given(name, function, true);
  }
}
