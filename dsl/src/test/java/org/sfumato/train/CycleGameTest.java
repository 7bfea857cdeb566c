package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;
import org.sfumato.network.Networks;
import org.sfumato.network.Plan;
import org.sfumato.network.Weights;

/** The losses of CycleGAN, by hand on small cases and by differences on its networks. */
class CycleGameTest {
  private static NDArray array(double... values) {
    return Torch.manager().create(values, new Shape(1, 1, 1, values.length));
  }

  private static double value(NDArray x) {
    return x.toDoubleArray()[0];
  }

  /**
   * G adds ½, F halves. a = (−½, ½): G(a) = (0, 1), F(G(a)) = (0, ½), cycle error (½ + 0)/2 = ¼. b
   * = (0, 1): F(b) = (0, ½), G(F(b)) = (½, 1), cycle error ¼. G(b) − b = ½; F(a) − a = (¼, −¼). D_B
   * = 2x: (2·0 − 1)² and (2·1 − 1)² have the mean 1. D_A = x: 1 and ¼ have the mean ⅝.
   */
  @Test
  void should_add_up_the_translators_losses() {
    Bench.scoped(
        () -> {
          var round =
              CycleGame.round(
                  x -> x.add(.5),
                  x -> x.div(2),
                  x -> x,
                  x -> x.mul(2),
                  array(-.5, .5),
                  array(0, 1));
          double expected = 1 + .625 + 10 * (.25 + .25) + 5 * (.5 + .25);
          assertEquals(expected, value(round.total()), 1e-12);
          assertEquals(.25, value(round.cycle()), 1e-12);
          assertArrayEquals(new double[] {0, 1}, round.target().toDoubleArray(), 1e-12);
          assertArrayEquals(new double[] {0, .5}, round.source().toDoubleArray(), 1e-12);
          return null;
        });
  }

  /** Real values ½ and 1, fake ones ½ and −1: ½ (¼ + 0)/2 + ½ (¼ + 1)/2. */
  @Test
  void should_halve_the_critics_loss() {
    Bench.scoped(
        () -> {
          var loss = CycleGame.critic(array(.5, 1), array(.5, -1));
          assertEquals(.0625 + .3125, value(loss), 1e-12);
          return null;
        });
  }

  /** Nothing is to be gained where everything is as it should be. */
  @Test
  void should_be_nothing_for_a_translator_that_every_critic_takes_for_real() {
    Bench.scoped(
        () -> {
          UnaryOperator<NDArray> taken = x -> x.zerosLike().add(1);
          var round = CycleGame.round(x -> x, x -> x, taken, taken, array(-.5, .5), array(.25, 1));
          assertEquals(0, value(round.total()), 0);
          assertEquals(0, value(CycleGame.critic(array(1, 1), array(0, 0))), 0);
          return null;
        });
  }

  /** Along random directions of all weights of both translators, and of a critic. */
  @Test
  void should_have_the_gradients_that_differences_find_for_the_networks() {
    var translator = Networks.resnetGenerator(8, 1).width(2).blocks(1).plan(false);
    var critic = Networks.patchDiscriminator(1).width(2).layers(1).plan(false);
    var plans = new Plan[] {translator, translator, critic, critic};
    double[] at =
        Bench.scoped(
            () -> {
              var weights = new ArrayList<NDList>();
              for (int k = 0; k < plans.length; k++) {
                weights.add(precise(plans[k], k));
              }
              var played = new NDList(weights.get(0));
              played.addAll(weights.get(1));
              return compared(played, moved -> total(plans, moved, weights));
            });
    assertEquals(at[1], at[0], 1e-5 * Math.abs(at[1]) + 1e-9);
    double[] judged = Bench.scoped(() -> compared(precise(critic, 2), w -> judgement(critic, w)));
    assertEquals(judged[1], judged[0], 1e-5 * Math.abs(judged[1]) + 1e-9);
  }

  private static NDArray total(Plan[] plans, NDList moved, java.util.List<NDList> weights) {
    int n = plans[0].parameters().size();
    var parts =
        java.util.List.of(
            moved.subNDList(0, n), moved.subNDList(n), weights.get(2), weights.get(3));
    var f = new ArrayList<UnaryOperator<NDArray>>();
    for (int k = 0; k < plans.length; k++) {
      var op = Op.of(plans[k].source());
      var p = parts.get(k);
      f.add(x -> op.on(p, x));
    }
    return CycleGame.round(f.get(0), f.get(1), f.get(2), f.get(3), pictures(1), pictures(2))
        .total();
  }

  private static NDArray judgement(Plan critic, NDList weights) {
    var op = Op.of(critic.source());
    return CycleGame.critic(op.on(weights, pictures(1)), op.on(weights, pictures(2)));
  }

  private static NDArray pictures(long seed) {
    return Bench.precise(Bench.pictures(2, 1, 8, 8, seed)).mul(2).sub(1);
  }

  /** Weights much larger than at first, so that every path has a slope worth comparing. */
  private static NDList precise(Plan plan, long seed) {
    var initial = Weights.initial(plan, seed).values();
    var list = new NDList();
    for (var p : plan.parameters()) {
      var v = new double[p.size()];
      float[] w = initial.get(p.name());
      for (int k = 0; k < v.length; k++) {
        v[k] = 10 * w[k];
      }
      list.add(Grad.leaf(Torch.manager().create(v, new Shape(p.shape()))));
    }
    return list;
  }

  /** The slope along a random direction, by the gradient and by a central difference. */
  private static double[] compared(
      NDList weights, java.util.function.Function<NDList, NDArray> loss) {
    var random = new Random(5);
    var direction = new NDList();
    for (var w : weights) {
      var d = random.doubles(w.getShape().size(), -1, 1).toArray();
      direction.add(Torch.manager().create(d, w.getShape()));
    }
    var gradients = Grad.on(() -> Grad.ofAll(loss.apply(weights), weights));
    double along = 0;
    for (int i = 0; i < gradients.size(); i++) {
      along += gradients.get(i).mul(direction.get(i)).sum().toDoubleArray()[0];
    }
    double h = 1e-6;
    double up = value(Grad.on(() -> loss.apply(moved(weights, direction, h))));
    double down = value(Grad.on(() -> loss.apply(moved(weights, direction, -h))));
    return new double[] {along, (up - down) / (2 * h)};
  }

  private static NDList moved(NDList weights, NDList direction, double h) {
    var there = new NDList();
    for (int i = 0; i < weights.size(); i++) {
      there.add(weights.get(i).stopGradient().add(direction.get(i).mul(h)));
    }
    return there;
  }
}
