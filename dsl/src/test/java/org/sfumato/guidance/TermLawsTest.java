package org.sfumato.guidance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.Encoder;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Metric;
import org.sfumato.Step;
import org.sfumato.Term;
import org.sfumato.corruption.Corruptions;
import org.sfumato.engine.Grad;
import org.sfumato.engine.PerImage;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;
import org.sfumato.laws.Members;
import org.sfumato.laws.Sines;
import org.sfumato.network.JointVectors;

/** What every term must obey; terms are found by the factories of {@link Guidances}. */
class TermLawsTest {
  private static final int N = 3;
  private static final int SIDE = 20;
  private static final Images SOURCE = Bench.pictures(N, 1, SIDE, SIDE, 1);
  private static final Images X = Bench.pictures(N, 1, SIDE, SIDE, 2);

  static List<Term> terms() {
    return new Members()
        .given(Images.class, SOURCE)
        .given(
            Measurements.class,
            Corruptions.missing(0.4).plus(Corruptions.gaussian(0.1)).apply(SOURCE))
        .given(Metric.class, new Likeness(null))
        .given(PerImage.class, (x0, s) -> Guidances.sqNorm(x0.sub(s.at(SOURCE)).mul(s.sigma())))
        .given(
            Encoder.class, (x, s) -> x.sin().reshape(x.getShape().get(0), 4, -1).mul(1 + s.sigma()))
        .given(JointVectors.class, new Sines())
        .given(String.class, "mine")
        .given(double.class, 0.7)
        .given(int.class, 4)
        .of(Guidances.class, Term.class);
  }

  @ParameterizedTest
  @MethodSource("terms")
  void should_give_one_finite_value_per_image(Term term) {
    double[] e = energies(term, X.values(), X.ids(), 0);
    assertEquals(N, e.length);
    for (double v : e) {
      assertTrue(Double.isFinite(v), () -> term.text() + " gives " + v);
    }
  }

  @ParameterizedTest
  @MethodSource("terms")
  void should_have_the_gradient_that_finite_differences_find(Term term) {
    double[] gradient = gradient(term, X.values());
    var random = new Random(5);
    int one = SIDE * SIDE;
    for (int trial = 0; trial < 4; trial++) {
      var direction = new double[N * one];
      for (int k = 0; k < direction.length; k++) {
        direction[k] = random.nextGaussian();
      }
      double[] measured = slopes(term, direction, 1e-6);
      double[] closer = slopes(term, direction, 1e-8);
      for (int i = 0; i < N; i++) {
        double slope = 0;
        double size = 0;
        for (int k = i * one; k < (i + 1) * one; k++) {
          slope += gradient[k] * direction[k];
          size += gradient[k] * gradient[k];
        }
        assertTrue(size > 0, () -> term.text() + " has no gradient");
        // Where an absolute value or a maximum turns within the step, a shorter one misses it.
        double off = Math.min(Math.abs(measured[i] - slope), Math.abs(closer[i] - slope));
        assertEquals(0, off, 1e-5 * Math.sqrt(size), term.text());
      }
    }
  }

  /** Each image's central difference along a direction. */
  private static double[] slopes(Term term, double[] direction, double h) {
    double[] up = energies(term, moved(direction, h), 3);
    double[] down = energies(term, moved(direction, -h), 3);
    for (int i = 0; i < N; i++) {
      up[i] = (up[i] - down[i]) / (2 * h);
    }
    return up;
  }

  @ParameterizedTest
  @MethodSource("terms")
  void should_not_let_images_influence_one_another(Term term) {
    double[] together = energies(term, X.values(), X.ids(), 2);
    for (int i = 0; i < N; i++) {
      double[] alone = energies(term, X.get(i).values(), List.of(X.id(i)), 2);
      assertArrayEquals(
          new double[] {together[i]}, alone, 1e-9 * (1 + Math.abs(together[i])), term.text());
    }
  }

  @ParameterizedTest
  @MethodSource("terms")
  void should_print_an_expression_and_a_balanced_equation(Term term) {
    assertFalse(term.text().isBlank());
    var equation = term.equation("\\hat x_0");
    assertTrue(equation.contains("\\hat x_0"), equation);
    assertEquals(count(equation, '{'), count(equation, '}'), equation);
    assertTrue(term.latex().orElseThrow().contains(term.equation("x")), equation);
    assertTrue(term.times(2).latex().orElseThrow().contains("\\nabla_x \\Big[ 2\\,"), equation);
    assertTrue(term.times(2).text().startsWith(term.text()), term.text());
  }

  @ParameterizedTest
  @MethodSource("terms")
  void should_leave_no_native_array_behind(Term term) {
    gradient(term, X.values());
    int before = Torch.liveArrays();
    gradient(term, X.values());
    assertEquals(before, Torch.liveArrays(), term.text());
  }

  private static long count(String s, char c) {
    return s.chars().filter(k -> k == c).count();
  }

  private static double[] moved(double[] direction, double by) {
    var x = X.values();
    var moved = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      moved[k] = x[k] + by * direction[k];
    }
    return moved;
  }

  private static double[] energies(Term term, float[] x, List<ImageId> ids, int step) {
    var values = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      values[k] = x[k];
    }
    return energies(term, values, ids, step);
  }

  private static double[] energies(Term term, double[] x, int step) {
    return energies(term, x, X.ids(), step);
  }

  private static double[] energies(Term term, double[] x, List<ImageId> ids, int index) {
    return Bench.scoped(
        () -> {
          var x0 = Torch.manager().create(x, new Shape(ids.size(), 1, SIDE, SIDE));
          return Grad.off(() -> term.of(x0, Bench.step(x0, ids, index))).toDoubleArray();
        });
  }

  private static double[] gradient(Term term, float[] x) {
    return Bench.scoped(
        () -> {
          NDArray x0 = Grad.leaf(Bench.precise(X));
          var step = Bench.step(x0, X.ids(), 3);
          return Grad.on(() -> Grad.of(term.of(x0, step), x0)).toDoubleArray();
        });
  }

  /** A metric with a gradient: minus the mean squared difference. */
  record Likeness(Images reference) implements Metric {
    @Override
    public NDArray of(NDArray x, Step s) {
      return Guidances.average(x.sub(s.at(reference)).square()).neg();
    }

    @Override
    public Metric against(Images other) {
      return new Likeness(other);
    }
  }
}
