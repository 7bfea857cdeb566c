package org.sfumato.sampler;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.sfumato.ImageId;
import org.sfumato.random.Noise;

/** The noise of each step, made on the host while the device is busy with the step before. */
final class Ahead {
  private final Noise noise;
  private final List<String> streams;
  private final List<ImageId> ids;
  private final int one;
  private final int steps;
  private Map<String, float[]> now = Map.of();
  private CompletableFuture<Map<String, float[]>> coming;

  /**
   * @param streams that a step is known to ask for
   * @param one values of an image
   */
  Ahead(Noise noise, List<String> streams, List<ImageId> ids, int one, int steps) {
    this.noise = noise;
    this.streams = streams;
    this.ids = ids;
    this.one = one;
    this.steps = steps;
    this.coming = made(0);
  }

  /** This step begins: its noise is at hand, and that of the next is being made. */
  void turn(int step) {
    now = coming.join();
    coming = made(step + 1);
  }

  /** The numbers of all images in this step, or null if nobody said that they would be needed. */
  float[] of(String stream) {
    return now.get(stream);
  }

  private CompletableFuture<Map<String, float[]>> made(int step) {
    if (streams.isEmpty() || step >= steps) {
      return CompletableFuture.completedFuture(Map.of());
    }
    return CompletableFuture.supplyAsync(
        () -> {
          var all = new HashMap<String, float[]>();
          for (var stream : streams) {
            var z = new float[ids.size() * one];
            for (int k = 0; k < ids.size(); k++) {
              noise.normal(stream, ids.get(k), step, z, k * one, one);
            }
            all.put(stream, z);
          }
          return all;
        });
  }
}
