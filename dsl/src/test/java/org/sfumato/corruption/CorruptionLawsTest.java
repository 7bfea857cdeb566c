package org.sfumato.corruption;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.Corruption;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Step;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;
import org.sfumato.laws.Members;

/**
 * What every corruption must obey, alone, with noise, and after every other one; corruptions are
 * found by the factories of {@link Corruptions}.
 */
class CorruptionLawsTest {
  private static final int SIDE = 12;
  private static final Images X = Bench.pictures(6, 3, SIDE, SIDE, 1);
  private static final Images OTHER = Bench.pictures(6, 3, SIDE, SIDE, 2);

  static List<Structured> corruptions() {
    var single =
        new Members()
            .given(double.class, 0.4)
            .given(int.class, 2)
            .given(long.class, 8L)
            .given(String.class, "mine")
            .given(Corruption.class, (x, s) -> x.mul(s.uniform("mine").get(":, :, 0:1, 0:1")))
            .of(Corruptions.class, Structured.class);
    var all = new ArrayList<>(single);
    for (var a : single) {
      all.add(a.plus(Corruptions.gaussian(0.1)));
      for (var b : single) {
        all.add(a.then(b));
      }
    }
    return all;
  }

  @ParameterizedTest
  @MethodSource("corruptions")
  void should_measure_an_image_alike_alone_in_part_and_in_company(Structured a) {
    var y = a.apply(X);
    for (int i = 0; i < X.size(); i++) {
      assertArrayEquals(y.get(i).values(), a.apply(X.get(i)).values(), a.text());
    }
    assertArrayEquals(y.first(5).values(), a.apply(X.first(5)).values(), a.text());
    var reordered = a.apply(X.range(3, 6).and(X.range(0, 3)));
    assertArrayEquals(y.get(0).values(), reordered.get(3).values(), a.text());
  }

  @ParameterizedTest
  @MethodSource("corruptions")
  void should_realise_the_same_operator_in_any_run_at_any_step(Structured a) {
    var y = a.apply(X);
    var quiet =
        a.noiseLevel() == 0 ? y : Structured.of(a instanceof Noisy n ? n.inner() : a).apply(X);
    for (var part : List.of(y.first(4), y.get(2))) {
      float[] again =
          Bench.scoped(
              () -> {
                var images = X.range(part.size() == 1 ? 2 : 0, part.size() == 1 ? 3 : 4);
                var x = Bench.precise(images);
                return part.operator()
                    .of(x, Bench.step(x, images.ids(), 17))
                    .toType(DataType.FLOAT32, false)
                    .toFloatArray();
              });
      var expected = part.size() == 1 ? quiet.get(2) : quiet.first(4);
      assertArrayEquals(expected.values(), again, 1e-6f, a.text());
    }
  }

  @ParameterizedTest
  @MethodSource("corruptions")
  void should_have_an_adjoint_if_it_is_linear_and_say_so_if_not(Structured a) {
    var y = a.apply(X);
    var operator = Structured.of(y.operator());
    if (!operator.linear()) {
      var e = assertThrows(UnsupportedOperationException.class, () -> a.adjoint(y));
      var culprit = a instanceof Noisy noisy ? noisy.inner() : a;
      assertEquals(
          culprit.text()
              + " has no adjoint because it is not known to be linear; implement Linear if it is",
          e.getMessage());
      return;
    }
    Bench.scoped(
        () -> {
          var x = Bench.precise(X);
          var s = Bench.step(x, X.ids(), 3);
          var ax = operator.of(x, s);
          var z = Torch.manager().create(numbers(ax.getShape().size()), ax.getShape());
          var back = operator.adjoint(z, s);
          assertEquals(x.getShape(), back.getShape());
          double left = ax.mul(z).sum().getDouble();
          double right = x.mul(back).sum().getDouble();
          assertEquals(left, right, 1e-9 * (1 + Math.abs(left)), a.text());
          var mixed = operator.of(x.mul(2).sub(Bench.precise(OTHER).mul(3)), s);
          var separate = ax.mul(2).sub(operator.of(Bench.precise(OTHER), s).mul(3));
          assertTrue(mixed.sub(separate).abs().max().getDouble() < 1e-12, a.text());
          return null;
        });
    assertArrayEquals(new int[] {6, 3, SIDE, SIDE}, a.adjoint(y).shape(), a.text());
  }

  @ParameterizedTest
  @MethodSource("corruptions")
  void should_know_the_variances_it_claims_to_know(Structured a) {
    var images = Bench.pictures(1, 1, 4, 4, 3);
    var operator = Structured.of(a.apply(images).operator());
    Bench.scoped(
        () -> {
          var v = Bench.precise(images);
          var s = Bench.step(v, images.ids(), 0);
          var claimed = operator.variance(v, s);
          assumeTrue(claimed.isPresent(), "nothing is claimed");
          var diagonal = claimed.get().toDoubleArray();
          for (int k = 0; k < diagonal.length; k++) {
            var row = covariance(operator, v, s, claimed.get(), k);
            for (int j = 0; j < row.length; j++) {
              assertEquals(j == k ? diagonal[k] : 0, row[j], 1e-12, a.text());
            }
          }
          return null;
        });
  }

  /** Row k of A diag(v) Aᵀ. */
  private static double[] covariance(Structured a, NDArray v, Step s, NDArray like, int k) {
    var unit = new double[(int) like.getShape().size()];
    unit[k] = 1;
    var e = Torch.manager().create(unit, like.getShape());
    return Grad.off(() -> a.of(a.adjoint(e, s).mul(v), s)).toDoubleArray();
  }

  @ParameterizedTest
  @MethodSource("corruptions")
  void should_solve_its_linear_systems_and_invert_what_can_be_inverted(Structured a) {
    var operator = Structured.of(a.apply(X).operator());
    assumeTrue(operator.linear(), "it has no linear systems");
    Bench.scoped(
        () -> {
          var x = Bench.precise(X);
          var s = Bench.step(x, X.ids(), 3);
          double ridge = 0.3;
          var solved = operator.solve(x, ridge, s);
          var again = operator.adjoint(operator.of(solved, s), s).add(solved.mul(ridge));
          assertTrue(again.sub(x).abs().max().getDouble() < 1e-9, a.text());
          var y = operator.of(x, s);
          var r = Torch.manager().create(numbers(y.getShape().size()), y.getShape());
          var w = operator.solveMeasured(r, ridge, s);
          var back = operator.of(operator.adjoint(w, s), s).add(w.mul(ridge));
          assertTrue(back.sub(r).abs().max().getDouble() < 1e-9, a.text());
          var explained = operator.of(operator.dagger(y, s), s);
          assertTrue(explained.sub(y).abs().max().getDouble() < 1e-8, a.text());
          return null;
        });
  }

  @ParameterizedTest
  @MethodSource("corruptions")
  void should_be_decomposed_as_it_claims(Structured a) {
    var operator = Structured.of(a.apply(X).operator());
    assumeTrue(operator.svd().isPresent(), "nothing is claimed");
    var svd = operator.svd().orElseThrow();
    Bench.scoped(
        () -> {
          var x = Bench.precise(X);
          var s = Bench.step(x, X.ids(), 3);
          var c = svd.coefficients(x, s);
          assertEquals(x.getShape(), c.getShape(), a.text());
          same(x, svd.images(c, s), "V Vᵀ = I of " + a.text());
          same(x, svd.coefficients(svd.images(x, s), s), "Vᵀ V = I of " + a.text());
          assertEquals(x.square().sum().getDouble(), c.square().sum().getDouble(), 1e-9, a.text());
          var sigma = svd.values(x, s);
          assertTrue(sigma.min().getDouble() >= 0, a.text());
          var y = operator.of(x, s);
          same(y, svd.measurements(c.mul(sigma), s), "A = U Σ Vᵀ of " + a.text());
          var z = Torch.manager().create(numbers(y.getShape().size()), y.getShape());
          var adjoint = svd.images(svd.measured(z, s).mul(sigma), s);
          same(operator.adjoint(z, s), adjoint, "Aᵀ = V Σ Uᵀ of " + a.text());
          var counts = sigma.gt(0).toType(DataType.FLOAT64, false);
          same(
              x.mul(counts),
              svd.measured(svd.measurements(x, s), s),
              "Uᵀ U = I where Σ > 0 of " + a.text());
          return null;
        });
  }

  @ParameterizedTest
  @MethodSource("corruptions")
  void should_say_how_much_of_each_pixel_is_measured(Structured a) {
    var images = Bench.pictures(1, 1, 4, 4, 3);
    var operator = Structured.of(a.apply(images).operator());
    assumeTrue(operator.linear() && operator.svd().isPresent(), "an estimate");
    Bench.scoped(
        () -> {
          var like = Bench.precise(images);
          var s = Bench.step(like, images.ids(), 0);
          var visible = operator.visibility(like, s).toDoubleArray();
          for (int k = 0; k < 16; k++) {
            var unit = new double[16];
            unit[k] = 1;
            var e = Torch.manager().create(unit, like.getShape());
            double seen = operator.dagger(operator.of(e, s), s).toDoubleArray()[k];
            assertEquals(seen, visible[k], 1e-9, a.text() + " pixel " + k);
          }
          return null;
        });
  }

  private static void same(NDArray expected, NDArray found, String what) {
    assertEquals(expected.getShape(), found.getShape(), what);
    double off = expected.sub(found).abs().max().getDouble();
    assertTrue(off < 1e-9, what + " is off by " + off);
  }

  @ParameterizedTest
  @MethodSource("corruptions")
  void should_draw_the_same_for_the_same_seed(Structured a) {
    assertArrayEquals(a.apply(X).values(), a.apply(X).values(), a.text());
    assertArrayEquals(a.seed(5).apply(X).values(), a.seed(5).apply(X).values(), a.text());
    assertEquals(5, a.seed(5).seed(), a.text());
  }

  @ParameterizedTest
  @MethodSource("corruptions")
  void should_print_itself_and_leave_no_native_array_behind(Structured a) {
    assertFalse(a.text().isBlank());
    assertTrue(a.equation("x").contains("x"));
    assertTrue(a.latex().orElseThrow().startsWith("y = "));
    a.apply(X);
    int before = Torch.liveArrays();
    Measurements y = a.apply(X);
    assertEquals(before, Torch.liveArrays(), a.text());
    assertTrue(y.text().startsWith(a.text()));
  }

  private static double[] numbers(long n) {
    return new Random(9).doubles(n, -1, 1).toArray();
  }
}
