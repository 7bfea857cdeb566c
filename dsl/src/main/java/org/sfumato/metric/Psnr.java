package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.Step;

/**
 * Peak signal-to-noise ratio: 10 log₁₀(1 / MSE) of each image, in dB; +∞ for identical images.
 *
 * @param reference the images compared with, empty until they are given
 */
public record Psnr(Optional<Images> reference) implements Metric {
  @Override
  public NDArray of(NDArray x, Step s) {
    return Pair.of("PSNR", x, reference, s).meanSquare().log10().mul(-10);
  }

  @Override
  public String name() {
    return "PSNR";
  }

  @Override
  public String unit() {
    return "dB";
  }

  @Override
  public String variant() {
    return "dB, range 1, mean of the images' PSNR";
  }

  @Override
  public Optional<Images> comparedWith() {
    return reference;
  }

  @Override
  public Psnr against(Images images) {
    return new Psnr(Optional.of(images));
  }
}
