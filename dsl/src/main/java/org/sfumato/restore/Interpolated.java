package org.sfumato.restore;

import java.util.Optional;
import java.util.stream.IntStream;
import org.sfumato.Cancel;
import org.sfumato.Cost;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Measurements;
import org.sfumato.Provenance;
import org.sfumato.Restorer;
import org.sfumato.engine.Resident;

/**
 * Linear interpolation of missing pixels from those that were seen: a plane over each triangle of
 * their Delaunay triangulation, and the nearest pixel outside of their hull, as SciPy's {@code
 * griddata} does both. It knows nothing about images, so it is the floor that a method has to stand
 * on. Each channel is interpolated by itself; what was seen stays as it is, its noise included.
 */
public record Interpolated() implements Restorer {
  @Override
  public Images restore(Measurements y) {
    long began = System.nanoTime();
    Resident.watch();
    float[] seen = Seen.of("interpolated()", y);
    int[] shape = y.imageShape();
    int area = shape[1] * shape[2];
    float[] values = y.values();
    for (int plane = 0; plane < values.length / area; plane++) {
      if (Cancel.requested()) {
        throw new Interrupted("interpolation stopped at image " + plane / shape[0], null);
      }
      fill(values, seen, plane * area, shape[1], shape[2], plane / shape[0]);
    }
    for (int k = 0; k < values.length; k++) {
      values[k] = Math.min(1, Math.max(0, values[k]));
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    var from = Provenance.of("recipe", text()).with("measurements", y.hash());
    var text = text() + ".restore(" + y.text() + ")";
    return Images.of(values, shape[0], shape[1], shape[2], y.ids(), text, from)
        .costing(new Cost(0, 0, seconds / y.size(), Resident.peak()));
  }

  private static void fill(float[] values, float[] seen, int at, int h, int w, int image) {
    int[] known = IntStream.range(0, h * w).filter(k -> seen[at + k] > 0).toArray();
    if (known.length == 0) {
      throw new IllegalArgumentException(
          "interpolated() has nothing to interpolate from: no pixel of image %d was seen"
              .formatted(image));
    }
    var done = new boolean[h * w];
    for (int k : known) {
      done[k] = true;
    }
    for (var t : Triangulation.of(known, w)) {
      plane(values, at, done, t, w);
    }
    for (int k = 0; k < done.length; k++) {
      if (!done[k]) {
        values[at + k] = values[at + nearest(known, k, w)];
      }
    }
  }

  /** The plane through a triangle's corners, at the pixels in it that are not known yet. */
  private static void plane(
      float[] values, int at, boolean[] done, Triangulation.Triangle t, int w) {
    int left = Math.min(t.a() % w, Math.min(t.b() % w, t.c() % w));
    int right = Math.max(t.a() % w, Math.max(t.b() % w, t.c() % w));
    int top = Math.min(t.a() / w, Math.min(t.b() / w, t.c() / w));
    int bottom = Math.max(t.a() / w, Math.max(t.b() / w, t.c() / w));
    double twice = Triangulation.side(t.a(), t.b(), t.c(), w);
    for (int i = top; i <= bottom; i++) {
      for (int j = left; j <= right; j++) {
        int p = i * w + j;
        long a = Triangulation.side(t.b(), t.c(), p, w);
        long b = Triangulation.side(t.c(), t.a(), p, w);
        long c = Triangulation.side(t.a(), t.b(), p, w);
        if (a >= 0 && b >= 0 && c >= 0 && !done[p]) {
          done[p] = true;
          double v = a * values[at + t.a()] + b * values[at + t.b()] + c * values[at + t.c()];
          values[at + p] = (float) (v / twice);
        }
      }
    }
  }

  /** The first of the nearest. */
  private static int nearest(int[] known, int p, int w) {
    int best = known[0];
    long least = Long.MAX_VALUE;
    for (int k : known) {
      long dx = k % w - p % w;
      long dy = k / w - p / w;
      if (dx * dx + dy * dy < least) {
        least = dx * dx + dy * dy;
        best = k;
      }
    }
    return best;
  }

  @Override
  public String text() {
    return "interpolated()";
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        "\\hat x_p = \\textstyle\\sum_{k=1}^{3} b_k(p)\\, y_{q_k},\\quad p \\in \\triangle(q_1, q_2, q_3)");
  }

  @Override
  public String toString() {
    return text();
  }
}
