package org.sfumato.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sfumato.Data;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.corruption.Corruptions;
import org.sfumato.judge.Judging;
import org.sfumato.laws.Bench;
import org.sfumato.metric.Metrics;

/** Translators without a network. Reference values: scikit-image 0.26, match_histograms. */
class HistogramMatchingTest {
  private static final float[] SOURCE = {
    0.65f, 0.65f, 0.27f, 0.08f, 0f, 0.15f, 0.17f, 0f, 0f, 1f, 0.43f, 0.05f, 0.19f, 0.95f, 0.81f,
    0.71f, 0.15f, 0.24f, 0.46f, 0f
  };
  private static final float[] TARGET = {
    0.55f, 0.23f, 0.74f, 0.09f, 0.59f, 0.48f, 0.24f, 0.47f, 0.69f, 0.26f, 0.4f, 0.16f, 0.33f, 0.37f,
    0.27f, 0.19f, 0.66f, 0.24f, 0.21f, 0.37f, 0.23f, 0.46f, 0.22f, 0.44f, 0.67f, 0.4f, 0.39f, 0.32f,
    0.26f, 0.57f, 0.28f, 0.54f, 0.36f, 0.7f, 0.35f, 0.68f, 0.49f, 0.12f, 0.38f, 0.38f, 0.41f, 0.29f,
    0.13f, 0.39f, 0.23f, 0.61f, 0.42f, 0.3f, 0.52f, 0.3f, 0.43f, 0.68f, 0.3f, 0.57f, 0.41f, 0.72f,
    0.57f, 0.62f, 0.56f, 0.29f, 0.52f, 0.52f, 0.35f, 0.29f, 0.25f, 0.64f, 0.3f, 0.45f, 0.01f, 0.38f,
    0.46f, 0.65f
  };
  private static final float[] MATCHED = {
    0.5653333f,
    0.5653333f,
    0.432f,
    0.2915f,
    0.252f,
    0.348f,
    0.3713333f,
    0.252f,
    0.252f,
    0.74f,
    0.459f,
    0.28f,
    0.385f,
    0.684f,
    0.658f,
    0.612f,
    0.348f,
    0.403f,
    0.494f,
    0.252f
  };

  private static Measurements whole(Images x) {
    return Corruptions.identity().apply(x);
  }

  @Test
  void should_match_as_scikit_image_does() {
    var target = Data.imagesOf(TARGET, 3, 1, 4, 6);
    var source = Data.imagesOf(SOURCE, 1, 1, 4, 5);
    assertArrayEquals(
        MATCHED, Restorers.histogramMatching(target).restore(whole(source)).values(), 1e-6f);
  }

  @Test
  void should_give_an_image_exactly_the_levels_of_another_of_its_size() {
    var target = Bench.pictures(1, 1, 16, 16, 3);
    var made = Restorers.histogramMatching(target).restore(whole(Bench.pictures(2, 1, 16, 16, 8)));
    var wanted = target.values();
    Arrays.sort(wanted);
    for (int i = 0; i < 2; i++) {
      var levels = made.get(i).values();
      Arrays.sort(levels);
      assertArrayEquals(wanted, levels, 1e-6f);
    }
  }

  @Test
  void should_change_nothing_where_the_levels_are_the_same() {
    var x = Bench.pictures(1, 1, 8, 8, 2);
    assertArrayEquals(x.values(), Restorers.histogramMatching(x).restore(whole(x)).values(), 1e-6f);
  }

  @Test
  void should_match_each_channel_by_itself() {
    var x = Bench.pictures(1, 3, 8, 8, 2);
    var target = Bench.pictures(4, 3, 8, 8, 5);
    var all = Restorers.histogramMatching(target).restore(whole(x)).values();
    for (int c = 0; c < 3; c++) {
      var one = Data.imagesOf(Arrays.copyOfRange(x.values(), 64 * c, 64 * c + 64), 1, 1, 8, 8);
      var of = new float[4 * 64];
      for (int i = 0; i < 4; i++) {
        System.arraycopy(target.values(), (3 * i + c) * 64, of, 64 * i, 64);
      }
      assertArrayEquals(
          Restorers.histogramMatching(Data.imagesOf(of, 4, 1, 8, 8)).restore(whole(one)).values(),
          Arrays.copyOfRange(all, 64 * c, 64 * c + 64));
    }
  }

  @Test
  void should_take_both_zeros_for_the_same_grey() {
    var x = Data.imagesOf(new float[] {-0f, 0f, 1, 1}, 1, 1, 2, 2);
    var target = Data.imagesOf(new float[] {.25f, .25f, -0f, .75f}, 1, 1, 2, 2);
    assertArrayEquals(
        new float[] {.125f, .125f, .75f, .75f},
        Restorers.histogramMatching(target).restore(whole(x)).values(),
        1e-6f);
  }

  @Test
  void should_copy_what_was_measured_and_stand_in_a_bench_beside_others() {
    var x = Bench.pictures(4, 1, 8, 8, 2);
    // The same pictures in another contrast, which rises with this one.
    var squared = x.values();
    for (int k = 0; k < squared.length; k++) {
      squared[k] *= squared[k];
    }
    var target = Data.imagesOf(squared, 4, 1, 8, 8);
    assertArrayEquals(x.values(), Restorers.copy().restore(whole(x)).values());
    var table =
        Judging.bench(x, target)
            .run(Restorers.copy(), Restorers.histogramMatching(target))
            .seeds(0)
            .score(Metrics.mse());
    assertTrue(table.row("histogramMatching").value("MSE") < table.row("copy").value("MSE"));
  }

  @Test
  void should_say_what_they_cannot_do() {
    var x = Bench.pictures(2, 1, 8, 8, 2);
    var small = Corruptions.downsample(2).apply(x);
    assertSentence(
        "copy() takes a picture as it was measured, but downsample(2) gives measurements of another shape; use a restorer that inverts it, such as dps(prior)",
        () -> Restorers.copy().restore(small));
    assertSentence(
        "histogramMatching knows images of 3 channels, but y measures images of 1; make both grey",
        () -> Restorers.histogramMatching(Bench.pictures(1, 3, 8, 8, 2)).restore(whole(x)));
    assertSentence(
        "histogramMatching(images) takes grey levels from images, and none has none",
        () -> Restorers.histogramMatching(x.first(0).named("none")));
    assertSentence(
        "there is nothing to restore: y has no images",
        () -> Restorers.copy().restore(whole(x).first(0)));
  }

  private static void assertSentence(String sentence, Runnable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work::run).getMessage());
  }
}
