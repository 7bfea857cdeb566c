package org.sfumato.train;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.sfumato.ImageId;

/**
 * Looks for pictures that stand in a set of masked images more than once, as they are or mirrored:
 * two agree wherever both were seen. Different pictures agree in a few pixels too, mostly in those
 * of the background, so agreement counts only in pixels that are not of an image's commonest value,
 * in at least {@link #PIXELS} of them with {@link #VALUES} different values. Of a large set {@link
 * #MOST} images are compared; a set in which many pictures have a twin is found out by those.
 */
final class Twins {
  private static final int MOST = 2000;
  private static final int PIXELS = 6;
  private static final int VALUES = 4;

  /** A set may hold a picture twice by nature; more than this share has a reason. */
  private static final double SHARE = .01;

  private static final String[] HOW = {
    "the same picture",
    "a picture and its mirror image",
    "a picture and its upside-down image",
    "a picture and itself turned by half"
  };

  /** Two that show the same picture. */
  record Pair(ImageId a, ImageId b, String how) {}

  /** A masked image: NaN where it is hidden. */
  private record Seen(ImageId id, float[] values, int[] telling) {}

  private final int height;
  private final int width;
  private final int all;
  private final List<Seen> seen = new ArrayList<>();

  Twins(int height, int width, int all) {
    this.height = height;
    this.width = width;
    this.all = all;
  }

  /** The places that are compared: all, or some by their identity's key. */
  BitSet chosen(List<ImageId> ids) {
    var chosen = new BitSet();
    IntStream.range(0, ids.size())
        .boxed()
        .sorted(Comparator.comparingLong(i -> ids.get(i).key()))
        .limit(MOST)
        .forEach(chosen::set);
    return chosen;
  }

  void add(ImageId id, float[] row, float[] measured, int at) {
    var values = row.clone();
    var usual = commonest(row, measured, at);
    for (int k = 0; k < values.length; k++) {
      values[k] = measured[at + k] > 0 ? values[k] : Float.NaN;
    }
    var telling =
        IntStream.range(0, values.length)
            .filter(k -> !Float.isNaN(values[k]) && values[k] != usual)
            .toArray();
    seen.add(new Seen(id, values, telling));
  }

  private static float commonest(float[] row, float[] measured, int at) {
    var counts = new java.util.HashMap<Float, Integer>();
    for (int k = 0; k < row.length; k++) {
      if (measured[at + k] > 0) {
        counts.merge(row[k], 1, Integer::sum);
      }
    }
    return counts.entrySet().stream()
        .max(java.util.Map.Entry.comparingByValue())
        .map(java.util.Map.Entry::getKey)
        .orElse(Float.NaN);
  }

  /** The first pair, if so many images have a twin that it is no accident. */
  Optional<Pair> found() {
    Pair first = null;
    int pairs = 0;
    for (int i = 0; i < seen.size(); i++) {
      for (int j = i + 1; j < seen.size(); j++) {
        var pair = pair(seen.get(i), seen.get(j));
        if (pair != null) {
          pairs++;
          first = first == null ? pair : first;
        }
      }
    }
    int n = seen.size();
    // Of a part of the set, few pairs have both in it.
    double share = n < 2 ? 0 : 2.0 * pairs / n * (all - 1) / (n - 1);
    return share >= SHARE ? Optional.ofNullable(first) : Optional.empty();
  }

  private Pair pair(Seen a, Seen b) {
    if (a.id.equals(b.id)) {
      return null;
    }
    for (int how = 0; how < HOW.length; how++) {
      if (agree(a, b, how)) {
        return new Pair(a.id, b.id, HOW[how]);
      }
    }
    return null;
  }

  private boolean agree(Seen a, Seen b, int how) {
    int both = 0;
    Set<Float> values = null;
    for (int k : a.telling) {
      float other = b.values[mirrored(k, how)];
      if (Float.isNaN(other)) {
        continue;
      }
      if (other != a.values[k]) {
        return false;
      }
      both++;
      values = values == null ? new HashSet<>() : values;
      values.add(other);
    }
    return both >= PIXELS && values.size() >= VALUES;
  }

  private int mirrored(int k, int how) {
    int plane = k / (height * width);
    int i = k / width % height;
    int j = k % width;
    int row = how >= 2 ? height - 1 - i : i;
    int column = how % 2 == 1 ? width - 1 - j : j;
    return (plane * height + row) * width + column;
  }
}
