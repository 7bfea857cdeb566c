package org.sfumato.metric;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.SetMetric;

/**
 * The Fréchet distance of two sets of images, by the Gaussians of an encoder's features (Heusel et
 * al. 2017):
 *
 * <pre>  |μ₁ − μ₂|² + Tr(Σ₁ + Σ₂ − 2 (Σ₁Σ₂)^½)</pre>
 *
 * with covariances over N − 1. It is FID on the Inception of FID alone, and bears no such name on
 * another encoder. Its bias is upward and falls with the number of images, see {@link #byNumber};
 * values compare only for the same number and the same reference. Less is better.
 *
 * @param name of the column
 * @param encoder gives the features
 * @param reference the set compared with, empty until it is given
 */
public record Frechet(String name, Encoder encoder, Optional<Images> reference)
    implements SetMetric {
  private static final int MOST_KEPT = 10_000;

  private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

  private static final Kept<FrechetDistance> REFERENCES =
      new Kept<>((e, x) -> FrechetDistance.from(statistics(e, enough("reference", x))));

  public Frechet {
    Objects.requireNonNull(encoder, "encoder");
  }

  /** On any encoder. */
  static Frechet on(Encoder encoder) {
    return new Frechet("Fréchet distance on " + encoder.name(), encoder, Optional.empty());
  }

  @Override
  public double ofAll(Images x) {
    enough("set", x);
    var from = from();
    var statistics = statistics(encoder, x);
    if (statistics.number() <= statistics.dimension()) {
      warn(
          "%s: %d images are too few for %d features, so the covariance has not full rank and the value is too high; byNumber(x) shows by how much"
              .formatted(name, statistics.number(), statistics.dimension()));
    }
    return from.to(statistics);
  }

  /** Once, and not for each row of each table. */
  private static void warn(String sentence) {
    if (SAID.add(sentence)) {
      System.err.println(sentence);
    }
  }

  /**
   * How the value falls with the number of images: random parts of {@code x} against the whole
   * reference.
   *
   * @param numbers how many images, at least two different numbers; none for seven even in their
   *     logarithm
   */
  public ByNumber byNumber(Images x, int... numbers) {
    return ByNumber.of(name, from(), FeatureRows.of(encoder, enough("set", x)), numbers);
  }

  /** Of sets as large as those of papers only the statistics are kept, and no features. */
  private static FeatureStatistics statistics(Encoder encoder, Images x) {
    return x.size() <= MOST_KEPT
        ? FeatureRows.of(encoder, x).statistics()
        : FeatureStatistics.of(encoder, x);
  }

  private FrechetDistance from() {
    return REFERENCES.of(encoder, Sets.reference(name, reference));
  }

  private static Images enough(String what, Images x) {
    if (x.size() < 2) {
      throw new IllegalArgumentException(
          "a Fréchet distance needs at least 2 images of each set for a covariance, but the %s %s has %d"
              .formatted(what, x.expression(), x.size()));
    }
    return x;
  }

  @Override
  public String variant() {
    return Sets.features(encoder) + ", covariance N − 1, root by eigenvalues in double precision";
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
  public Frechet against(Images images) {
    return new Frechet(name, encoder, Optional.of(images));
  }
}
