package org.sfumato.benchmarks;

import java.util.SplittableRandom;
import org.sfumato.engine.Resident;
import org.sfumato.engine.Torch;
import org.sfumato.metric.FeatureStatistics;

/**
 * Fréchet statistics of a stream of 10,000 × 2,048 features, 512 at a time, and the most memory
 * that the process held: it must not depend on how many images there are.
 *
 * <pre>
 * java -Xmx320m -cp benchmarks/target/benchmarks.jar org.sfumato.benchmarks.FrechetMemory [images]
 * </pre>
 */
public final class FrechetMemory {
  private static final int FEATURES = 2048;
  private static final int BLOCK = 512;

  private FrechetMemory() {}

  /** Prints time and memory of the statistics of this many images. */
  public static void main(String[] arguments) {
    int images = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    System.out.printf("%s, %s, Java %s%n", Torch.version(), Torch.deviceName(), Runtime.version());
    double before = Resident.peak();
    var random = new SplittableRandom(3);
    var spent = Spent.byProcess();
    var all = FeatureStatistics.none(FEATURES);
    for (int i = 0; i < images; i += BLOCK) {
      var block = new double[Math.min(BLOCK, images - i)][FEATURES];
      for (var row : block) {
        for (int k = 0; k < FEATURES; k++) {
          row[k] = random.nextDouble();
        }
      }
      all = all.and(block);
    }
    spent = Spent.byProcess().minus(spent);
    System.out.printf(
        "%s: %.1f s of the clock, %.1f s of the processor, peak %.0f MB (engine alone %.0f MB; all features would be %.0f MB)%n",
        all,
        spent.clock() / 1e3,
        spent.processor() / 1e3,
        Resident.peak(),
        before,
        images * (double) FEATURES * 8 / 1e6);
  }
}
