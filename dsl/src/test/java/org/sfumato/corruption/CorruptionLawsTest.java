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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Step;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;

/**
 * What every corruption must obey, alone and with noise, of coloured and grey images, of even, odd
 * and unequal sides; corruptions are found by the factories of {@link Corruptions}.
 */
class CorruptionLawsTest {
  /** A corruption of certain images; those of another size than it takes are left out. */
  record Case(Structured a, Images x) {
    Structured operator() {
      return Structured.of(a.apply(x).operator());
    }

    @Override
    public String toString() {
      return a.text() + " of " + x.channels() + "×" + x.height() + "×" + x.width();
    }
  }

  static List<Case> cases() {
    var cases = new ArrayList<Case>();
    for (var a : CorruptionMembers.all()) {
      for (var x :
          List.of(
              Bench.pictures(6, 3, 16, 16, 1),
              Bench.pictures(5, 1, 8, 16, 2),
              Bench.pictures(5, 3, 9, 7, 3))) {
        if (CorruptionMembers.takes(a, x)) {
          cases.add(new Case(a, x));
        }
      }
      cases.add(new Case(a.plus(Corruptions.gaussian(0.1)), Bench.pictures(5, 1, 8, 8, 4)));
    }
    return cases;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void should_measure_an_image_alike_alone_in_part_and_in_company(Case c) {
    var a = c.a;
    var y = a.apply(c.x);
    for (int i = 0; i < c.x.size(); i++) {
      assertArrayEquals(y.get(i).values(), a.apply(c.x.get(i)).values());
    }
    assertArrayEquals(y.first(4).values(), a.apply(c.x.first(4)).values());
    var reordered = a.apply(c.x.range(3, c.x.size()).and(c.x.range(0, 3)));
    assertArrayEquals(y.get(0).values(), reordered.get(c.x.size() - 3).values());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void should_realise_the_same_operator_in_any_run_at_any_step(Case c) {
    var y = c.a.apply(c.x);
    var quiet = c.a instanceof Noisy n ? n.inner().apply(c.x) : y;
    for (var part : List.of(y.first(4), y.get(2))) {
      int from = part.size() == 1 ? 2 : 0;
      var images = c.x.range(from, from + part.size());
      float[] again =
          Bench.scoped(
              () -> {
                var x = Bench.precise(images);
                return part.operator()
                    .of(x, Bench.step(x, images.ids(), 17))
                    .toType(DataType.FLOAT32, false)
                    .toFloatArray();
              });
      var expected = part.size() == 1 ? quiet.get(2) : quiet.first(4);
      assertArrayEquals(expected.values(), again, 1e-5f);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void should_have_an_adjoint_if_it_is_linear_and_say_so_if_not(Case c) {
    var a = c.a;
    var y = a.apply(c.x);
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
          var x = Bench.precise(c.x);
          var s = Bench.step(x, c.x.ids(), 3);
          var ax = operator.of(x, s);
          var z = CorruptionMembers.numbers(ax);
          var back = operator.adjoint(z, s);
          assertEquals(x.getShape(), back.getShape());
          double left = ax.mul(z).sum().getDouble();
          double right = x.mul(back).sum().getDouble();
          assertEquals(left, right, 1e-9 * (1 + Math.abs(left)));
          var other = CorruptionMembers.numbers(x);
          var mixed = operator.of(x.mul(2).sub(other.mul(3)), s);
          CorruptionMembers.same(ax.mul(2).sub(operator.of(other, s).mul(3)), mixed, "linearity");
          return null;
        });
    var shape = c.x.shape();
    assertArrayEquals(shape, a.adjoint(y).shape());
    assertArrayEquals(shape, a.dagger(y).shape());
  }

  /** In single precision, in which a run works: a conversion must not cut the tape. */
  @ParameterizedTest
  @MethodSource("cases")
  void should_pass_gradients_back_as_its_adjoint_does_and_forth_through_its_adjoint(Case c) {
    var operator = c.operator();
    assumeTrue(operator.linear(), "it has no adjoint");
    Bench.scoped(
        () -> {
          var x = single(Bench.precise(c.x));
          var s = Bench.step(x, c.x.ids(), 3);
          var z = single(CorruptionMembers.numbers(operator.of(x, s)));
          var leaf = Grad.leaf(x);
          var back = Grad.on(() -> Grad.of(operator.of(leaf, s).mul(z).sum(), leaf));
          near(operator.adjoint(z, s), back);
          var w = single(CorruptionMembers.numbers(x));
          var other = Grad.leaf(z);
          var forth = Grad.on(() -> Grad.of(operator.adjoint(other, s).mul(w).sum(), other));
          near(operator.of(w, s), forth);
          return null;
        });
  }

  private static NDArray single(NDArray x) {
    return x.toType(DataType.FLOAT32, false);
  }

  private static void near(NDArray expected, NDArray given) {
    double scale = Math.sqrt(expected.square().mean().toFloatArray()[0]) + 1e-6;
    double off = expected.sub(given).abs().max().toFloatArray()[0];
    assertTrue(off < 1e-4 * scale, "off by " + off + " at a scale of " + scale);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void should_know_the_variances_it_claims_to_know(Case c) {
    var images = Bench.pictures(1, c.x.channels() == 1 ? 1 : 2, 4, 4, 3);
    assumeTrue(CorruptionMembers.takes(c.a, images), "it takes no images so small");
    var operator = Structured.of(c.a.apply(images).operator());
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
              assertEquals(j == k ? diagonal[k] : 0, row[j], 1e-12);
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
  @MethodSource("cases")
  void should_solve_its_linear_systems_and_invert_what_can_be_inverted(Case c) {
    CorruptionMembers.solves(c.operator(), c.x);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void should_be_decomposed_as_it_claims(Case c) {
    CorruptionMembers.decomposes(c.operator(), c.x);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void should_say_how_much_of_each_pixel_is_measured(Case c) {
    var images = Bench.pictures(1, c.x.channels() == 1 ? 1 : 2, 4, 4, 3);
    assumeTrue(CorruptionMembers.takes(c.a, images), "it takes no images so small");
    var operator = Structured.of(c.a.apply(images).operator());
    assumeTrue(operator.linear() && operator.svd().isPresent(), "an estimate");
    int channels = images.channels();
    Bench.scoped(
        () -> {
          var like = Bench.precise(images);
          var s = Bench.step(like, images.ids(), 0);
          var visible = operator.visibility(like, s);
          assertEquals("(1, 1, 4, 4)", visible.getShape().toString());
          for (int k = 0; k < 16; k++) {
            double seen = 0;
            for (int channel = 0; channel < channels; channel++) {
              var unit = new double[channels * 16];
              unit[channel * 16 + k] = 1;
              var e = Torch.manager().create(unit, like.getShape());
              seen += operator.dagger(operator.of(e, s), s).toDoubleArray()[channel * 16 + k];
            }
            assertEquals(seen / channels, visible.toDoubleArray()[k], 1e-9, "pixel " + k);
          }
          return null;
        });
  }

  @ParameterizedTest
  @MethodSource("cases")
  void should_draw_the_same_for_the_same_seed(Case c) {
    var a = c.a;
    assertArrayEquals(a.apply(c.x).values(), a.apply(c.x).values());
    assertArrayEquals(a.seed(5).apply(c.x).values(), a.seed(5).apply(c.x).values());
    assertEquals(5, a.seed(5).seed());
    assertEquals(a.seed(5), a.seed(5));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void should_print_itself_and_leave_no_native_array_behind(Case c) {
    var a = c.a;
    assertFalse(a.text().isBlank());
    assertTrue(a.equation("x").contains("x"));
    assertTrue(a.latex().orElseThrow().startsWith("y = "));
    a.apply(c.x).preview();
    int before = Torch.liveArrays();
    Measurements y = a.apply(c.x);
    y.preview();
    if (Structured.of(a).linear()) {
      a.dagger(y);
    }
    assertEquals(before, Torch.liveArrays());
    assertTrue(y.text().startsWith(a.text()));
  }
}
