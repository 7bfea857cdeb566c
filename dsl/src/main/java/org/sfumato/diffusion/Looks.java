package org.sfumato.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.util.HashMap;
import java.util.Map;
import org.sfumato.engine.Torch;

/**
 * Where the places of each image have looked for a word so far in a run: the mean of heads and of
 * the layers at the finest resolution that has attention, at most 16×16, summed over evaluations.
 */
final class Looks {
  private static final int HEADS_AXES = 4;

  /** Prompt-to-Prompt's: how much of the most a place has that changes. */
  private static final double THRESHOLD = .3;

  /** And from when on. */
  private static final double BEGIN = .2;

  private static final int MOST_PLACES = 256;

  private final int[][] tokens;
  private final Map<Integer, double[]> sums = new HashMap<>();
  private final Map<Integer, Integer> counts = new HashMap<>();

  /**
   * @param tokens of the word, for each row of the run
   */
  Looks(int[][] tokens) {
    this.tokens = tokens;
  }

  /**
   * @param maps of one evaluation
   * @param free rows of them before those of the run
   */
  void add(NDList maps, int[] rows, int free) {
    long finest =
        maps.stream()
            .filter(m -> m.getShape().dimension() == HEADS_AXES)
            .mapToLong(m -> m.getShape().get(2))
            .filter(p -> p <= MOST_PLACES)
            .max()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "attention to words is kept at 16×16 and below, and this network has none there"));
    for (var map : maps) {
      var shape = map.getShape();
      if (shape.dimension() == HEADS_AXES && shape.get(2) == finest) {
        add(map.mean(new int[] {1}), rows, free);
      }
    }
  }

  private void add(NDArray map, int[] rows, int free) {
    int places = (int) map.getShape().get(1);
    int length = (int) map.getShape().get(2);
    float[] v = map.toType(DataType.FLOAT32, false).toFloatArray();
    for (int k = 0; k < rows.length; k++) {
      if (k > 0 && rows[k] <= rows[k - 1]) {
        break;
      }
      var sum = sums.computeIfAbsent(rows[k], r -> new double[places]);
      for (int p = 0; p < places; p++) {
        for (int t : tokens[tokens.length == 1 ? 0 : rows[k]]) {
          sum[p] += v[((free + k) * places + p) * length + t];
        }
      }
      counts.merge(rows[k], 1, Integer::sum);
    }
  }

  /** The mean attention of each place of a row, row by row. */
  float[] mean(int row) {
    var sum = sums.get(row);
    var mean = new float[sum.length];
    for (int p = 0; p < mean.length; p++) {
      mean[p] = (float) (sum[p] / counts.get(row));
    }
    return mean;
  }

  /** Edits where either text's word is looked at, and sources elsewhere. */
  NDArray blended(NDArray x, int[] rows, double progress) {
    if (progress < BEGIN) {
      return x;
    }
    var shape = x.getShape();
    int c = (int) shape.get(1);
    int h = (int) shape.get(2);
    int w = (int) shape.get(3);
    float[] v = x.toFloatArray();
    for (int k = 0; k < rows.length; k++) {
      if (rows[k] % 2 == 1) {
        int source = EditedText.first(rows, rows[k] - 1);
        var one = mask(rows[k] - 1);
        var other = mask(rows[k]);
        int side = (int) Math.round(Math.sqrt(one.length));
        for (int p = 0; p < c * h * w; p++) {
          int place = p / w % h * side / h * side + p % w * side / w;
          if (!one[place] && !other[place]) {
            v[k * c * h * w + p] = v[source * c * h * w + p];
          }
        }
      }
    }
    return Torch.manager().create(v, shape);
  }

  /** The largest of 3×3, against the largest of all. */
  private boolean[] mask(int row) {
    var sum = sums.get(row);
    int side = (int) Math.round(Math.sqrt(sum.length));
    var pooled = new double[sum.length];
    double most = 0;
    for (int p = 0; p < sum.length; p++) {
      for (int i = Math.max(0, p / side - 1); i <= Math.min(side - 1, p / side + 1); i++) {
        for (int j = Math.max(0, p % side - 1); j <= Math.min(side - 1, p % side + 1); j++) {
          pooled[p] = Math.max(pooled[p], sum[i * side + j]);
        }
      }
      most = Math.max(most, pooled[p]);
    }
    var mask = new boolean[sum.length];
    for (int p = 0; p < mask.length; p++) {
      mask[p] = pooled[p] > THRESHOLD * most;
    }
    return mask;
  }
}
