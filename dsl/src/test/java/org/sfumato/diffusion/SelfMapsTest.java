package org.sfumato.diffusion;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;
import org.sfumato.metric.LocalMi;

class SelfMapsTest {
  private static final LocalMi HOW = LocalMi.usual().bins(8);
  private static final float[] X = Bench.pictures(4, 1, 6, 8, 2).values();

  private static float[] of(SelfMaps maps, float[] x, int h, int w) {
    return Bench.scoped(
        () ->
            maps.of(Torch.manager().create(x, new Shape(x.length / (h * w), 1, h, w)))
                .toFloatArray());
  }

  @Test
  void should_make_a_map_once_for_each_image_whatever_its_place() {
    var maps = new SelfMaps(HOW);
    float[] all = of(maps, X, 6, 8);
    assertEquals(4, maps.made());
    assertArrayEquals(all, of(maps, X, 6, 8));
    assertArrayEquals(
        Arrays.copyOfRange(all, 96, 144), of(maps, Arrays.copyOfRange(X, 96, 144), 6, 8));
    assertEquals(4, maps.made());
    float[] direct =
        Bench.scoped(
            () -> {
              var x = Torch.manager().create(X, new Shape(4, 1, 6, 8));
              return HOW.map(x, x).toFloatArray();
            });
    assertArrayEquals(direct, all);
  }

  @Test
  void should_make_one_map_of_a_padded_image() {
    var maps = new SelfMaps(HOW);
    var twice = Arrays.copyOf(Arrays.copyOf(X, 48), 96);
    System.arraycopy(X, 0, twice, 48, 48);
    of(maps, twice, 6, 8);
    assertEquals(1, maps.made());
  }

  @Test
  void should_tell_images_of_another_width_and_changed_ones_apart() {
    var maps = new SelfMaps(HOW);
    float[] one = Arrays.copyOf(X, 48);
    float[] wide = of(maps, one, 6, 8);
    assertTrue(!Arrays.equals(wide, of(maps, one, 8, 6)));
    one[7] += .2f;
    of(maps, one, 6, 8);
    assertEquals(3, maps.made());
  }

  /** Seventy maps of 48 numbers fit into as many bytes; the first is the oldest and goes. */
  @Test
  void should_forget_the_oldest_when_there_are_many() {
    var maps = new SelfMaps(HOW, 70 * 48 * Float.BYTES);
    float[] one = Arrays.copyOf(X, 48);
    for (int k = 0; k < 71; k++) {
      one[0] = k / 71f;
      of(maps, one, 6, 8);
    }
    assertEquals(70, maps.size());
    of(maps, one, 6, 8);
    assertEquals(71, maps.made());
    one[0] = 0;
    of(maps, one, 6, 8);
    assertEquals(72, maps.made());
  }
}
