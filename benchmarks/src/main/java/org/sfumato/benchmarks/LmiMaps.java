package org.sfumato.benchmarks;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.sfumato.ImageId;
import org.sfumato.engine.Resident;
import org.sfumato.engine.Torch;
import org.sfumato.metric.LocalMi;
import org.sfumato.random.Noise;

/**
 * What a map of local mutual information costs, by the number of pixels: both its time and the
 * memory it takes must grow with them and no faster. Images are smooth with some noise, so that no
 * patch is left out for having one value. Processor time counts; it needs one engine thread:
 *
 * <pre>
 * java -Dai.djl.pytorch.num_threads=1 -cp benchmarks/target/benchmarks.jar org.sfumato.benchmarks.LmiMaps [largest side]
 * </pre>
 */
public final class LmiMaps {
  private static final int[] SIDES = {64, 128, 256, 512};
  private static final List<LocalMi> SETTINGS =
      List.of(
          LocalMi.usual(),
          LocalMi.usual().bins(16),
          LocalMi.usual().bins(12),
          LocalMi.usual().asReleased().raw());

  private LmiMaps() {}

  /** Prints milliseconds per map, microseconds per pixel and the peak of memory so far. */
  public static void main(String[] arguments) {
    int largest = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 256;
    Torch.start();
    System.out.printf("%s, %s, Java %s%n", Torch.version(), Torch.deviceName(), Runtime.version());
    for (var how : SETTINGS) {
      time(how, 32);
      double before = Resident.peak();
      System.out.printf(
          "%n%s%n%8s %10s %10s %16s%n", how.text(), "side", "ms", "µs/pixel", "memory, MB more");
      for (int side : SIDES) {
        if (side <= largest) {
          double ms = time(how, side);
          System.out.printf(
              "%8d %10.1f %10.2f %16.1f%n",
              side, ms, 1e3 * ms / side / side, Resident.peak() - before);
        }
      }
    }
  }

  private static double time(LocalMi how, int side) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var shape = new Shape(1, 1, side, side);
      var s = Torch.manager().create(picture(side, 1), shape);
      var x = Torch.manager().create(picture(side, 2), shape);
      var start = Spent.byThread();
      how.map(s, x).toFloatArray();
      return Spent.byThread().minus(start).processor();
    }
  }

  private static float[] picture(int side, int seed) {
    var v = new float[side * side];
    new Noise(seed).uniform("picture", new ImageId("benchmark", side), 0, v, 0, v.length);
    for (int k = 0; k < v.length; k++) {
      double wave = Math.sin(.2 * seed * (k / side) + .3 * (k % side));
      v[k] = (float) (.5 + .35 * wave + .1 * (v[k] - .5));
    }
    return v;
  }
}
