package org.sfumato.metric;

import java.util.Objects;
import java.util.Optional;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.SetMetric;

/**
 * The share of generated images that lie in the region of the true ones: how good they are
 * (Kynkäänniemi et al. 2019). A set's region is the balls around its images' features, as wide as
 * the distance to the k-th nearest neighbour. Between 0 and 1.
 *
 * @param encoder gives the features
 * @param reference the true images, empty until they are given
 * @param neighbours k
 */
public record Precision(Encoder encoder, Optional<Images> reference, int neighbours)
    implements SetMetric {
  public Precision {
    Objects.requireNonNull(encoder, "encoder");
    if (neighbours < 1) {
      throw new IllegalArgumentException(
          "precision takes the distance to a nearest neighbour from 1 up, not " + neighbours);
    }
  }

  /** The same with the distance to another neighbour. */
  public Precision neighbours(int k) {
    return new Precision(encoder, reference, k);
  }

  @Override
  public double ofAll(Images x) {
    var against = Sets.reference(name(), reference);
    Neighbours.check(name(), neighbours, x);
    Neighbours.check(name(), neighbours, against);
    var truth = FeatureRows.of(encoder, against);
    var generated = FeatureRows.of(encoder, x);
    return Neighbours.of(truth, neighbours).share(generated);
  }

  @Override
  public String name() {
    return "precision on " + encoder.name();
  }

  @Override
  public String variant() {
    return Sets.features(encoder) + ", balls to neighbour " + neighbours;
  }

  @Override
  public Optional<Images> comparedWith() {
    return reference;
  }

  @Override
  public Precision against(Images images) {
    return new Precision(encoder, Optional.of(images), neighbours);
  }
}
