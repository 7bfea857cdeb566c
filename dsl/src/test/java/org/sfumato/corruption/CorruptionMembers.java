package org.sfumato.corruption;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.sfumato.Corruption;
import org.sfumato.Images;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;
import org.sfumato.laws.Members;

/** All corruptions with each of their settings, and the laws of linear algebra they are put to. */
final class CorruptionMembers {
  private CorruptionMembers() {}

  static List<Structured> all() {
    return new Members()
        .given(double.class, 0.25)
        .given(int.class, 4)
        .given(long.class, 8L)
        .given(String.class, "mine")
        .given(Corruption.class, (x, s) -> x.mul(s.uniform("mine").get(":, 0:1, 0:1, 0:1")))
        .of(Corruptions.class, Structured.class);
  }

  /** Each without its settings. */
  static List<Structured> plain() {
    var seen = new HashSet<Class<?>>();
    return all().stream().filter(a -> seen.add(a.getClass())).toList();
  }

  /** Whether it takes images of this size; if not, it must say so in a sentence. */
  static boolean takes(Structured a, Images x) {
    try {
      a.apply(x.first(1));
      return true;
    } catch (IllegalArgumentException e) {
      assertTrue(
          e.getMessage().matches("(?s).*(images|pixels|random numbers).*"),
          a.text() + " refuses with: " + e.getMessage());
      return false;
    }
  }

  static NDArray numbers(NDArray like) {
    var values = new Random(9).doubles(like.getShape().size(), -1, 1).toArray();
    return Torch.manager().create(values, like.getShape());
  }

  static void same(NDArray expected, NDArray found, String what) {
    assertEquals(expected.getShape(), found.getShape(), what);
    double off = expected.sub(found).abs().max().getDouble();
    assertTrue(off < 1e-9, what + " is off by " + off);
  }

  /** (AᵀA + ρ)⁻¹, (AAᵀ + ρ)⁻¹, A A⁺ A = A. */
  static void solves(Structured a, Images images) {
    assumeTrue(a.linear(), "it has no linear systems");
    Bench.scoped(
        () -> {
          var x = Bench.precise(images);
          var s = Bench.step(x, images.ids(), 3);
          double ridge = 0.3;
          var solved = a.solve(x, ridge, s);
          same(x, a.adjoint(a.of(solved, s), s).add(solved.mul(ridge)), "AᵀA + ρ");
          var y = a.of(x, s);
          var r = numbers(y);
          var w = a.solveMeasured(r, ridge, s);
          same(r, a.of(a.adjoint(w, s), s).add(w.mul(ridge)), "AAᵀ + ρ");
          var explained = a.of(a.dagger(y, s), s);
          double off = explained.sub(y).abs().max().getDouble();
          assertTrue(off < 1e-8, "A A⁺ A is off from A by " + off);
          return null;
        });
  }

  /** VᵀV = VVᵀ = I, UᵀU = I where Σ > 0, A = UΣVᵀ and Aᵀ = VΣUᵀ. */
  static void decomposes(Structured a, Images images) {
    assumeTrue(a.svd().isPresent(), "nothing is claimed");
    var svd = a.svd().orElseThrow();
    Bench.scoped(
        () -> {
          var x = Bench.precise(images);
          var s = Bench.step(x, images.ids(), 3);
          var c = svd.coefficients(x, s);
          assertEquals(x.getShape(), c.getShape());
          same(x, svd.images(c, s), "V Vᵀ");
          same(x, svd.coefficients(svd.images(x, s), s), "Vᵀ V");
          var sigma = svd.values(x, s);
          assertTrue(sigma.min().getDouble() >= 0);
          var y = a.of(x, s);
          same(y, svd.measurements(c.mul(sigma), s), "U Σ Vᵀ");
          var z = numbers(y);
          same(a.adjoint(z, s), svd.images(svd.measured(z, s).mul(sigma), s), "V Σ Uᵀ");
          var counts = sigma.gt(0).toType(DataType.FLOAT64, false);
          same(x.mul(counts), svd.measured(svd.measurements(x, s), s), "Uᵀ U");
          return null;
        });
  }
}
