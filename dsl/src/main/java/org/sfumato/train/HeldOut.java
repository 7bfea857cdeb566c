package org.sfumato.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.sfumato.ImageId;
import org.sfumato.random.Noise;

/**
 * Some of the material that is not learnt from: one in twenty images, at most {@link #MOST}, chosen
 * by the seed and their identity. Its loss under the averaged weights, always with the same noise,
 * says whether the training still makes progress; the loss of the steps cannot, because its noise
 * hides small gains and it goes on falling when images are learnt by heart. No image is looked at
 * beyond what the loss itself may see, so a training on measurements stays one.
 */
final class HeldOut {
  static final int MOST = 128;
  static final int LEAST = 2;
  private static final int ONE_IN = 20;

  /** A visit that no training reaches. */
  private static final int VISIT = Integer.MAX_VALUE;

  private final int[] rows;
  private final int[] rest;

  private HeldOut(int[] rows, int[] rest) {
    this.rows = rows;
    this.rest = rest;
  }

  /** Nothing is held out. */
  static HeldOut nothing(Material data) {
    return new HeldOut(new int[0], IntStream.range(0, data.size()).toArray());
  }

  /**
   * An image that stands in the material more than once is held out with all its copies, and a
   * patient with all pairs.
   *
   * @throws IllegalArgumentException if the material is too small
   */
  static HeldOut of(Material data, long seed) {
    Set<String> distinct = new TreeSet<>();
    for (int i = 0; i < data.size(); i++) {
      distinct.add(data.group(i));
    }
    int wanted = Math.min(MOST, distinct.size() / ONE_IN);
    if (wanted < LEAST) {
      throw new IllegalArgumentException(
          "patience(n) holds out one image in %d to see whether there is progress, and %s has %d; it needs at least %d"
              .formatted(ONE_IN, data.text(), distinct.size(), LEAST * ONE_IN));
    }
    var noise = new Noise(seed);
    var chosen = new ArrayList<>(distinct);
    chosen.sort(
        Comparator.comparingDouble(
            (String id) -> noise.uniform("held out", new ImageId(id, 0), 0)));
    var out = new HashSet<>(chosen.subList(0, wanted));
    return new HeldOut(where(data, id -> out.contains(id)), where(data, id -> !out.contains(id)));
  }

  private static int[] where(Material data, java.util.function.Predicate<String> wanted) {
    return IntStream.range(0, data.size()).filter(i -> wanted.test(data.group(i))).toArray();
  }

  /** What is learnt from. */
  int[] rest() {
    return rest.clone();
  }

  int size() {
    return rows.length;
  }

  /** The mean loss of what was held out. */
  double loss(Learner<?> learner, Batches batches, int batch) {
    double sum = 0;
    int most = Math.min(rows.length, MOST);
    for (int from = 0; from < most; from += batch) {
      int to = Math.min(most, from + batch);
      sum += (to - from) * learner.look(batches.plain(Arrays.copyOfRange(rows, from, to), VISIT));
    }
    return sum / most;
  }

  /** The place of the least look, from 0; −1 if there was none. */
  static int best(List<Double> looks) {
    return IntStream.range(0, looks.size())
        .boxed()
        .min(Comparator.comparingDouble(looks::get))
        .orElse(-1);
  }
}
