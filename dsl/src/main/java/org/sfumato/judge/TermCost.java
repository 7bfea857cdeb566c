package org.sfumato.judge;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.sfumato.engine.Torch;
import org.sfumato.guidance.Guidances;

/**
 * What a term costs at a step without any network, forward and back.
 *
 * @param images that a step takes at once
 * @param milliseconds the median of several steps
 * @param least the same of the cheapest term there is
 */
record TermCost(int images, double milliseconds, double least) {
  private static final int ROUNDS = 7;
  private static final int WARM_UP = 2;

  static TermCost of(Trying trying, double[] x) {
    int chunk = Math.min(Torch.chunk(), trying.places().length);
    var some = trying.only(IntStream.range(0, chunk).toArray()).in(DataType.FLOAT32);
    var at = Trying.rows(x, trying.one(), some.places());
    var cheapest =
        new Trying(
            (x0, s) -> Guidances.sqNorm(x0), some.places(), some.ids(), some.shape(), some.type());
    return new TermCost(chunk, milliseconds(some, at), milliseconds(cheapest, at));
  }

  private static double milliseconds(Trying work, double[] at) {
    var took = new double[ROUNDS];
    for (int k = -WARM_UP; k < ROUNDS; k++) {
      GradientTrial.alive();
      long start = System.nanoTime();
      work.found(at);
      if (k >= 0) {
        took[k] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(took);
    return took[ROUNDS / 2];
  }
}
