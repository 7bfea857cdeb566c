package org.sfumato.kernel.render;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.sfumato.Numbers;

/**
 * What the numbers of an array are like.
 *
 * @param size how many there are
 * @param low the smallest finite one
 * @param high the largest finite one
 * @param mean of the finite ones
 * @param sd their standard deviation, of the whole, not of a sample
 * @param nan how many are not numbers
 * @param infinite how many are infinite
 */
record ArrayRange(
    long size, double low, double high, double mean, double sd, long nan, long infinite) {
  /** Reading more than this to print one line would be felt. */
  private static final long MOST_READ = 20_000_000;

  /** Below this every whole number is a double. */
  private static final double EXACT = 1e15;

  private static final long PART = 1_000_000;

  /** Empty if there are no numbers, or too many to read for one line. */
  static Optional<ArrayRange> of(NDArray array) {
    var type = array.getDataType();
    long size = array.getShape().size();
    boolean numbers = type.isFloating() || type.isInteger() || type.isBoolean();
    if (size == 0 || size > MOST_READ || !numbers) {
      return Optional.empty();
    }
    var read = new Reading();
    try (var flat = array.flatten()) {
      for (long from = 0; from < size; from += PART) {
        var part = new NDIndex().addSliceDim(from, Math.min(size, from + PART));
        try (var slice = flat.get(part);
            var numbersOf = slice.toType(DataType.FLOAT64, true)) {
          for (double v : numbersOf.toDoubleArray()) {
            read.add(v);
          }
        }
      }
    }
    return Optional.of(read.range(size));
  }

  long finite() {
    return size - nan - infinite;
  }

  /** {@code 0 … 11, mean 5.5 ± 3.45, 2 NaN}. */
  String text() {
    var odd =
        (nan > 0 ? ", " + nan + " NaN" : "") + (infinite > 0 ? ", " + infinite + " infinite" : "");
    if (finite() == 0) {
      return odd.substring(2);
    }
    if (size == 1) {
      return "value " + exact(low);
    }
    if (low == high) {
      return (odd.isEmpty() ? "all " : "the others ") + exact(low) + odd;
    }
    return exact(low)
        + " … "
        + exact(high)
        + ", mean "
        + Numbers.text(mean)
        + " ± "
        + Numbers.text(new BigDecimal(sd).round(new MathContext(3)).doubleValue())
        + odd;
  }

  /** Whole numbers with all their digits, others in six. */
  static String exact(double v) {
    return v == Math.rint(v) && Math.abs(v) < EXACT ? String.valueOf((long) v) : Numbers.text(v);
  }

  /** Mean and variance in one pass, by Welford's update. */
  private static final class Reading {
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private double mean;
    private double squares;
    private long count;
    private long nan;
    private long infinite;

    void add(double v) {
      if (Double.isNaN(v)) {
        nan++;
      } else if (Double.isInfinite(v)) {
        infinite++;
      } else {
        count++;
        low = Math.min(low, v);
        high = Math.max(high, v);
        double delta = v - mean;
        mean += delta / count;
        squares += delta * (v - mean);
      }
    }

    ArrayRange range(long size) {
      double sd = count == 0 ? 0 : Math.sqrt(squares / count);
      return new ArrayRange(size, low, high, mean, sd, nan, infinite);
    }
  }
}
