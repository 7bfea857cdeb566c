package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sfumato.Dataset;
import org.sfumato.Encoder;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Provenance;

/** Three round Gaussians of equal size in the plane, whose true probabilities are known. */
class ClassifierTest {
  private static final double[][] MEANS = {{.42, .42}, {.58, .44}, {.48, .6}};
  private static final double SD = .06;
  private static final Encoder PIXELS = (x, s) -> x.reshape(new Shape(x.getShape().get(0), 2));

  private static Classifier classifier;

  /** A point of the plane is a picture of two pixels; its class is its number modulo 3. */
  private record Points() implements Dataset {
    private static Images part(String name, int n, long seed) {
      var random = new Random(seed);
      var values = new float[2 * n];
      for (int k = 0; k < 2 * n; k++) {
        values[k] = (float) (MEANS[k / 2 % 3][k % 2] + SD * random.nextGaussian());
      }
      return Images.of(
          values,
          1,
          1,
          2,
          IntStream.range(0, n).mapToObj(i -> new ImageId("points", i)).toList(),
          name,
          Provenance.of("points", name));
    }

    @Override
    public String id() {
      return "points";
    }

    @Override
    public Images train() {
      return part("train", 6000, 1);
    }

    @Override
    public Images validation() {
      return part("validation", 600, 2);
    }

    @Override
    public Images test() {
      return part("test", 3000, 3);
    }

    @Override
    public List<String> classes() {
      return List.of("left", "right", "top");
    }

    @Override
    public int[] labels(Images x) {
      return x.ids().stream().mapToInt(i -> (int) (i.position() % 3)).toArray();
    }

    @Override
    public String text() {
      return id();
    }
  }

  @BeforeAll
  static void learn() {
    classifier = Judging.classifier(PIXELS, new Points());
  }

  /** Bayes' rule with equal shares. */
  private static double[] truth(float a, float b) {
    var p =
        Arrays.stream(MEANS)
            .mapToDouble(
                m -> Math.exp(-((a - m[0]) * (a - m[0]) + (b - m[1]) * (b - m[1])) / (2 * SD * SD)))
            .toArray();
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(v -> v / sum).toArray();
  }

  @Test
  void should_say_the_probabilities_of_bayes_rule() {
    var x = new Points().test();
    var said = classifier.probabilities(x);
    var v = x.values();
    double off = 0;
    for (int i = 0; i < x.size(); i++) {
      var right = truth(v[2 * i], v[2 * i + 1]);
      assertEquals(1, Arrays.stream(said[i]).sum(), 1e-9);
      for (int c = 0; c < 3; c++) {
        off += Math.abs(said[i][c] - right[c]) / (3. * x.size());
      }
    }
    assertTrue(off < .02, "mean difference " + off);
    assertTrue(classifier.calibration().ece() < .03, classifier.calibration().text());
  }

  @Test
  void should_be_right_as_often_as_can_be() {
    var x = new Points().test();
    var labels = new Points().labels(x);
    var v = x.values();
    double best =
        IntStream.range(0, x.size())
                .filter(i -> Classifier.likeliest(truth(v[2 * i], v[2 * i + 1])) == labels[i])
                .count()
            / (double) x.size();
    assertEquals(best, classifier.accuracy().value(), .01);
  }

  @Test
  void should_be_as_sure_in_a_table_as_of_each_image_alone() {
    var x = new Points().test().first(20);
    var sure = classifier.recognised(x).confidence();
    assertEquals(
        Arrays.stream(sure).average().orElseThrow(),
        Judging.score(x, classifier.confidence()).value("confidence"),
        1e-6);
  }

  @Test
  void should_count_what_occurs() {
    var x = new Points().test();
    var onlyLeft = Classes.of(x, 0);
    var seen = classifier.recognised(onlyLeft);
    var predicted = classifier.of(onlyLeft);
    for (int c = 0; c < 3; c++) {
      int k = c;
      assertEquals(Arrays.stream(predicted).filter(p -> p == k).count(), seen.counts()[c]);
    }
    assertTrue(seen.counts()[0] > .8 * onlyLeft.size(), seen.text());
    assertEquals(1, seen.share(0));
    assertTrue(seen.share(.6) > seen.share(.99));
    assertTrue(seen.text().contains("left " + seen.counts()[0]), seen.text());
    assertThrows(IllegalArgumentException.class, () -> seen.share(60));
  }

  @Test
  void should_learn_the_same_twice() {
    var x = new Points().test().first(5);
    var again = Judging.classifier(PIXELS, new Points());
    for (int i = 0; i < 5; i++) {
      assertArrayEquals(classifier.probabilities(x)[i], again.probabilities(x)[i]);
    }
  }

  @Test
  void should_say_that_a_set_has_no_classes() {
    var bare =
        new Dataset() {
          @Override
          public String id() {
            return "bare";
          }

          @Override
          public Images train() {
            return new Points().train();
          }

          @Override
          public Images validation() {
            return new Points().validation();
          }

          @Override
          public Images test() {
            return new Points().test();
          }

          @Override
          public String text() {
            return id();
          }
        };
    var e =
        assertThrows(UnsupportedOperationException.class, () -> Judging.classifier(PIXELS, bare));
    assertEquals("bare has no classes; dataset(\"fashion\") has", e.getMessage());
  }

  /** Picks by class. */
  private static final class Classes {
    static Images of(Images x, int wanted) {
      return IntStream.range(0, x.size())
          .filter(i -> i % 3 == wanted)
          .mapToObj(x::get)
          .reduce(Images::and)
          .orElseThrow();
    }
  }
}
