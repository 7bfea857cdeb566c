package org.sfumato.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.metric.Metrics.frechet;
import static org.sfumato.metric.Metrics.frechetDistance;
import static org.sfumato.metric.Metrics.kernel;
import static org.sfumato.metric.Metrics.kernelDistance;
import static org.sfumato.metric.Metrics.memorisation;
import static org.sfumato.metric.Metrics.precision;
import static org.sfumato.metric.Metrics.recall;
import static org.sfumato.metric.PixelEncoder.features;
import static org.sfumato.metric.PixelEncoder.images;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.sfumato.Data;
import org.sfumato.Encoder;
import org.sfumato.Images;

class SetSentencesTest {
  private static final PixelEncoder PIXELS = new PixelEncoder();
  private static final Images X = images(features(8, 4, 0)).named("x");
  private static final Images EMPTY = X.first(0).named("nothing");

  private static String sentence(org.junit.jupiter.api.function.Executable e) {
    return assertThrows(IllegalArgumentException.class, e).getMessage();
  }

  @Test
  void should_refuse_sets_that_are_too_small() {
    assertEquals(
        "a Fréchet distance needs at least 2 images of each set for a covariance, but the set x.first(1) has 1",
        sentence(() -> frechet(PIXELS).against(X).ofAll(X.first(1))));
    assertEquals(
        "a Fréchet distance needs at least 2 images of each set for a covariance, but the reference nothing has 0",
        sentence(() -> frechet(PIXELS).against(EMPTY).ofAll(X)));
    assertEquals(
        "a covariance needs at least 2 images, but there is 1",
        sentence(() -> frechetDistance(new double[][] {{1, 2}}, features(5, 2, 0))));
    assertEquals(
        "kernel distance on pixels needs at least 2 images of each set, but x.first(1) has 1 and x has 8",
        sentence(() -> kernel(PIXELS).against(X).ofAll(X.first(1))));
    assertEquals(
        "a kernel distance needs at least 2 images of each set, but there are 1 and 5",
        sentence(() -> kernelDistance(new double[][] {{1, 2}}, features(5, 2, 0))));
    assertEquals(
        "precision on pixels with 3 nearest neighbours needs at least 4 images of each set, but x.first(3) has 3",
        sentence(() -> precision(PIXELS).against(X).ofAll(X.first(3))));
    assertEquals(
        "recall on pixels with 8 nearest neighbours needs at least 9 images of each set, but x has 8",
        sentence(() -> recall(PIXELS).neighbours(8).against(X).ofAll(X)));
    assertEquals(
        "memorisation needs the images that were trained on, but there is none in nothing",
        sentence(() -> memorisation(EMPTY, PIXELS)));
    assertEquals(
        "score has 10 splits but x has 8; use .splits(1)",
        sentence(() -> new InceptionScore("score", PIXELS, 10).ofAll(X)));
    assertEquals(
        "how a distance falls with the number of images shows at two different numbers or more, from 2 to 8",
        sentence(() -> frechet(PIXELS).against(X).byNumber(X, 4, 4)));
    assertEquals(
        "numbers of images go from 2 to the 8 there are, not 9",
        sentence(() -> frechet(PIXELS).against(X).byNumber(X, 4, 9)));
  }

  @Test
  void should_ask_for_a_reference() {
    assertEquals(
        "Fréchet distance on pixels needs a set of images to compare with: use .against(images)",
        sentence(() -> frechet(PIXELS).ofAll(X)));
    assertEquals(
        "recall on pixels needs a set of images to compare with: use .against(images)",
        sentence(() -> recall(PIXELS).ofAll(X)));
  }

  @Test
  void should_refuse_features_that_do_not_fit() {
    var wide = images(features(8, 6, 0));
    assertEquals(
        "the two have 4 and 6 features; take both from one encoder",
        sentence(() -> frechet(PIXELS).against(X).ofAll(wide)));
    assertEquals(
        "the first features have 4 values a row and the second 6; take both from one encoder",
        sentence(() -> kernelDistance(features(8, 4, 0), features(8, 6, 0))));
    assertEquals(
        "the two sets have 6 and 4 features; take both from one encoder",
        sentence(() -> precision(PIXELS).against(X).ofAll(wide)));
    assertEquals(
        "pixels gives 6 features of these images and 4 of the training images; resize one of them",
        sentence(() -> memorisation(X, PIXELS).above(.5).ofAll(wide)));
    assertEquals(
        "features of dimension 4 and 6 do not go together; take both from one encoder",
        sentence(() -> FeatureStatistics.none(4).and(FeatureStatistics.none(6))));
    assertEquals(
        "row 1 of the features has 1 values, but row 0 has 2",
        sentence(() -> FeatureStatistics.of(new double[][] {{1, 2}, {1}})));
    assertEquals(
        "there are no first features",
        sentence(() -> kernelDistance(new double[0][], new double[0][])));
  }

  @Test
  void should_refuse_what_is_not_a_number() {
    Encoder broken = (x, s) -> x.reshape(x.getShape().get(0), -1).sub(.3).log();
    assertEquals(
        "encoder gave NaN as a feature of image 0 of x; features must be finite",
        sentence(() -> frechet(broken).against(X).ofAll(X)));
    assertEquals(
        "row 1 of the first features holds NaN; every value must be finite",
        sentence(() -> frechetDistance(new double[][] {{1}, {Double.NaN}}, features(5, 1, 0))));
  }

  @Test
  void should_refuse_an_encoder_that_does_not_give_rows() {
    Encoder whole = (x, s) -> x.sum();
    assertEquals(
        "encoder returned the shape (), but one row of features per image is needed, [4, d]",
        sentence(() -> frechet(whole).against(X).ofAll(X)));
    Encoder plain = (x, s) -> x.reshape(x.getShape().get(0), -1);
    assertEquals(
        "encoder has no classes, which an inception score needs; use inception()",
        sentence(() -> new InceptionScore("score", plain, 1).ofAll(X)));
  }

  @Test
  void should_refuse_settings_that_make_no_sense() {
    assertEquals(
        "kernel distance on pixels takes at least 1 subset of at least 2 images, not 0 of 1000",
        sentence(() -> kernel(PIXELS).subsets(0)));
    assertEquals(
        "precision takes the distance to a nearest neighbour from 1 up, not 0",
        sentence(() -> precision(PIXELS).neighbours(0)));
    assertEquals(
        "score takes 1 split or more, not 0",
        sentence(() -> new InceptionScore("score", PIXELS, 0)));
    assertEquals(
        "a threshold of cosines lies between -1 and 1, not at 1.5",
        sentence(() -> memorisation(X, PIXELS).above(1.5)));
  }

  @Test
  void should_warn_that_a_covariance_has_not_full_rank() {
    var before = System.err;
    var heard = new ByteArrayOutputStream();
    System.setErr(new PrintStream(heard, true, StandardCharsets.UTF_8));
    try {
      frechet(PIXELS).against(X).ofAll(X.first(4));
    } finally {
      System.setErr(before);
    }
    assertEquals(
        "Fréchet distance on pixels: 4 images are too few for 4 features, so the covariance has not full rank and the value is too high; byNumber(x) shows by how much",
        heard.toString(StandardCharsets.UTF_8).strip());
  }

  @Test
  void should_keep_the_famous_names_for_the_real_thing() {
    assertEquals("Fréchet distance on pixels", frechet(PIXELS).name());
    assertEquals("kernel distance on pixels", kernel(PIXELS).name());
    assertEquals(
        "features of pixels (four times over), covariance N − 1, root by eigenvalues in double precision",
        frechet(PIXELS).variant());
    assertEquals(
        "features of pixels (four times over), (aᵀb/d + 1)³, unbiased, 100 subsets of 1000 or of the smaller set, seed 0",
        kernel(PIXELS).variant());
    assertTrue(
        memorisation(X, PIXELS)
            .above(.9)
            .variant()
            .startsWith("share above 0.9, largest cosine with 8"));
    assertFalse(frechet(PIXELS).higherIsBetter());
    assertTrue(recall(PIXELS).higherIsBetter());
    assertEquals("mine", frechet(PIXELS).named("mine").against(X).name());
  }

  @Test
  void should_give_identical_images_no_distance() {
    var same = Data.imagesOf(new float[5 * 4], 5, 1, 1, 4);
    assertEquals(0, frechet(PIXELS).against(same).ofAll(same));
    assertEquals(0, kernel(PIXELS).against(same).ofAll(same), 1e-12);
    assertEquals(0, Metrics.memorisation(same, PIXELS).above(.5).ofAll(same));
  }
}
