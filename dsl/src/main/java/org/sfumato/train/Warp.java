package org.sfumato.train;

import org.sfumato.ImageId;
import org.sfumato.random.Noise;

/**
 * Gentle augmentation of a picture: a left-right flip half of the time, a small rotation, scale,
 * shear and shift, a smooth displacement, and a small change of gain. Keyed by (seed, image,
 * visit), so a resumed training sees the same pictures.
 */
final class Warp {
  private static final int KNOTS = 4;

  private final Noise noise;
  private final ImageId id;
  private final int visit;
  private final boolean mirrors;

  Warp(long seed, ImageId id, int visit) {
    this(new Noise(seed), id, visit, true);
  }

  private Warp(Noise noise, ImageId id, int visit, boolean mirrors) {
    this.noise = noise;
    this.id = id;
    this.visit = visit;
    this.mirrors = mirrors;
  }

  /** The same without the flip. */
  Warp unmirrored() {
    return new Warp(noise, id, visit, false);
  }

  /** Warps {@code c} planes of {@code h}×{@code w} that begin at {@code at}, in place. */
  void apply(float[] values, int at, int c, int h, int w) {
    var u = new float[8 + 2 * KNOTS * KNOTS];
    noise.uniform("augmentation", id, visit, u, 0, u.length);
    boolean flip = mirrors && u[0] < .5f;
    double angle = Math.toRadians(8) * (2 * u[1] - 1);
    double sx = 1 + .07 * (2 * u[2] - 1);
    double sy = 1 + .07 * (2 * u[3] - 1);
    double shear = .05 * (2 * u[4] - 1);
    double dx = .04 * w * (2 * u[5] - 1);
    double dy = .04 * h * (2 * u[6] - 1);
    float gain = 1 + .06f * (2 * u[7] - 1);
    double bend = .018 * Math.min(h, w);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    var from = new float[c * h * w];
    System.arraycopy(values, at, from, 0, from.length);
    for (int i = 0; i < h; i++) {
      for (int j = 0; j < w; j++) {
        double y = i - (h - 1) / 2.0;
        double x = j - (w - 1) / 2.0;
        if (flip) {
          x = -x;
        }
        double gx = (double) j / (w - 1) * (KNOTS - 1);
        double gy = (double) i / (h - 1) * (KNOTS - 1);
        double px =
            (cos * x - sin * y) * sx + shear * y + dx + bend * knot(u, 8, gx, gy) + (w - 1) / 2.0;
        double py =
            (sin * x + cos * y) * sy
                + dy
                + bend * knot(u, 8 + KNOTS * KNOTS, gx, gy)
                + (h - 1) / 2.0;
        for (int k = 0; k < c; k++) {
          values[at + (k * h + i) * w + j] =
              Math.min(1, gain * sample(from, k * h * w, h, w, py, px));
        }
      }
    }
  }

  /** A smooth field between the knots, in [−1, 1]. */
  private static double knot(float[] u, int at, double x, double y) {
    int x0 = Math.min(KNOTS - 2, (int) x);
    int y0 = Math.min(KNOTS - 2, (int) y);
    double fx = smooth(x - x0);
    double fy = smooth(y - y0);
    double a = u[at + y0 * KNOTS + x0] * (1 - fx) + u[at + y0 * KNOTS + x0 + 1] * fx;
    double b = u[at + (y0 + 1) * KNOTS + x0] * (1 - fx) + u[at + (y0 + 1) * KNOTS + x0 + 1] * fx;
    return 2 * (a * (1 - fy) + b * fy) - 1;
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }

  /**
   * Catmull–Rom interpolation, black outside; it keeps edges that bilinear sampling would soften.
   */
  private static float sample(float[] v, int at, int h, int w, double y, double x) {
    int y0 = (int) Math.floor(y);
    int x0 = (int) Math.floor(x);
    double fy = y - y0;
    double fx = x - x0;
    double sum = 0;
    for (int i = -1; i <= 2; i++) {
      int yy = y0 + i;
      if (yy < 0 || yy >= h) {
        continue;
      }
      double row = 0;
      for (int j = -1; j <= 2; j++) {
        int xx = x0 + j;
        if (xx >= 0 && xx < w) {
          row += cubic(j - fx) * v[at + yy * w + xx];
        }
      }
      sum += cubic(i - fy) * row;
    }
    return (float) Math.max(0, sum);
  }

  private static double cubic(double t) {
    double a = Math.abs(t);
    if (a < 1) {
      return 1 - a * a * (2.5 - 1.5 * a);
    }
    return a < 2 ? 2 + a * (-4 + a * (2.5 - .5 * a)) : 0;
  }
}
