package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.judge.Judging.jointSpace;
import static org.sfumato.judge.Toy.sentence;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sfumato.Chart;
import org.sfumato.Images;
import org.sfumato.JointEncoder;
import org.sfumato.Pairs;
import org.sfumato.Provenance;

/** Five pictures of three pixels, which are their own vectors, and five reports. */
class JointSpaceTest {
  private static final float[][] PICTURES = {
    {1, 0, 0}, {.8f, .6f, 0}, {.6f, .8f, 0}, {0, 1, 0}, {0, .6f, .8f}
  };
  private static final float[][] REPORTS = {
    {0, 0, 1}, {.6f, 0, .8f}, {.8f, 0, .6f}, {0, .8f, .6f}, {.96f, .28f, 0}
  };

  /** Three times as long as they should be; length says nothing. */
  private static final JointEncoder MODEL =
      new JointEncoder() {
        @Override
        public float[][] ofPictures(Images x) {
          var all = x.values();
          return IntStream.range(0, x.size())
              .mapToObj(i -> new float[] {3 * all[3 * i], 3 * all[3 * i + 1], 3 * all[3 * i + 2]})
              .toArray(float[][]::new);
        }

        @Override
        public float[][] ofSentences(List<String> sentences) {
          return sentences.stream()
              .map(s -> REPORTS[Integer.parseInt(s.replace("of picture ", ""))])
              .toArray(float[][]::new);
        }

        @Override
        public Provenance provenance() {
          return Provenance.of("model", "given");
        }

        @Override
        public String variant() {
          return "of the test";
        }

        @Override
        public String text() {
          return "given";
        }
      };

  private static final Pairs PAIRS =
      Asked.pairs(PICTURES, List.of("mass"), i -> List.of(i == 4 ? Pairs.UNKNOWN : i % 2));

  /** From scikit-learn: PCA(2).fit_transform of all ten rows, signs as here. */
  @Test
  void should_be_the_principal_components_of_both() {
    var plane = jointSpace(MODEL, PAIRS).plane();
    assertArrayEquals(new double[] {0.53587847, 0.44102387}, plane.shares(), 1e-6);
    assertEquals("pictures", plane.groups().get(0).name());
    assertArrayEquals(
        new double[] {0.71377597, 0.44165818, 0.24686989, -0.26016545, -0.65832273},
        plane.groups().get(0).x(),
        1e-6);
    assertArrayEquals(
        new double[] {-0.23153942, 0.29107813, 0.49615590, 0.79384944, 0.02646165},
        plane.groups().get(0).y(),
        1e-6);
    assertEquals("reports", plane.groups().get(1).name());
    assertArrayEquals(
        new double[] {-0.66120016, -0.07395787, 0.20103735, -0.57811579, 0.62842061},
        plane.groups().get(1).x(),
        1e-6);
    assertArrayEquals(
        new double[] {-0.56231002, -0.58877167, -0.52261755, 0.29769354, -0.00000000},
        plane.groups().get(1).y(),
        1e-6);
  }

  @Test
  void should_draw_groups_apart_and_leave_out_what_nobody_knows() {
    var by = jointSpace(MODEL, PAIRS).by("mass");
    var chart = by.chart();
    assertEquals(
        List.of("pictures, no mass", "reports, no mass", "pictures, mass", "reports, mass"),
        chart.series().stream().map(Chart.Series::name).toList());
    assertEquals(List.of(2, 2, 2, 2), chart.series().stream().map(s -> s.x().size()).toList());
    assertEquals("first principal component (53.8 %)", chart.x().label());
    assertTrue(by.text().endsWith(").by(\"mass\")"), by.text());
    var two = jointSpace(MODEL, PAIRS.first(2)).and("late", PAIRS.range(2, 5)).by("mass");
    assertEquals(
        List.of(
            "pictures, no mass",
            "reports, no mass",
            "pictures, mass",
            "reports, mass",
            "pictures, late, no mass",
            "reports, late, no mass",
            "pictures, late, mass",
            "reports, late, mass"),
        two.chart().series().stream().map(Chart.Series::name).toList());
  }

  @Test
  void should_say_what_is_wrong() {
    assertEquals(
        "a plane through the vectors needs two pairs or more",
        sentence(() -> jointSpace(MODEL, PAIRS.first(1))));
    var space = jointSpace(MODEL, PAIRS);
    assertEquals("a second set needs a name", sentence(() -> space.and(" ", PAIRS)));
    assertTrue(sentence(() -> space.by("stroke")).contains("no labels for \"stroke\""));
  }
}
