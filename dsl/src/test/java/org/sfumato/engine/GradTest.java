package org.sfumato.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.sfumato.laws.Bench;

class GradTest {
  @Test
  void should_give_the_closed_form() {
    // E = Σ x³ − 2x: 3x² − 2
    double[] g =
        Bench.scoped(
            () -> {
              var x = Grad.leaf(array(-1, 0, .5, 2));
              return Grad.on(() -> Grad.of(x.pow(3).sub(x.mul(2)), x)).toDoubleArray();
            });
    assertArrayEquals(new double[] {1, -2, -1.25, 10}, g, 1e-12);
  }

  @Test
  void should_agree_with_differences_through_a_long_chain() {
    var random = new Random(3);
    var at = random.doubles(6, -1, 1).toArray();
    double[] g =
        Bench.scoped(
            () -> {
              var x = Grad.leaf(array(at));
              return Grad.on(() -> Grad.of(chain(x), x)).toDoubleArray();
            });
    for (int k = 0; k < at.length; k++) {
      double h = 1e-6;
      var up = at.clone();
      var down = at.clone();
      up[k] += h;
      down[k] -= h;
      double slope = (value(up) - value(down)) / (2 * h);
      assertEquals(slope, g[k], 1e-7);
    }
  }

  private static NDArray chain(NDArray x) {
    return x.reshape(2, 3).matMul(x.reshape(3, 2)).sin().softmax(1).add(1).log().mul(x.sum());
  }

  private static double value(double[] at) {
    return Bench.scoped(() -> Grad.off(() -> chain(array(at)).sum().toDoubleArray()[0]));
  }

  /** E = Σ x³, g = 3x²; of Σ g² it is 2 · 3x² · 6x. */
  @Test
  void should_give_the_closed_form_of_second_order() {
    double[] g =
        Bench.scoped(
            () -> {
              var x = Grad.leaf(array(-1, 0, .5, 2));
              return Grad.on(() -> Grad.of(Grad.onTape(x.pow(3), x).square(), x)).toDoubleArray();
            });
    assertArrayEquals(new double[] {-36, 0, 4.5, 288}, g, 1e-12);
  }

  @Test
  void should_agree_with_differences_of_gradients_in_second_order() {
    var at = new Random(5).doubles(6, -1, 1).toArray();
    double[] second =
        Bench.scoped(
            () -> {
              var x = Grad.leaf(array(at));
              return Grad.on(() -> Grad.of(Grad.onTape(chain(x), x).square(), x)).toDoubleArray();
            });
    for (int k = 0; k < at.length; k++) {
      double h = 1e-5;
      var up = at.clone();
      var down = at.clone();
      up[k] += h;
      down[k] -= h;
      double slope = (steepness(up) - steepness(down)) / (2 * h);
      assertEquals(slope, second[k], 1e-6 * Math.max(1, Math.abs(slope)));
    }
  }

  /** ‖∇E‖² by the gradient of first order. */
  private static double steepness(double[] at) {
    double[] g =
        Bench.scoped(
            () -> {
              var x = Grad.leaf(array(at));
              return Grad.on(() -> Grad.of(chain(x), x)).toDoubleArray();
            });
    return java.util.Arrays.stream(g).map(v -> v * v).sum();
  }

  @Test
  void should_be_zero_on_the_tape_where_nothing_depends_on_x() {
    Bench.scoped(
        () -> {
          var x = Grad.leaf(array(1, 2));
          assertArrayEquals(new double[2], Grad.onTape(array(5, 6), x).toDoubleArray());
          return null;
        });
  }

  @Test
  void should_be_zero_where_nothing_depends_on_x() {
    Bench.scoped(
        () -> {
          var x = Grad.leaf(array(1, 2));
          var other = Grad.leaf(array(3, 4));
          assertArrayEquals(new double[2], Grad.on(() -> Grad.of(array(5, 6), x)).toDoubleArray());
          assertArrayEquals(new double[2], Grad.on(() -> Grad.of(other.mul(2), x)).toDoubleArray());
          assertArrayEquals(
              new double[2],
              Grad.on(() -> Grad.pullBack(other.mul(2), x, array(1, 1))).toDoubleArray());
          assertArrayEquals(
              new double[2],
              Grad.on(() -> Grad.pullBack(array(7, 7), x, array(1, 1))).toDoubleArray());
          var all = Grad.on(() -> Grad.ofAll(other.square(), new NDList(x, other)));
          assertArrayEquals(new double[2], all.get(0).toDoubleArray());
          assertArrayEquals(new double[] {6, 8}, all.get(1).toDoubleArray());
          var none = Grad.on(() -> Grad.ofAll(array(1), new NDList(x, other)));
          assertArrayEquals(new double[2], none.get(1).toDoubleArray());
          return null;
        });
  }

  @Test
  void should_pull_back_several_times_through_one_graph() {
    Bench.scoped(
        () -> {
          var x = Grad.leaf(array(.5, -1, 2));
          var y = Grad.on(() -> x.pow(2));
          assertArrayEquals(
              new double[] {1, -2, 4}, Grad.pullBack(y, x, array(1, 1, 1)).toDoubleArray(), 1e-12);
          assertArrayEquals(
              new double[] {3, 0, -4}, Grad.pullBack(y, x, array(3, 0, -1)).toDoubleArray(), 1e-12);
          return null;
        });
  }

  @Test
  void should_not_touch_the_gradients_of_other_arrays() {
    Bench.scoped(
        () -> {
          var w = Grad.leaf(array(2, 2));
          var x = Grad.leaf(array(1, 3));
          assertArrayEquals(
              new double[] {2, 2}, Grad.on(() -> Grad.of(x.mul(w), x)).toDoubleArray());
          assertFalse(
              JniUtils.getGradient((ai.djl.pytorch.engine.PtNDArray) w) != null
                  && w.getGradient().sum().toDoubleArray()[0] != 0);
          return null;
        });
  }

  @Test
  void should_put_the_mode_back_whatever_happens() {
    Torch.start();
    for (boolean before : new boolean[] {true, false}) {
      JniUtils.setGradMode(before);
      Grad.on(() -> Grad.off(() -> Grad.on(() -> mode())));
      assertEquals(before, mode());
      assertTrue(
          Grad.on(
              () -> {
                assertFalse(Grad.off(GradTest::mode));
                return mode();
              }));
      assertThrows(
          IllegalStateException.class,
          () ->
              Grad.on(
                  () ->
                      Grad.off(
                          () -> {
                            throw new IllegalStateException();
                          })));
      assertEquals(before, mode());
    }
    JniUtils.setGradMode(false);
  }

  @Test
  void should_be_a_matter_of_the_thread() {
    Torch.start();
    var inside = new ArrayList<Boolean>();
    Grad.on(
        () ->
            CompletableFuture.runAsync(
                    () -> {
                      inside.add(Grad.off(GradTest::mode));
                      inside.add(Grad.on(GradTest::mode));
                    },
                    command -> new Thread(command).start())
                .thenApply(v -> mode())
                .join());
    assertEquals(java.util.List.of(false, true), inside);
    assertFalse(Grad.off(GradTest::mode));
  }

  @Test
  void should_make_leaves_that_share_nothing() {
    Bench.scoped(
        () -> {
          var x = array(1, 2);
          var leaf = Grad.leaf(x);
          assertTrue(leaf.hasGradient());
          leaf.stopGradient().addi(5);
          assertArrayEquals(new double[] {1, 2}, x.toDoubleArray());
          return null;
        });
  }

  private static boolean mode() {
    return JniUtils.isGradMode();
  }

  private static NDArray array(double... values) {
    return Torch.manager().create(values, new Shape(values.length));
  }
}
