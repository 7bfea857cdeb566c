package org.sfumato.datasets.phantom;

/** Asks, for points of one axial plane, which tissue lies there: skin inwards. */
final class Cut {
  private final Shape shape;
  private final Noise noise;
  private final Brain.Plane brain;
  private final Lesions.Plane lesions;
  private final double level;
  private final double reach;
  private final double cos;
  private final double sin;

  Cut(Shape shape, Noise noise, Brain.Plane brain, Lesions.Plane lesions, double level) {
    this.shape = shape;
    this.noise = noise;
    this.brain = brain;
    this.lesions = lesions;
    this.level = level;
    this.reach = shape.reach(level);
    this.cos = StrictMath.cos(shape.turn()) / shape.zoom();
    this.sin = StrictMath.sin(shape.turn()) / shape.zoom();
  }

  /** The tissue at x (to the picture's right) and y (to the front), both in [-1, 1]. */
  Tissue tissue(double x, double y) {
    double dx = x - shape.shiftX();
    double dy = y - shape.shiftY();
    double u = cos * dx + sin * dy;
    double v = cos * dy - sin * dx;
    double r2 = u * u + v * v;
    if (r2 > 1.1) {
      return Tissue.AIR;
    }
    u += 0.055 * noise.at(1.3 * u + 11.7, 1.3 * v + 3.1, 1.5 * level);
    v += 0.055 * noise.at(1.3 * u + 23.4, 1.3 * v + 17.9, 1.5 * level);
    double r = Math.sqrt(u * u + v * v) + 1e-9;
    double cx = u / r;
    double cy = v / r;
    double depth = shape.radius(cx, cy) * reach - r;
    double ripple = noise.at(3 * cx + 40.5, 3 * cy + 2.5, 5 * level);
    double flank =
        Math.max(0, 1 - Math.abs(cy - 0.15) / 0.6)
            * Math.max(0, Math.min(1, (0.55 - level) / 0.15));
    double scalp = shape.scalp() * (1 + 0.3 * ripple + 0.5 * flank) + lesions.swelling(cx, cy);
    depth += lesions.swelling(cx, cy);
    if (depth < 0) {
      return Tissue.AIR;
    }
    if (depth < scalp) {
      // Skin outside; the temporal muscle fills the flanks up to the temporal line.
      return depth < 0.016 || depth > 0.45 * scalp && flank > 0.2 ? Tissue.MUSCLE : Tissue.SCALP;
    }
    double skull = shape.skull() * (1 + 0.35 * cy * cy - 0.3 * ripple) * (2 - reach);
    double bone = (depth - scalp - lesions.step(cx, cy)) / skull;
    if (bone < 1) {
      return lesions.broken(cx, cy) || bone < 0
          ? Tissue.SCALP
          : bone > 0.38 && bone < 0.66 ? Tissue.MARROW : Tissue.SKULL;
    }
    double inner = depth - scalp - skull;
    Tissue outside = lesions.outside(cx, cy, inner);
    if (outside != null) {
      return outside;
    }
    inner -= lesions.press(cx, cy);
    double rim = brain.rim(shape.rim()) * (1 + 0.6 * noise.at(4 * u + 8.8, 4 * v + 6.6, 5 * level));
    if (inner < rim) {
      return Tissue.CSF;
    }
    double moved = u - lesions.shift(u, v);
    Tissue own = brain.tissue(moved, v, r, cx, cy, inner - rim);
    return lesions.replace(own, u / reach, v / reach);
  }
}
