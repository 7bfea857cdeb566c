package org.sfumato.datasets.phantom;

import java.util.SplittableRandom;

/**
 * The outline of one head and the thickness of its layers. Lengths are in half-frames: the picture
 * spans [-1, 1], so 1 mm is about .0092.
 */
record Shape(
    double halfWidth,
    double halfLength,
    double egg,
    double square,
    double scalp,
    double skull,
    double rim,
    double turn,
    double shiftX,
    double shiftY,
    double zoom,
    double skew) {

  static Shape of(SplittableRandom r) {
    return new Shape(
        spread(r, 0.745, 0.03),
        spread(r, 0.875, 0.02),
        spread(r, 0.05, 0.03),
        spread(r, -0.003, 0.008),
        spread(r, 0.052, 0.014),
        spread(r, 0.060, 0.014),
        spread(r, 0.018, 0.008),
        spread(r, 0, 0.08),
        spread(r, 0, 0.02),
        spread(r, 0, 0.015),
        spread(r, 0.985, 0.025),
        spread(r, 0, 0.02));
  }

  static double spread(SplittableRandom r, double centre, double reach) {
    return centre + reach * (r.nextDouble() + r.nextDouble() - 1);
  }

  /** How far the head reaches at a level, relative to its widest cut: an ellipsoid, blunted. */
  double reach(double level) {
    double t = (level - 0.42) / 0.68;
    return StrictMath.pow(Math.max(0.05, 1 - t * t), 0.38);
  }

  /**
   * Distance from the axis to the skin in direction (cx, cy), a unit vector with cy to the front.
   */
  double radius(double cx, double cy) {
    double w = halfWidth * (1 - egg * cy - 0.03 * cy * cy * cy);
    double ellipse = 1 / Math.sqrt(cx * cx / (w * w) + cy * cy / (halfLength * halfLength));
    double c2 = cx * cx;
    return ellipse * (1 + square * (8 * c2 * c2 - 8 * c2 + 1) + skew * cx * cy);
  }
}
