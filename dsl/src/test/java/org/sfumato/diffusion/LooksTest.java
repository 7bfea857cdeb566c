package org.sfumato.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;

/** Where a source and its edit look for a word, and what changes there. */
class LooksTest {
  private static final int SIDE = 8;
  private static final int LENGTH = 3;

  /** Row 0 looks for token 1 at place 9 (row 1, column 1), row 1 for token 2 at place 54 (6, 6). */
  private static Looks looks() {
    var looks = new Looks(new int[][] {{1}, {2}});
    var map = new float[2 * 2 * SIDE * SIDE * LENGTH];
    for (int head = 0; head < 2; head++) {
      map[(head * SIDE * SIDE + 9) * LENGTH + 1] = .8f;
      map[(head * SIDE * SIDE + 30) * LENGTH + 2] = .9f;
      map[((2 + head) * SIDE * SIDE + 54) * LENGTH + 2] = .4f + .2f * head;
      map[((2 + head) * SIDE * SIDE + 20) * LENGTH + 2] = .1f;
    }
    var cross = Torch.manager().create(map, new Shape(2, 2, SIDE * SIDE, LENGTH));
    var coarse = Torch.manager().ones(new Shape(2, 2, 16, LENGTH));
    var self = Torch.manager().ones(new Shape(2, SIDE * SIDE, SIDE * SIDE));
    looks.add(new NDList(self, cross, coarse), new int[] {0, 1}, 0);
    return looks;
  }

  @Test
  void should_keep_the_mean_of_heads_at_the_finest_resolution() {
    Bench.scoped(
        () -> {
          assertEquals(.8, looks().mean(0)[9], 1e-6);
          assertEquals(0, looks().mean(0)[30], 0);
          assertEquals(.5, looks().mean(1)[54], 1e-6);
          return null;
        });
  }

  @Test
  void should_change_an_image_only_next_to_where_either_text_is_looked_at() {
    Bench.scoped(
        () -> {
          var x =
              Torch.manager()
                  .zeros(new Shape(1, 1, 16, 16))
                  .concat(Torch.manager().ones(new Shape(1, 1, 16, 16)), 0);
          float[] found = looks().blended(x, new int[] {0, 1}, .5).get("1").toFloatArray();
          for (int p = 0; p < 256; p++) {
            int i = p / 16 / 2;
            int j = p % 16 / 2;
            boolean near = Math.max(Math.abs(i - 1), Math.abs(j - 1)) <= 1;
            boolean other = Math.max(Math.abs(i - 6), Math.abs(j - 6)) <= 1;
            assertEquals(near || other ? 1 : 0, found[p], "row " + p / 16 + ", column " + p % 16);
          }
          float[] early = looks().blended(x, new int[] {0, 1}, .1).toFloatArray();
          assertEquals(1, early[256 + 255], "before attention has found its place");
          return null;
        });
  }
}
