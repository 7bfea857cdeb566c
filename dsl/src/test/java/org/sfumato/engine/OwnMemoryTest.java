package org.sfumato.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.sfumato.laws.Bench;

/** Arrays keep their values whatever Java's garbage collection frees meanwhile. */
class OwnMemoryTest {
  @Test
  void should_keep_the_factors_that_backpropagation_reads() {
    for (int trial = 0; trial < 5; trial++) {
      float[] gradient =
          Bench.scoped(
              () -> {
                NDArray x = Grad.leaf(Torch.manager().create(new float[] {1, 2, 3}, new Shape(3)));
                // The tape refers to 0.5 and 3, whose arrays are closed by now.
                NDArray y = Grad.on(() -> x.mul(.5).pow(3).div(.25));
                collect();
                return Grad.of(y, x).toFloatArray();
              });
      assertArrayEquals(new float[] {1.5f, 6, 13.5f}, gradient, 1e-5f);
    }
  }

  @Test
  void should_keep_the_values_of_a_view_when_the_array_is_closed() {
    Bench.scoped(
        () -> {
          var x = Torch.manager().create(new float[] {1, 2, 3, 4}, new Shape(4));
          var view = x.reshape(2, 2);
          x.close();
          collect();
          assertArrayEquals(new float[] {1, 2, 3, 4}, view.toFloatArray());
          return null;
        });
  }

  @Test
  void should_hold_in_managers_made_from_it_too() {
    Torch.start();
    int before = Torch.liveArrays();
    try (var sub = Torch.manager().newSubManager()) {
      assertEquals(Torch.manager().getClass(), sub.getClass());
      sub.create(new float[] {1}, new Shape(1));
      assertEquals(before + 1, Torch.liveArrays());
    }
    assertEquals(before, Torch.liveArrays());
  }

  @Test
  void should_take_all_kinds_of_values() {
    Bench.scoped(
        () -> {
          var m = Torch.manager();
          assertEquals(7, m.create(7f).getFloat());
          assertArrayEquals(new double[] {1, 2}, m.create(new double[] {1, 2}).toDoubleArray());
          assertArrayEquals(new long[] {1, -2}, m.create(new long[] {1, -2}).toLongArray());
          assertArrayEquals(
              new int[] {5, 6}, m.create(new int[] {5, 6}, new Shape(2, 1)).toIntArray());
          var direct =
              ByteBuffer.allocateDirect(8).order(ByteOrder.nativeOrder()).putFloat(1).putFloat(2);
          direct.rewind();
          var array = m.create(direct, new Shape(2), DataType.FLOAT32);
          direct.putFloat(0, 9);
          assertArrayEquals(
              new float[] {1, 2}, array.toFloatArray(), "a copy, not the buffer itself");
          return null;
        });
  }

  private static void collect() {
    for (int k = 0; k < 3; k++) {
      System.gc();
      // What is freed is written over.
      for (int n = 4; n < 4096; n *= 2) {
        var junk = ByteBuffer.allocateDirect(n);
        while (junk.hasRemaining()) {
          junk.put((byte) 0x7f);
        }
      }
    }
  }
}
