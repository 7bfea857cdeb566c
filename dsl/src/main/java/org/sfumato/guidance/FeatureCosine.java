package org.sfumato.guidance;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.stream.LongStream;
import org.sfumato.Encoder;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Step;
import org.sfumato.Term;

/**
 * How alike the features of an image and of a source are: E = cos(F(x), F(y)), from −1 to 1. It is
 * descended: with features that tell one domain from another, the image is led away from what is
 * the source's own. EGSDE's realistic expert (Zhao et al. 2022) takes two states of the same noise
 * level, {@code noisy().onState()}, and an encoder that was trained on noisy images of both
 * domains, such as {@code domainClassifier(source, target)} makes.
 *
 * @param encoder gives features {@code [n, d]} or maps by {@link Encoder#places}; of maps {@code
 *     [n, c, h, w]} the cosine is taken at each place and the mean of all
 * @param isNoisy whether y has the run's noise level, y + σ e with the noise e that the run began
 *     with
 */
public record FeatureCosine(Images source, Encoder encoder, boolean isNoisy) implements Term {
  /** Keeps the cosine with features that are 0 finite. */
  private static final double SMALL = 1e-10;

  public FeatureCosine {
    if (source.size() == 0) {
      throw new IllegalArgumentException("featureCosine was given a source without images");
    }
  }

  static FeatureCosine of(Images source, Encoder encoder) {
    return new FeatureCosine(source, encoder, false);
  }

  /**
   * Compares noisy states: the source gets the noise that the run began with, at the noise level of
   * the step. It belongs together with {@code onState()}.
   */
  public FeatureCosine noisy() {
    return new FeatureCosine(source, encoder, true);
  }

  @Override
  public List<ImageId> about() {
    return source.ids();
  }

  @Override
  public NDArray of(NDArray x0, Step s) {
    var y = s.at(source);
    if (isNoisy) {
      y = y.add(s.startNoise().mul(s.sigma()));
    }
    var a = unit(encoder.places(x0, s), x0.getShape().get(0));
    var b =
        unit(
            encoder.places(y.toType(x0.getDataType(), false), s).stopGradient(),
            x0.getShape().get(0));
    var places = a.mul(b).sum(new int[] {1});
    return Energies.average(places);
  }

  /** Features of length 1 at each place. */
  private NDArray unit(NDArray f, long n) {
    long[] shape = f.getShape().getShape();
    if (shape.length < 2 || shape[0] != n) {
      throw new IllegalArgumentException(
          "featureCosine needs features of each image, [%d, d] or [%d, c, h, w], but %s returned %s"
              .formatted(n, n, encoder.name(), f.getShape()));
    }
    var one = LongStream.of(shape).toArray();
    one[1] = 1;
    var length = f.square().sum(new int[] {1}).add(SMALL).sqrt();
    return f.div(length.reshape(one));
  }

  @Override
  public String equation(String x) {
    return isNoisy
        ? "\\cos\\big( F(" + x + "), F(y + \\sigma e) \\big)"
        : "\\cos\\big( F(" + x + "), F(y) \\big)";
  }

  @Override
  public String text() {
    return "featureCosine("
        + source.expression()
        + ", "
        + encoder.text()
        + ")"
        + (isNoisy ? ".noisy()" : "");
  }

  @Override
  public String toString() {
    return text();
  }
}
