package org.sfumato.metric;

import java.util.Optional;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.Score;

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
