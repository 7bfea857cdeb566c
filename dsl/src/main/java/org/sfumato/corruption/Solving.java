package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sfumato.Cancel;
import org.sfumato.Interrupted;
import org.sfumato.Numbers;
import org.sfumato.Step;
import org.sfumato.engine.Grad;

/**
 * Linear systems of a corruption, by its singular values where they are known, else by conjugate
 * gradients (Hestenes and Stiefel 1952). Each image is solved on its own: its steps are its own,
 * and it stands still once it is solved, whatever others still need.
 */
final class Solving {
  /** Far more than well-posed systems need; ill-posed ones are regularised by stopping here. */
  private static final int MOST = 500;

  private Solving() {}

  static NDArray images(Structured a, NDArray b, double ridge, Step s) {
    checked(a, ridge);
    return Grad.off(
        () -> {
          Optional<Svd> svd = a.svd();
          if (svd.isPresent()) {
            var squares = svd.get().values(b, s).square();
            var c = svd.get().coefficients(b, s);
            return svd.get().images(c.mul(inverse(squares, ridge, b)), s);
          }
          return conjugate(x -> a.adjoint(a.of(x, s), s).add(x.mul(ridge)), b);
        });
  }

  static NDArray measurements(Structured a, NDArray r, double ridge, Step s) {
    checked(a, ridge);
    return Grad.off(
        () -> {
          Optional<Svd> svd = a.svd();
          if (svd.isPresent()) {
            var known = svd.get();
            var c = known.measured(r, s);
            var squares = known.values(images(r, s), s).square();
            var inside = known.measurements(c.mul(inverse(squares, ridge, r)), s);
            return ridge == 0 ? inside : inside.add(r.sub(known.measurements(c, s)).mul(1 / ridge));
          }
          return conjugate(y -> a.of(a.adjoint(y, s), s).add(y.mul(ridge)), r);
        });
  }

  static NDArray dagger(Structured a, NDArray y, Step s) {
    checked(a, 0);
    return Grad.off(
        () -> {
          Optional<Svd> svd = a.svd();
          if (svd.isPresent()) {
            var sigma = svd.get().values(images(y, s), s);
            // 1/σ = σ · 1/σ², with the same rule of what counts as 0.
            var c = svd.get().measured(y, s).mul(sigma).mul(inverse(sigma.square(), 0, y));
            return svd.get().images(c, s);
          }
          return images(a, a.adjoint(y, s), 0, s);
        });
  }

  /** Singular values below this share of the largest count as 0. */
  static double negligible(DataType type) {
    return type == DataType.FLOAT64 ? 1e-10 : 1e-4;
  }

  /** 1/(σ² + ridge), and 0 where σ is negligible and there is no ridge. */
  private static NDArray inverse(NDArray squares, double ridge, NDArray like) {
    if (ridge > 0) {
      return squares.add(ridge).pow(-1);
    }
    var rows = squares.reshape(squares.getShape().get(0), -1);
    double share = negligible(like.getDataType());
    var largest = rows.max(new int[] {1}, true).reshape(-1, 1, 1, 1);
    var counts = squares.gt(largest.mul(share * share)).toType(squares.getDataType(), false);
    // The added 1 keeps the quotient finite where it is then multiplied by 0.
    return counts.div(squares.mul(counts).add(counts.mul(-1).add(1)));
  }

  /** An array in the shape of the images and the number type of {@code r}. */
  private static NDArray images(NDArray r, Step s) {
    return r.getManager().zeros(s.xt().getShape(), r.getDataType());
  }

  private static NDArray conjugate(UnaryOperator<NDArray> m, NDArray b) {
    double tolerance = b.getDataType() == DataType.FLOAT64 ? 1e-12 : 1e-6;
    var enough = dot(b, b).mul(tolerance * tolerance);
    var x = b.zerosLike();
    var r = b.duplicate();
    var p = b.duplicate();
    for (int k = 0; k < MOST; k++) {
      if (Cancel.requested()) {
        throw new Interrupted("stopped while solving a linear system", null);
      }
      // A scope for each step, or hundreds of steps would hold their arrays at once.
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        var rr = dot(r, r);
        var open = rr.gt(enough).toType(b.getDataType(), false);
        if (open.sum().toType(DataType.FLOAT64, false).getDouble() == 0) {
          break;
        }
        var mp = m.apply(p);
        var step = quotient(rr, dot(p, mp)).mul(open);
        x.addi(p.mul(step));
        r.subi(mp.mul(step));
        // An image that is solved keeps its direction, for its step is 0 from here on.
        var turn = quotient(dot(r, r), rr).mul(open);
        p.muli(turn).addi(r);
      }
    }
    return x;
  }

  /** Inner products image by image, {@code [n, 1, 1, 1]}. */
  private static NDArray dot(NDArray a, NDArray b) {
    return a.mul(b).reshape(a.getShape().get(0), -1).sum(new int[] {1}, true).reshape(each(a));
  }

  private static Shape each(NDArray a) {
    return new Shape(a.getShape().get(0), 1, 1, 1);
  }

  /** a/b, and 0 where b is 0. */
  private static NDArray quotient(NDArray a, NDArray b) {
    var zero = b.eq(0).toType(b.getDataType(), false);
    return a.div(b.add(zero)).mul(zero.mul(-1).add(1));
  }

  private static void checked(Structured a, double ridge) {
    if (!a.linear()) {
      throw new UnsupportedOperationException(
          a.text()
              + " cannot be solved because it is not known to be linear; implement Linear if it is");
    }
    if (!(ridge >= 0) || Double.isInfinite(ridge)) {
      throw new IllegalArgumentException(
          "a linear system's ridge is a number from 0 up, not " + Numbers.text(ridge));
    }
  }
}
