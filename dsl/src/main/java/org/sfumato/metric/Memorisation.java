package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Objects;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.Step;
import org.sfumato.engine.Op;
import org.sfumato.engine.Ops;

/**
 * How near an image comes to one that the network was trained on: the largest cosine of its
 * features with those of a training image, 1 for a copy. A high mean may be the subject's; look at
 * the distribution beside that of real images that were held out, and at the share {@link #above} a
 * threshold. Less is better.
 *
 * @param training the images trained on
 * @param encoder gives the features
 */
public record Memorisation(Images training, Encoder encoder) implements Metric {
  private static final int BLOCK = 1024;

  /** Image by image: the bits of a product of matrices depend on how many rows there are. */
  private static final Op NEAREST =
      Ops.of(
          """
          def largest_cosine(self, a: Tensor, b: Tensor) -> Tensor:
            a1 = torch.to(a, 7)
            na = torch.sqrt(torch.clamp(torch.sum(torch.mul(a1, a1), [1], True), 1.0e-24))
            nb = torch.sqrt(torch.clamp(torch.sum(torch.mul(b, b), [1], True), 1.0e-24))
            a2 = torch.div(a1, na)
            b2 = torch.div(b, nb)
            r = annotate(List[Tensor], [])
            for i in range(torch.size(a, 0)):
              _0 = torch.append(r, torch.amax(torch.mv(b2, torch.select(a2, 0, i)), [0]))
            return torch.stack(r)
          """);

  public Memorisation {
    Objects.requireNonNull(encoder, "encoder");
    if (training.size() == 0) {
      throw new IllegalArgumentException(
          "memorisation needs the images that were trained on, but there is none in "
              + training.expression());
    }
  }

  /** The share of images whose largest cosine is above this threshold, such as 0.95. */
  public Memorised above(double threshold) {
    return new Memorised(this, threshold);
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    var features = Features.checked(encoder.name(), encoder.of(x, s), x.getShape().get(0));
    var trained = FeatureRows.of(encoder, training);
    int d = trained.dimension();
    if (features.getShape().get(1) != d) {
      throw new IllegalArgumentException(
          "%s gives %d features of these images and %d of the training images; resize one of them"
              .formatted(encoder.name(), features.getShape().get(1), d));
    }
    NDArray largest = null;
    for (int i = 0; i < trained.number(); i += BLOCK) {
      int rows = Math.min(BLOCK, trained.number() - i);
      var block = x.getManager().create(trained.rows(i, rows), new Shape(rows, d));
      var here = NEAREST.on(features, block);
      largest = largest == null ? here : largest.maximum(here);
    }
    return largest;
  }

  @Override
  public String name() {
    return "nearest training image";
  }

  @Override
  public String variant() {
    return "largest cosine with %d training images %s (%s), %s"
        .formatted(
            training.size(),
            training.expression(),
            training.provenance().hash(),
            Sets.features(encoder));
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }
}
