package org.sfumato.metric;

import java.util.Optional;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.Metric;

/**
 * Numbers that say how good images are. Without a reference they take it from where they are used.
 */
public final class Metrics {
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

  /** A metric of your own: one value per image, {@code (x, s) -> …}. */
  public static Given metric(String name, Metric function) {
    return new Given(name, function, true);
  }
}
