package org.sfumato.loss;

import ai.djl.ndarray.NDArray;
import org.sfumato.Numbers;
import org.sfumato.engine.Op;

/** What alignments are made of; all in the number type of their arguments. */
final class Contrast {
  private static final Op UNIT =
      Op.of(
          """
          def unit(self, x: Tensor) -> Tensor:
            squares = torch.sum(torch.mul(x, x), [-1], True)
            return torch.mul(x, torch.rsqrt(torch.add(squares, 1.0e-12)))
          """);
  private static final Op RIGHT =
      Op.of(
          """
          def right(self, s: Tensor) -> Tensor:
            return torch.neg(torch.diagonal(torch.log_softmax(s, -1), 0, -2, -1))
          """);
  private static final Op RIGHT_OF_COLUMNS =
      Op.of(
          """
          def right_of_columns(self, s: Tensor) -> Tensor:
            return torch.neg(torch.diagonal(torch.log_softmax(s, -2), 0, -2, -1))
          """);
  private static final Op PRODUCTS =
      Op.of(
          """
          def products(self, a: Tensor, b: Tensor) -> Tensor:
            return torch.matmul(a, torch.transpose(b, -2, -1))
          """);
  private static final Op WITHOUT =
      Op.of(
          """
          def without(self, s: Tensor, present: Tensor) -> Tensor:
            absent = torch.unsqueeze(torch.add(torch.neg(present), 1.0), 1)
            return torch.sub(s, torch.mul(absent, 1.0e+9))
          """);
  private static final Op ATTENDED =
      Op.of(
          """
          def attended(self, s: Tensor, x: Tensor) -> Tensor:
            return torch.matmul(torch.softmax(s, -1), x)
          """);
  private static final Op SHARES =
      Op.of(
          """
          def attention_shares(self, w: Tensor) -> Tensor:
            some = torch.gt(w, 0.0)
            n = torch.sum(torch.type_as(some, w), [-1], True)
            last = torch.clamp_min(torch.sub(n, 1.0), 0.0)
            held = torch.masked_fill(w, torch.logical_not(some), 3.0e+38)
            sorted, places, = torch.sort(held, -1, False)
            low = torch.mul(last, 0.1)
            high = torch.mul(last, 0.9)
            a = torch.gather(sorted, -1, torch.to(torch.floor(low), 4))
            b = torch.gather(sorted, -1, torch.to(torch.ceil(low), 4))
            c = torch.gather(sorted, -1, torch.to(torch.floor(high), 4))
            d = torch.gather(sorted, -1, torch.to(torch.ceil(high), 4))
            least = torch.add(a, torch.mul(torch.sub(b, a), torch.frac(low)))
            most = torch.add(c, torch.mul(torch.sub(d, c), torch.frac(high)))
            clipped = torch.minimum(torch.maximum(w, least), most)
            kept = torch.mul(clipped, torch.type_as(some, w))
            total = torch.sum(kept, [-1], True)
            return torch.div(kept, torch.clamp_min(total, 1.0e-30))
          """);

  private Contrast() {}

  /** Vectors of length 1 along the last axis; what is zero stays zero. */
  static NDArray unit(NDArray x) {
    return UNIT.on(x);
  }

  /** Inner products of all rows of a with all rows of b, {@code […, n, m]}. */
  static NDArray products(NDArray a, NDArray b) {
    return PRODUCTS.on(a, b);
  }

  /**
   * The cross-entropy of each row whose right answer is on the diagonal.
   *
   * @param s logits {@code […, n, n]}
   * @return {@code […, n]}
   */
  static NDArray right(NDArray s) {
    return RIGHT.on(s);
  }

  /** The same of each column; a transposed array would be copied first. */
  static NDArray rightOfColumns(NDArray s) {
    return RIGHT_OF_COLUMNS.on(s);
  }

  /** The same of rows and columns, their mean. */
  static NDArray bothWays(NDArray s) {
    return right(s).add(rightOfColumns(s)).div(2);
  }

  /** Logits {@code [B, n, W]} where no column is chosen that has no word, {@code [B, W]}. */
  static NDArray without(NDArray s, NDArray present) {
    return WITHOUT.on(s, present);
  }

  /** softmax(s) x: what each row of {@code s [B, n, m]} finds among {@code x [B, m, d]}. */
  static NDArray attended(NDArray s, NDArray x) {
    return ATTENDED.on(s, x);
  }

  /**
   * Attention as weights of anchors, without a gradient: clipped to its quantiles of 10 % and 90 %
   * and then divided by its sum. Entries of 0 count nowhere and stay 0.
   *
   * @param attention {@code [B, n]}, from 0 up
   */
  static NDArray shares(NDArray attention) {
    return SHARES.on(attention.stopGradient());
  }

  /**
   * @throws IllegalArgumentException if it is no number above 0
   */
  static void positive(double value, String what) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "%s is a number above 0, not %s".formatted(what, Numbers.text(value)));
    }
  }
}
