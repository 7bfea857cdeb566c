package org.sfumato.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sfumato.laws.Bench;

class AdamTest {
  private static final int[] SIZES = {6, 1, 20};

  @Test
  void should_follow_the_published_update_for_twenty_steps() {
    follows(.9, .999);
  }

  /** As adversarial training sets them. */
  @Test
  void should_follow_the_published_update_with_other_moments() {
    follows(.5, .9);
  }

  /** Loshchilov and Hutter, algorithm 2, in double precision: w ← w − rate·λ·w − Adam's step. */
  @Test
  void should_let_matrices_shrink_and_spare_vectors() {
    double[] w = {.5, -.25};
    double m = 0;
    double v = 0;
    Torch.start();
    try (var manager = Torch.manager().newSubManager()) {
      var weights =
          new NDList(
              manager.create(new float[] {.5f}, new Shape(1, 1)),
              manager.create(new float[] {-.25f}, new Shape(1)));
      try (var adam = new Adam(weights, manager, .9, .999, .3)) {
        for (int step = 1; step <= 5; step++) {
          double g = .1 * step;
          m = .9 * m + .1 * g;
          v = .999 * v + .001 * g * g;
          double moved =
              .02
                  * m
                  / (1 - Math.pow(.9, step))
                  / (Math.sqrt(v / (1 - Math.pow(.999, step))) + 1e-8);
          w[0] = w[0] - .02 * .3 * w[0] - moved;
          w[1] -= moved;
          Bench.scoped(
              () -> {
                var one = Torch.manager().create(new float[] {(float) g}, new Shape(1, 1));
                adam.step(new NDList(one, one.reshape(1)), .02, 100, 0);
                return null;
              });
        }
        assertEquals(w[0], weights.get(0).toFloatArray()[0], 1e-6);
        assertEquals(w[1], weights.get(1).toFloatArray()[0], 1e-6);
      }
    }
  }

  private static void follows(double b1, double b2) {
    var random = new Random(11);
    var w = new double[SIZES.length][];
    var m = new double[SIZES.length][];
    var v = new double[SIZES.length][];
    var a = new double[SIZES.length][];
    for (int i = 0; i < SIZES.length; i++) {
      w[i] = random.doubles(SIZES[i], -1, 1).map(d -> (float) d).toArray();
      m[i] = new double[SIZES[i]];
      v[i] = new double[SIZES[i]];
      a[i] = w[i].clone();
    }
    Torch.start();
    int before = Torch.liveArrays();
    try (var manager = Torch.manager().newSubManager()) {
      var weights = new NDList();
      for (var one : w) {
        var array = manager.create(floats(one), new Shape(one.length));
        array.setRequiresGradient(true);
        weights.add(array);
      }
      try (var adam = new Adam(weights, manager, b1, b2)) {
        for (int step = 1; step <= 20; step++) {
          double size = step % 3 == 0 ? 10 : .05; // every third step is clipped
          var g = new double[SIZES.length][];
          for (int i = 0; i < SIZES.length; i++) {
            g[i] = random.doubles(SIZES[i], -size, size).map(d -> (float) d).toArray();
          }
          double rate = .01 * step / 20;
          double decay = 1 - 1.0 / (step + 1);
          double expected = published(w, m, v, a, g, step, rate, 1, decay, b1, b2);
          double norm =
              Bench.scoped(
                  () -> {
                    var gradients = new NDList();
                    for (var one : g) {
                      gradients.add(Torch.manager().create(floats(one), new Shape(one.length)));
                    }
                    return adam.step(gradients, rate, 1, decay);
                  });
          assertEquals(expected, norm, 1e-5 * expected);
          for (int i = 0; i < SIZES.length; i++) {
            close(w[i], weights.get(i).toFloatArray(), 2e-6);
            close(a[i], adam.average().get(i).toFloatArray(), 2e-6);
            close(m[i], adam.first().get(i).toFloatArray(), 2e-6);
            close(v[i], adam.second().get(i).toFloatArray(), 2e-6);
          }
        }
        assertEquals(20, adam.steps());
      }
    }
    assertEquals(before, Torch.liveArrays());
  }

  /**
   * Kingma and Ba 2015, algorithm 1, after scaling all gradients to a global norm of at most {@code
   * clip}.
   */
  private static double published(
      double[][] w,
      double[][] m,
      double[][] v,
      double[][] a,
      double[][] g,
      int t,
      double rate,
      double clip,
      double decay,
      double b1,
      double b2) {
    double sum = 0;
    for (var one : g) {
      for (double d : one) {
        sum += d * d;
      }
    }
    double norm = Math.sqrt(sum);
    for (int i = 0; i < w.length; i++) {
      for (int k = 0; k < w[i].length; k++) {
        double d = g[i][k] * Math.min(1, clip / norm);
        m[i][k] = b1 * m[i][k] + (1 - b1) * d;
        v[i][k] = b2 * v[i][k] + (1 - b2) * d * d;
        double first = m[i][k] / (1 - Math.pow(b1, t));
        double second = v[i][k] / (1 - Math.pow(b2, t));
        w[i][k] -= rate * first / (Math.sqrt(second) + 1e-8);
        a[i][k] = decay * a[i][k] + (1 - decay) * w[i][k];
      }
    }
    return norm;
  }

  @Test
  void should_refuse_gradients_that_are_not_finite_and_leave_the_weights_alone() {
    Torch.start();
    try (var manager = Torch.manager().newSubManager()) {
      var w = manager.create(new float[] {1, 2}, new Shape(2));
      try (var adam = new Adam(new NDList(w), manager)) {
        var e =
            assertThrows(
                IllegalStateException.class,
                () ->
                    Bench.scoped(
                        () ->
                            adam.step(
                                new NDList(
                                    Torch.manager()
                                        .create(new float[] {1, Float.NaN}, new Shape(2))),
                                .1,
                                1,
                                .5)));
        assertEquals(
            "the gradients are not finite at step 0; use a smaller rate, or look for NaN in the loss",
            e.getMessage());
        assertArrayEquals(new float[] {1, 2}, w.toFloatArray());
        assertEquals(0, adam.steps());
      }
    }
  }

  @Test
  void should_go_on_from_a_restored_state_bit_for_bit() {
    var first = run(10, 10);
    var second = run(4, 10);
    assertArrayEquals(first, second);
  }

  /** Ten steps with a stop at {@code stop}, where everything is carried over to a new optimiser. */
  private static float[] run(int stop, int steps) {
    Torch.start();
    float[] w = {.3f, -.7f, 2};
    List<float[]> state = List.of(w, new float[3], new float[3], w);
    int done = 0;
    for (int until : new int[] {stop, steps}) {
      try (var manager = Torch.manager().newSubManager()) {
        var weights = new NDList(manager.create(state.get(0), new Shape(3)));
        try (var adam = new Adam(weights, manager)) {
          adam.restore(done, List.of(state.get(1)), List.of(state.get(2)), List.of(state.get(3)));
          for (; done < until; done++) {
            var g = new float[] {done - 4, .1f * done, -1};
            Bench.scoped(
                () -> adam.step(new NDList(Torch.manager().create(g, new Shape(3))), .05, 1, .9));
          }
          state =
              List.of(
                  weights.get(0).toFloatArray(), adam.first().get(0).toFloatArray(),
                  adam.second().get(0).toFloatArray(), adam.average().get(0).toFloatArray());
        }
      }
    }
    var all = new float[12];
    for (int i = 0; i < 4; i++) {
      System.arraycopy(state.get(i), 0, all, 3 * i, 3);
    }
    return all;
  }

  private static void close(double[] expected, float[] actual, double tolerance) {
    for (int k = 0; k < expected.length; k++) {
      assertEquals(expected[k], actual[k], tolerance * (1 + Math.abs(expected[k])));
    }
  }

  private static float[] floats(double[] values) {
    var f = new float[values.length];
    for (int k = 0; k < f.length; k++) {
      f[k] = (float) values[k];
    }
    return f;
  }
}
