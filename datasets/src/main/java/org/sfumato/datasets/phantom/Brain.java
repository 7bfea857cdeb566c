package org.sfumato.datasets.phantom;

import java.util.Set;
import java.util.SplittableRandom;

/**
 * The brain of one head. Sulci are the zero lines of a smooth random function, drawn out towards
 * the skull, with cortex on both banks; ventricles and deep grey are tapered capsules and ellipses
 * whose size follows the level.
 */
record Brain(
    Noise noise,
    double ventricles,
    double third,
    double sulcus,
    double cortex,
    double rimFactor,
    double folding,
    double lopsided,
    double wander) {

  static Brain of(SplittableRandom r, Noise noise, Set<Finding> findings) {
    double ventricles = Shape.spread(r, 1, 0.3);
    double sulcus = Shape.spread(r, 0.0065, 0.003);
    double cortex = Shape.spread(r, 0.033, 0.004);
    double folding = Shape.spread(r, 7.6, 1.0);
    double lopsided = Shape.spread(r, 0, 0.2);
    double wander = Shape.spread(r, 0, 0.02);
    double third = 1;
    double rim = 1;
    if (findings.contains(Finding.ATROPHY)) {
      ventricles = 0.9 * ventricles + 0.45;
      third = 1.8;
      sulcus += 0.011;
      rim = 1.8;
      cortex *= 0.85;
    }
    if (findings.contains(Finding.HYDROCEPHALUS)) {
      ventricles = 0.8 * ventricles + 0.9;
      third = 2.4;
      sulcus *= 0.5;
      rim *= 0.6;
    }
    return new Brain(noise, ventricles, third, sulcus, cortex, rim, folding, lopsided, wander);
  }

  Plane at(double level) {
    return new Plane(this, level);
  }

  /** 1 at the centre, 0 at centre ± reach, round in between. */
  static double dome(double level, double centre, double reach) {
    double t = (level - centre) / reach;
    return Math.sqrt(Math.max(0, 1 - t * t));
  }

  /** One level of the brain, with everything that depends on the level alone worked out. */
  static final class Plane {
    private final Brain b;
    private final double level;
    private final double[] slope = new double[2];
    private final double frontal;
    private final double body;
    private final double atrium;
    private final double third;
    private final double nuclei;
    private final double sylvian;
    private final double fissureFront;
    private final double fissureBack;
    private final double sulcalDepth;
    private final double hind;

    Plane(Brain b, double level) {
      this.b = b;
      this.level = level;
      double v = b.ventricles;
      double grow = 0.04 * Math.max(0, v - 1);
      frontal = 0.036 * v * dome(level, 0.50, 0.12 + grow);
      body = 0.034 * v * dome(level, 0.60, 0.09 + 2 * grow);
      atrium = 0.036 * v * dome(level, 0.48, 0.13 + grow);
      third = 0.014 * b.third * dome(level, 0.40, 0.10);
      nuclei = dome(level, 0.46, 0.13);
      sylvian = dome(level, 0.40, 0.15);
      // The callosum and the nuclei below it bridge the midline; above it nothing does.
      double bridge = dome(level, 0.46, 0.22);
      fissureFront = 0.02 + 0.30 * bridge;
      fissureBack = -0.02 - 0.34 * bridge;
      hind = Math.max(0, Math.min(1, (0.42 - level) / 0.3));
      sulcalDepth = 0.15 + 0.35 * Math.max(0, level - 0.58);
    }

    double rim(double width) {
      return width * b.rimFactor;
    }

    /** The tissue at (u, v), {@code depth} below the brain's surface, in direction (cx, cy). */
    Tissue tissue(double u, double v, double r, double cx, double cy, double depth) {
      double side = u < 0 ? -1 : 1;
      double mid = u - b.wander * (v - v * v * v) * 2 - 0.012 * b.noise.at(2.5 * v, 0.5, 3 * level);
      double x = Math.abs(mid);
      double wide = 1 + side * b.lopsided;
      if (ventricle(x, v, wide)) {
        return Tissue.CSF;
      }
      if (hind > 0) {
        Tissue low = hindbrain(x, v, depth);
        if (low != null) {
          return low;
        }
      }
      if (nuclei > 0.25) {
        Tissue deep = nucleus(x, v);
        if (deep != null) {
          return deep;
        }
      }
      double open = Math.min(fissureFront - v, v - fissureBack);
      double fissure = open > 0 ? StrictMath.hypot(x, open) : x;
      double gap = 0.010 * b.rimFactor + 0.3 * b.sulcus;
      double lateral = sylvian > 0 ? sylvian(x, v) : 1;
      double fold = fold(u, v, r, cx, cy, Math.min(Math.min(depth, fissure), lateral + 0.06));
      double width = b.sulcus * (1.25 - 2 * Math.min(0.4, depth));
      double cleft = (0.010 + b.sulcus) * sylvian;
      if (fissure < gap || fold < width || lateral < cleft) {
        return Tissue.CSF;
      }
      double bank =
          Math.min(Math.min(depth, fissure - gap), Math.min(fold - width, lateral - cleft));
      return bank < b.cortex ? Tissue.GREY : Tissue.WHITE;
    }

    /** Distance to the nearest sulcus; it grows where the brain lies deeper than sulci reach. */
    private double fold(double u, double v, double r, double cx, double cy, double deep) {
      double limit = sulcalDepth + 0.08 * b.noise.at(3 * u + 50.2, 3 * v + 9.9, 4 * level);
      double beyond = Math.max(0, deep - limit);
      if (beyond > 0.12) {
        return 1;
      }
      // Near the skull folds run inwards: a radius grows more slowly here than an arc does.
      double root = Math.sqrt(0.6 * r);
      double rho = 0.45 * r + 0.55 * root;
      double radial = 0.45 + 0.275 * root / r;
      double f = b.folding;
      double bend = 0.55 * b.noise.at(8 * u + 3.3, 9 * v + 61.7, 6 * level);
      double n =
          b.noise.at(f * rho * cx + 70.1 + bend, f * rho * cy + 20.7 - bend, 8 * level, slope);
      double outward = (slope[0] * cx + slope[1] * cy) * radial;
      double along = (slope[1] * cx - slope[0] * cy) * rho / r;
      double steep = Math.sqrt(outward * outward + along * along) * f;
      return Math.abs(n) / (steep + 0.8) + beyond;
    }

    private boolean ventricle(double x, double v, double wide) {
      return frontal > 0
              && taper(x, v, 0.035, 0.13, 0.105, 0.29, 0.6 * frontal * wide, frontal * wide)
          || body > 0 && taper(x, v, 0.055, 0.27, 0.10, -0.22, 0.8 * body * wide, body * wide)
          || atrium > 0
              && taper(x, v, 0.13, -0.15, 0.205, -0.40, atrium * wide, 0.6 * atrium * wide)
          || third > 0 && x < third && v < 0.10 && v > -0.16;
    }

    private Tissue nucleus(double x, double v) {
      double s = 0.7 + 0.3 * nuclei;
      if (inEllipse(x - 0.145, v - 0.21, 0.045 * s, 0.095 * s, -0.35)
          || inEllipse(x - 0.115, v + 0.07, 0.085 * s, 0.125 * s, 0.35)
          || inEllipse(x - 0.285, v - 0.09, 0.05 * s, 0.165 * s, 0.22)) {
        return Tissue.DEEP_GREY;
      }
      return null;
    }

    /**
     * Below the thalamus: brain stem in its cisterns, cerebellum under the tentorium; else null.
     */
    private Tissue hindbrain(double x, double v, double depth) {
      double rough = b.noise.at(9 * x + 2.2, 9 * v + 77.7, 7 * level);
      double stem = StrictMath.hypot(x / 1.15, v + 0.13) - 0.09 - 0.03 * hind + 0.02 * rough;
      if (stem < 0) {
        return StrictMath.hypot(x, v + 0.19) < 0.012
            ? Tissue.CSF
            : stem > -0.02 ? Tissue.GREY : Tissue.WHITE;
      }
      double star =
          StrictMath.hypot(0.8 * x, v - 0.05) - 0.055 * dome(level, 0.28, 0.12) + 0.06 * rough;
      if (star < 0 || stem < 0.012 + 0.02 * rough && hind > 0.15) {
        return Tissue.CSF;
      }
      double fourth = StrictMath.hypot(x, v + 0.31) - 0.05 * dome(level, 0.14, 0.14);
      if (fourth < 0) {
        return Tissue.CSF;
      }
      double tent = -0.26 - v - 0.3 * x * x / (0.15 + hind) - 0.4 * Math.max(0, 0.3 - hind);
      if (tent < 0 || hind < 0.12) {
        return null;
      }
      if (tent < 0.018) {
        return Tissue.CSF;
      }
      double leaf = Math.abs(b.noise.at(9 * x + 5.5, 24 * (v + 0.8 * x * x) + 1.1, 9 * level));
      double marrow = StrictMath.hypot((x - 0.2) / 1.6, v + 0.42) - 0.09;
      return leaf < 0.05 && depth < 0.2
          ? Tissue.CSF
          : marrow < 0.05 * leaf ? Tissue.WHITE : Tissue.GREY;
    }

    /** Distance to the lateral cleft: from the surface inwards, then along the insula. */
    private double sylvian(double x, double v) {
      double off = 0.25 * (1 - sylvian);
      return off
          + Math.min(
              segment(x, v, 0.40, 0.13, 0.62, 0.02), segment(x, v, 0.385, 0.24, 0.40, -0.08));
    }

    private static boolean inEllipse(double x, double y, double a, double c, double tilt) {
      double xx = (x + tilt * y) / a;
      double yy = y / c;
      return xx * xx + yy * yy < 1;
    }

    private static double segment(double x, double y, double ax, double ay, double bx, double by) {
      double t = along(x, y, ax, ay, bx, by);
      return StrictMath.hypot(x - ax - t * (bx - ax), y - ay - t * (by - ay));
    }

    private static boolean taper(
        double x, double y, double ax, double ay, double bx, double by, double ra, double rb) {
      double t = along(x, y, ax, ay, bx, by);
      double dx = x - ax - t * (bx - ax);
      double dy = y - ay - t * (by - ay);
      double radius = ra + t * (rb - ra);
      return dx * dx + dy * dy < radius * radius;
    }

    private static double along(double x, double y, double ax, double ay, double bx, double by) {
      double dx = bx - ax;
      double dy = by - ay;
      return Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
    }
  }
}
