package org.sfumato.kernel.magic;

import java.util.Arrays;
import java.util.concurrent.Callable;
import org.sfumato.Cancel;
import org.sfumato.Interrupted;

/**
 * How long a text took each time it ran; {@code %time -n} makes the cell call it.
 *
 * @param calls how often the text was called in each run
 * @param nanoseconds of one call, for each run
 * @param bytes of heap that one call takes
 */
public record Repeats(int calls, double[] nanoseconds, long bytes) {
  /** Below this, the clock itself would be felt in a run. */
  private static final double SHORTEST_RUN = 200_000;

  private static final long WARM_UP = 200_000_000;

  /** Whatever a call makes goes here, so that the compiler cannot leave the call out. */
  private static volatile Object sink;

  private static volatile boolean begun;

  /** Statements to time. */
  @FunctionalInterface
  public interface Statements {
    void run() throws Exception;
  }

  static void begin() {
    begun = false;
  }

  /** Whether the text compiled, so that it began to run. */
  static boolean begun() {
    return begun;
  }

  /**
   * Times statements.
   *
   * @param times how many runs
   * @param first how long the text took when it ran for the first time, in nanoseconds
   * @throws Exception what the text throws
   */
  public static Repeats run(int times, long first, Statements text) throws Exception {
    return run(
        times,
        first,
        () -> {
          text.run();
          return null;
        });
  }

  /**
   * Times an expression.
   *
   * @param times how many runs
   * @param first how long the text took when it ran for the first time, in nanoseconds
   * @throws Exception what the text throws
   */
  public static Repeats run(int times, long first, Callable<?> text) throws Exception {
    begun = true;
    double each = first;
    long start = System.nanoTime();
    for (int n = 1;
        first < WARM_UP && System.nanoTime() - start < WARM_UP;
        n = Math.min(2 * n, MOST)) {
      each = once(text, n);
    }
    int calls = (int) Math.max(1, Math.min(MOST, Math.ceil(SHORTEST_RUN / Math.max(1, each))));
    var taken = new double[times];
    long before = Meter.read().bytes();
    for (int i = 0; i < times; i++) {
      if (Cancel.requested()) {
        throw new Interrupted("stopped after " + i + " of " + times + " runs", null);
      }
      taken[i] = once(text, calls);
    }
    long bytes = (Meter.read().bytes() - before) / ((long) times * calls);
    return new Repeats(calls, taken, bytes);
  }

  private static final int MOST = 1_000_000;

  private static double once(Callable<?> text, int calls) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      sink = text.call();
    }
    long end = System.nanoTime();
    sink = null;
    return (end - start) / (double) calls;
  }

  double mean() {
    return Arrays.stream(nanoseconds).average().orElse(Double.NaN);
  }

  /** Standard deviation of the runs, of n − 1; 0 for one run. */
  double deviation() {
    double mean = mean();
    double sum = Arrays.stream(nanoseconds).map(t -> (t - mean) * (t - mean)).sum();
    return nanoseconds.length < 2 ? 0 : Math.sqrt(sum / (nanoseconds.length - 1));
  }

  double best() {
    return Arrays.stream(nanoseconds).min().orElse(Double.NaN);
  }

  /** {@code 12.3 ms ± 0.40 ms (mean ± sd of 20 runs), best 11.9 ms, 1.2 MB of heap each}. */
  String text() {
    int runs = nanoseconds.length;
    return Amount.time(mean())
        + " ± "
        + Amount.time(deviation())
        + " (mean ± sd of "
        + runs
        + (runs == 1 ? " run" : " runs")
        + (calls > 1 ? " of " + calls + " calls" : "")
        + "), best "
        + Amount.time(best())
        + ", "
        + Amount.bytes(bytes)
        + " of heap each";
  }
}
