package org.sfumato.corruption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sfumato.Corruption;
import org.sfumato.Data;
import org.sfumato.Images;
import org.sfumato.laws.Bench;

/** More of a picture hidden by another mask, where single entries would not do. */
class FurtherMaskTest {
  private static final int SIDE = 16;
  private static final int BOX = 5;
  private static final Images WHITE = white(64);
  private static final Corruption BOTH =
      Corruptions.box(BOX, BOX).further(Corruptions.box(BOX, BOX));

  private static Images white(int n) {
    var values = new float[n * SIDE * SIDE];
    Arrays.fill(values, 1);
    return Data.imagesOf(values, n, 1, SIDE, SIDE);
  }

  /** Two boxes of the same seed and images would hide the same if they drew the same numbers. */
  @Test
  void should_hide_another_box_than_the_first() {
    float[] both = BOTH.apply(WHITE).values();
    float[] one = Corruptions.box(BOX, BOX).apply(WHITE).values();
    int apart = 0;
    for (int i = 0; i < WHITE.size(); i++) {
      int hidden = 0;
      for (int k = i * SIDE * SIDE; k < (i + 1) * SIDE * SIDE; k++) {
        assertTrue(both[k] <= one[k]);
        hidden += both[k] == 0 ? 1 : 0;
      }
      apart += hidden == 2 * BOX * BOX ? 1 : 0;
    }
    // Two places are apart with probability 1 − (7/12 … overlap in both directions) > ⅓.
    assertTrue(apart > WHITE.size() / 3, "apart in " + apart + " of " + WHITE.size());
  }

  /** Around what was measured, the first box stays and the second moves from visit to visit. */
  @Test
  void should_keep_the_first_box_and_move_the_second_at_each_visit() {
    var a = Corruptions.box(BOX, BOX);
    var y = a.apply(WHITE);
    var further = new Further(Structured.of(y.operator()), 0, ((Further) BOTH).more());
    float[][] seen = new float[2][];
    for (int visit = 0; visit < 2; visit++) {
      int at = visit;
      seen[visit] =
          Bench.scoped(
              () -> {
                var x = Bench.precise(WHITE);
                var v = further.of(x, Bench.step(x, WHITE.ids(), at));
                return v.toType(ai.djl.ndarray.types.DataType.FLOAT32, false).toFloatArray();
              });
    }
    float[] first = y.values();
    for (int k = 0; k < first.length; k++) {
      assertTrue(seen[0][k] <= first[k] && seen[1][k] <= first[k]);
    }
    assertNotEquals(Arrays.toString(seen[0]), Arrays.toString(seen[1]));
  }

  @Test
  void should_print_itself_and_be_read_back() {
    assertEquals("box(5, 5).further(box(5, 5))", BOTH.text());
    assertEquals(BOTH, Spelled.read(BOTH.text()).orElseThrow());
    assertEquals("b_{5\\times5} \\odot b_{5\\times5} \\odot x", BOTH.equation("x"));
    assertEquals(
        Corruptions.missing(.8).further(.1),
        Spelled.read("missing(0.8).further(0.1)").orElseThrow());
  }
}
