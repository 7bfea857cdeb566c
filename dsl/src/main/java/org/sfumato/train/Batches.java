package org.sfumato.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.sfumato.ImageId;
import org.sfumato.random.Noise;

/**
 * The batches of a training, each made on the host beside the step before it. Step k takes places
 * k·batch, … of the endless sequence of shuffled passes over the rows.
 */
final class Batches {
  private static final String STREAM = "augmentation";

  private final Material data;
  private final int[] rows;
  private final int batch;
  private final long seed;
  private final boolean augmented;
  private final String shuffling;
  private final Noise noise;
  private CompletableFuture<Batch> ahead;
  private int aheadStep = -1;
  private int[] order;
  private int pass = -1;

  /**
   * @param rows places in the material that are learnt from
   * @param augmented whether images change a little at each visit: images are flipped and warped,
   *     measurements flipped together with their masks
   */
  Batches(Material data, int[] rows, int batch, long seed, boolean augmented) {
    this(data, rows, batch, seed, augmented, "batch");
  }

  /**
   * @param shuffling the stream of random numbers that the order follows
   */
  Batches(Material data, int[] rows, int batch, long seed, boolean augmented, String shuffling) {
    this.shuffling = shuffling;
    this.data = data;
    this.rows = rows.clone();
    this.batch = batch;
    this.seed = seed;
    this.augmented = augmented;
    this.noise = new Noise(seed);
  }

  /** The batch of this step; that of the next is begun. */
  Batch at(int step) {
    var now = aheadStep == step ? ahead : begun(step);
    try {
      var batch = now.join();
      ahead = begun(step + 1);
      aheadStep = step + 1;
      return batch;
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException why ? why : e;
    }
  }

  private CompletableFuture<Batch> begun(int step) {
    return CompletableFuture.supplyAsync(() -> made(step));
  }

  private Batch made(int step) {
    var places = new int[batch];
    var passes = new int[batch];
    long first = (long) step * batch;
    for (int k = 0; k < batch; k++) {
      passes[k] = (int) ((first + k) / rows.length);
      places[k] = rows[order(passes[k])[(int) ((first + k) % rows.length)]];
    }
    return of(places, passes, augmented);
  }

  /** These rows as they are, on a visit of their own. */
  Batch plain(int[] places, int visit) {
    var passes = new int[places.length];
    java.util.Arrays.fill(passes, visit);
    return of(places, passes, false);
  }

  private Batch of(int[] places, int[] passes, boolean changed) {
    var shape = data.shape();
    int one = shape[0] * shape[1] * shape[2];
    int last = passes[passes.length - 1];
    var values = new float[places.length * one];
    var ids = new ArrayList<ImageId>(places.length);
    var flipped = new boolean[places.length];
    for (int k = 0; k < places.length; k++) {
      // A set may hold an image more than once; each place has noise of its own.
      // Where a batch spans passes, those of an earlier one say so: the step knows one visit only.
      var origin = data.id(places[k]).toString();
      var own = new ImageId(origin, places[k]);
      ids.add(passes[k] == last ? own : new ImageId(origin + " of pass " + passes[k], places[k]));
      data.read(places[k], values, k * one);
      if (changed && data.clean()) {
        var warp = new Warp(seed, own, passes[k]);
        (data.mirrors() ? warp : warp.unmirrored())
            .apply(values, k * one, shape[0], shape[1], shape[2]);
      } else if (changed) {
        var u = new float[1];
        noise.uniform(STREAM, own, passes[k], u, 0, 1);
        flipped[k] = u[0] < .5f;
      }
    }
    return new Batch(values, ids, places, last, flipped);
  }

  private synchronized int[] order(int wanted) {
    if (wanted != pass) {
      var keys = new float[rows.length];
      noise.uniform(shuffling, new ImageId("pass", wanted), 0, keys, 0, keys.length);
      order =
          IntStream.range(0, keys.length)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> keys[i]))
              .mapToInt(i -> i)
              .toArray();
      pass = wanted;
    }
    return order;
  }
}
