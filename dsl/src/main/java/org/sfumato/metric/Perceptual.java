package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Objects;
import java.util.Optional;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.Step;

/**
 * How far apart two images are in the feature maps of an encoder: channels scaled to unit length,
 * squared differences summed over channels, the mean over places, the sum over depths. LPIPS has
 * the same form but weighs channels by what people said of 151,000 comparisons, on networks of its
 * own; so this number is not LPIPS, and is comparable only with itself on the same encoder.
 *
 * @param reference the images to compare with, empty until they are given
 * @param encoder whose maps are compared
 */
public record Perceptual(Optional<Images> reference, Encoder encoder) implements Metric {
  public Perceptual {
    Objects.requireNonNull(encoder, "encoder");
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    return MapDistance.of(encoder.maps(x), maps(x, s), new NDList());
  }

  /** Those of the reference. */
  private NDList maps(NDArray x, Step s) {
    return encoder.maps(Pair.reference(name(), name() + ".against(images)", x, reference, s));
  }

  @Override
  public Metric settled(Step s) {
    var kept = maps(s.xt(), s);
    return new Settled(this, x -> MapDistance.of(encoder.maps(x), kept, new NDList()));
  }

  @Override
  public String name() {
    return "perceptual(" + encoder.name() + ")";
  }

  @Override
  public String variant() {
    return "unit channels, squared difference, mean over places, sum of depths; "
        + encoder.variant();
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }

  @Override
  public Optional<Images> comparedWith() {
    return reference;
  }

  @Override
  public Perceptual against(Images images) {
    return new Perceptual(Optional.of(images), encoder);
  }
}
