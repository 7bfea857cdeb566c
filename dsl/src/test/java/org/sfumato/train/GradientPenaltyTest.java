package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;
import org.sfumato.network.Dcgan;
import org.sfumato.network.Weights;

/** (‖∇D‖ − 1)² and its gradient, which is of second order. */
class GradientPenaltyTest {
  /** D = w·x has slope w everywhere: (‖w‖ − 1)², and its gradient 2(‖w‖ − 1) w/‖w‖. */
  @Test
  void should_be_that_of_a_linear_critic() {
    Bench.scoped(
        () -> {
          var w = Grad.leaf(array(new double[] {3, 0, -4}, 1, 3));
          var x = Grad.leaf(array(new double[] {1, 2, 3, 4, 5, 6}, 2, 3));
          var penalty = Grad.on(() -> AmbientGanLearner.penalty(x.mul(w).sum(new int[] {1}), x));
          assertEquals(16, penalty.toDoubleArray()[0], 1e-9);
          assertArrayEquals(
              new double[] {8 * .6, 0, -8 * .8}, Grad.of(penalty, w).toDoubleArray(), 1e-9);
          return null;
        });
  }

  /** D = a‖x‖²/2 has slope ax: the mean of (a‖x‖ − 1)², and its gradient 2(a‖x‖ − 1)‖x‖. */
  @Test
  void should_be_that_of_a_quadratic_critic_with_a_norm_for_each_image() {
    Bench.scoped(
        () -> {
          var a = Grad.leaf(array(new double[] {.5}, 1));
          // Norms 5 and 13.
          var x = Grad.leaf(array(new double[] {3, 4, 5, 12}, 2, 1, 1, 2));
          var penalty =
              Grad.on(
                  () ->
                      AmbientGanLearner.penalty(
                          x.square().reshape(2, 2).sum(new int[] {1}).mul(a).div(2), x));
          assertEquals((1.5 * 1.5 + 5.5 * 5.5) / 2, penalty.toDoubleArray()[0], 1e-9);
          assertArrayEquals(
              new double[] {1.5 * 5 + 5.5 * 13}, Grad.of(penalty, a).toDoubleArray(), 1e-9);
          return null;
        });
  }

  @Test
  void should_be_one_and_have_a_finite_gradient_where_the_critic_is_flat() {
    Bench.scoped(
        () -> {
          var w = Grad.leaf(array(new double[] {0, 0}, 1, 2));
          var x = Grad.leaf(array(new double[] {1, 2}, 1, 2));
          var penalty = Grad.on(() -> AmbientGanLearner.penalty(x.mul(w).sum(new int[] {1}), x));
          assertEquals(1, penalty.toDoubleArray()[0], 1e-5);
          assertArrayEquals(new double[2], Grad.of(penalty, w).toDoubleArray(), 0);
          return null;
        });
  }

  /** Along a random direction of all weights of the convolutional critic, in double precision. */
  @Test
  void should_have_the_gradient_that_differences_find_for_the_critic_itself() {
    var plan = Dcgan.of(8, 1, 16).critic(new int[] {1, 16, 16}, false);
    var initial = Weights.initial(plan, 7).values();
    var random = new Random(9);
    var direction = new double[plan.parameters().size()][];
    for (int i = 0; i < direction.length; i++) {
      direction[i] = random.doubles(plan.parameters().get(i).size(), -1, 1).toArray();
    }
    var critic = Op.of(plan.source());
    double[] at =
        Bench.scoped(
            () -> {
              var weights = new NDList();
              for (int i = 0; i < direction.length; i++) {
                var p = plan.parameters().get(i);
                weights.add(Grad.leaf(array(doubles(initial.get(p.name())), p.shape())));
              }
              var gradients = Grad.on(() -> Grad.ofAll(penalty(critic, weights), weights));
              double along = 0;
              for (int i = 0; i < direction.length; i++) {
                double[] g = gradients.get(i).toDoubleArray();
                for (int k = 0; k < g.length; k++) {
                  along += g[k] * direction[i][k];
                }
              }
              double h = 1e-6;
              double up = moved(critic, weights, direction, h);
              double down = moved(critic, weights, direction, -h);
              return new double[] {along, (up - down) / (2 * h)};
            });
    assertEquals(at[1], at[0], 1e-5 * Math.abs(at[1]));
  }

  private static NDArray penalty(Op critic, NDList weights) {
    var y =
        Torch.manager().create(Bench.pictures(3, 1, 16, 16, 5).values(), new Shape(3, 1, 16, 16));
    var x = Grad.leaf(y.toType(DataType.FLOAT64, false));
    return AmbientGanLearner.penalty(critic.on(weights, x), x);
  }

  private static double moved(Op critic, NDList weights, double[][] direction, double h) {
    var there = new NDList();
    for (int i = 0; i < direction.length; i++) {
      var w = weights.get(i).stopGradient();
      there.add(w.add(array(direction[i], w.getShape().getShape()).mul(h)));
    }
    return Grad.on(() -> penalty(critic, there).toDoubleArray()[0]);
  }

  private static double[] doubles(float[] v) {
    var d = new double[v.length];
    for (int k = 0; k < d.length; k++) {
      d[k] = v[k];
    }
    return d;
  }

  private static NDArray array(double[] values, long... shape) {
    return Torch.manager().create(values, new Shape(shape));
  }
}
