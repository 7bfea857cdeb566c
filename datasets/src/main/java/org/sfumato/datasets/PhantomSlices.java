package org.sfumato.datasets;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.sfumato.Dataset;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Provenance;
import org.sfumato.datasets.phantom.Contrast;
import org.sfumato.datasets.phantom.Finding;

/**
 * Slices of procedural heads in one contrast. A head belongs to one split only; position p is the
 * same cut of the same head in every contrast. Half of the heads are healthy.
 *
 * @param name such as {@code t1}
 * @param contrast how tissue becomes grey
 * @param physics the signal equation, for the card
 */
public record PhantomSlices(String name, Contrast contrast, String physics)
    implements NamedSet.Source {
  private static final int SIDE = 64;
  private static final int TRAIN_HEADS = 512;
  private static final int HELD_OUT = 64;
  private static final long VALIDATION_FROM = 1_000_000;
  private static final long TEST_FROM = 2_000_000;
  private static final long MORE_FROM = 1_000_000_000;
  private static final long MOST = 1_000_000;
  private static final long LAST_SEED = 1_000_000_000;

  static List<Dataset> sets() {
    return all().stream().map(PhantomSlices::set).toList();
  }

  private static List<PhantomSlices> all() {
    return List.of(
        new PhantomSlices("t1", Contrast.t1(), "T1-weighted spin echo, TR 400 ms, TE 12 ms"),
        new PhantomSlices("t2", Contrast.t2(), "T2-weighted spin echo, TR 3500 ms, TE 90 ms"),
        new PhantomSlices("pd", Contrast.pd(), "PD-weighted spin echo, TR 3300 ms, TE 35 ms"),
        new PhantomSlices(
            "flair", Contrast.flair(), "FLAIR inversion recovery, TR 9000 ms, TE 110 ms"),
        new PhantomSlices("ct", Contrast.ct(), "CT, window centre 40 HU, width 80 HU"));
  }

  /**
   * The phantoms of a contrast: {@code t1}, {@code t2}, {@code pd}, {@code flair} or {@code ct}.
   *
   * @throws IllegalArgumentException for another name
   */
  public static PhantomSlices of(String name) {
    return all().stream()
        .filter(s -> s.name.equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there are no phantoms in contrast \"%s\"; there are t1, t2, pd, flair and ct"
                        .formatted(name)));
  }

  /**
   * As many more as wanted, each of another head that is in no split: the same seed gives the same
   * heads in every contrast.
   *
   * @param seed 0 to 1,000,000,000
   * @param n 1 to 1,000,000
   * @param side pixels a side, 8 to 1024
   */
  public Images more(long seed, int n, int side) {
    if (seed < 0 || seed > LAST_SEED || n < 1 || n > MOST) {
      throw new IllegalArgumentException(
          "phantoms have seeds from 0 to %d and 1 to %d images for each, not seed %d and %d images"
              .formatted(LAST_SEED, MOST, seed, n));
    }
    var text = "PhantomSlices.of(\"%s\").more(%d, %d, %d)".formatted(name, seed, n, side);
    return images(
        oneCutEach(MORE_FROM + seed * MOST, n), side, text, Provenance.of("phantom", text));
  }

  /** What is wrong with the head of a phantom picture; empty for a healthy one. */
  public static Set<Finding> findings(ImageId id) {
    if (!id.origin().equals(PhantomPixels.ORIGIN)) {
      throw new IllegalArgumentException(
          "only phantoms have known findings, and " + id + " is not one");
    }
    return PhantomCut.at(id.position()).findings();
  }

  private Dataset set() {
    var card =
        new Card(
            "phantom/" + name,
            "Computed head slices, "
                + physics
                + ". Half of the heads are healthy; the others have one to three findings"
                + " with known labels. Not a substitute for patients.",
            "Apache-2.0, part of Sfumato",
            "Sfumato",
            "computed: seed → anatomy → tissue shares → signal equation",
            Map.of(),
            "the same head, cut and grey scale on every machine; frame of 217 mm; front up",
            "each split has heads of its own: train %d heads × %d levels, validation and test one slice a head"
                .formatted(TRAIN_HEADS, PhantomCut.CUTS),
            new int[] {TRAIN_HEADS * PhantomCut.CUTS, HELD_OUT, HELD_OUT});
    return new NamedSet(card, SIDE, this);
  }

  @Override
  public Images part(Split split, int side) {
    var positions =
        switch (split) {
          case TRAIN -> LongStream.range(0, (long) TRAIN_HEADS * PhantomCut.CUTS).toArray();
          case VALIDATION -> oneCutEach(VALIDATION_FROM, HELD_OUT);
          case TEST -> oneCutEach(TEST_FROM, HELD_OUT);
        };
    var id = "phantom/" + name;
    var text = CardSet.expression(id, side == SIDE ? 0 : side, split);
    return images(
        positions,
        side,
        text,
        Provenance.of("dataset", id)
            .with("split", split.word())
            .with("side", String.valueOf(side))
            .with("version", "1"));
  }

  private Images images(long[] positions, int side, String text, Provenance provenance) {
    if (side < 8 || side > 1024) {
      throw new IllegalArgumentException("phantoms have 8 to 1024 pixels a side, not " + side);
    }
    var pixels =
        new PhantomPixels(
            PhantomPixels.ORIGIN,
            side,
            positions,
            position -> PhantomCut.at(position).render(contrast, side));
    return new Images(pixels, text, provenance);
  }

  /** One cut of each head; eight neighbours cover the eight levels, far ones first. */
  private static long[] oneCutEach(long firstHead, int n) {
    return LongStream.range(0, n)
        .map(i -> new PhantomCut(firstHead + i, (int) (5 * i % PhantomCut.CUTS)).position())
        .toArray();
  }
}
