package org.sfumato.guidance;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.sfumato.Data;
import org.sfumato.Images;
import org.sfumato.Term;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;
import org.sfumato.random.Noise;

/** Prints what the terms cost, forward and backward, on 64×64 images; not a test. */
final class LmiTiming {
  private static final int SIDE = 64;
  private static final int ROUNDS = 40;

  private LmiTiming() {}

  public static void main(String[] arguments) {
    Torch.start();
    System.out.println(Torch.version() + ", " + Torch.deviceName() + ", median of " + ROUNDS);
    for (int n : new int[] {4, 16}) {
      var x = pictures(n, 1);
      var y = pictures(n, 2);
      List<Term> terms =
          List.of(
              Guidances.lmi(y).relative(),
              Guidances.lmi(y).patch(21).relative(),
              Guidances.lmi(y).patch(9).relative(),
              Guidances.lmi(y).patch(21).bins(32).relative(),
              Guidances.lmi(y).patch(8).relative(),
              Guidances.mutualInformation(y).relative(),
              Guidances.gradientCorrelation(y));
      for (var term : terms) {
        System.out.printf("batch %2d  %6.1f ms  %s%n", n, milliseconds(term, x), term.text());
      }
    }
  }

  private static double milliseconds(Term term, Images x) {
    var times = new double[ROUNDS];
    for (int round = -10; round < ROUNDS; round++) {
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        int[] places = java.util.stream.IntStream.range(0, x.size()).toArray();
        NDArray x0 = Grad.leaf(Chunks.upload(x, places));
        var step =
            new ChunkStep(x0, x.ids(), places, x.size(), new Noise(7), 1, 0.5, Math.abs(round));
        long start = System.nanoTime();
        Grad.on(() -> Grad.of(term.of(x0, step), x0)).toFloatArray();
        if (round >= 0) {
          times[round] = (System.nanoTime() - start) / 1e6;
        }
      }
    }
    Arrays.sort(times);
    return times[ROUNDS / 2];
  }

  /** Smooth random pictures. */
  private static Images pictures(int n, long seed) {
    var random = new Random(seed);
    var values = new float[n * SIDE * SIDE];
    for (int i = 0; i < n; i++) {
      double a = random.nextDouble() * 6;
      double b = random.nextDouble() * 6;
      for (int k = 0; k < SIDE * SIDE; k++) {
        double r = (k / SIDE) / (double) SIDE;
        double c = (k % SIDE) / (double) SIDE;
        values[i * SIDE * SIDE + k] =
            (float) (0.5 + 0.45 * Math.sin(a * r + b * c + 2 * Math.sin(9 * r * c + a)));
      }
    }
    return Data.imagesOf(values, n, 1, SIDE, SIDE);
  }
}
