package org.sfumato.datasets.phantom;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What is wrong with one head: spots that replace tissue, and the few things that push or break.
 * Spots drift and swell with the level but never vanish, so that a label holds on every slice.
 */
record Lesions(
    Noise noise,
    List<Spot> spots,
    double shift,
    double bruise,
    double crescent,
    double crackX,
    double crackY) {

  /**
   * An irregular ellipse in brain coordinates; {@code rim} of oedema around, in units of radius.
   */
  record Spot(
      Tissue core,
      Tissue rim,
      double x,
      double y,
      double radius,
      double stretch,
      double rimWidth,
      double rough,
      double phase) {
    /**
     * Whether the core takes the place of this tissue: a clot and a mass fill, the others change.
     */
    boolean grows(Tissue own) {
      return switch (core) {
        case WHITE_MATTER_LESION -> own == Tissue.WHITE;
        case INFARCT, CALCIFICATION -> own != Tissue.CSF;
        default -> true;
      };
    }
  }

  static Lesions of(SplittableRandom random, Noise noise, Set<Finding> findings) {
    var spots = new ArrayList<Spot>();
    double shift = 0;
    double crescent = 0;
    double crackX = 0;
    double crackY = 0;
    double bruise = 0;
    // One stream per finding: adding a second finding leaves the first where it was.
    for (Finding finding : Finding.values()) {
      var r = random.split();
      double side = r.nextBoolean() ? 1 : -1;
      if (!findings.contains(finding)) {
        continue;
      }
      switch (finding) {
        case INFARCT ->
            spots.add(
                new Spot(
                    Tissue.INFARCT,
                    null,
                    side * Shape.spread(r, 0.37, 0.06),
                    Shape.spread(r, -0.02, 0.35),
                    Shape.spread(r, 0.19, 0.05),
                    Shape.spread(r, 1, 0.3),
                    0,
                    0.55,
                    10 * r.nextDouble()));
        case HAEMORRHAGE ->
            spots.add(
                new Spot(
                    Tissue.HAEMORRHAGE,
                    Tissue.OEDEMA,
                    side * Shape.spread(r, 0.27, 0.06),
                    Shape.spread(r, 0.02, 0.25),
                    Shape.spread(r, 0.10, 0.03),
                    Shape.spread(r, 1.2, 0.4),
                    0.35,
                    0.4,
                    10 * r.nextDouble()));
        case MASS -> mass(spots, r, side);
        case CALCIFICATION ->
            scatter(spots, r, 4, Tissue.CALCIFICATION, 0.11, 0.32, 0.10, 0.024, 0.008);
        case WHITE_MATTER_HYPERINTENSITIES ->
            scatter(spots, r, 11, Tissue.WHITE_MATTER_LESION, 0.16, 0.36, 0.42, 0.035, 0.016);
        case MIDLINE_SHIFT -> shift = side * Shape.spread(r, 0.15, 0.03);
        case SUBDURAL_HAEMATOMA -> {
          crescent = side * Shape.spread(r, 0.075, 0.025);
          bruise = Shape.spread(r, 0.1, 0.4);
        }
        case FRACTURE -> {
          double angle = Shape.spread(r, 0, 1.2);
          crackX = side * StrictMath.cos(angle);
          crackY = StrictMath.sin(angle);
        }
        default -> {
          // Atrophy and hydrocephalus are shapes of the brain itself.
        }
      }
    }
    return new Lesions(noise, List.copyOf(spots), shift, bruise, crescent, crackX, crackY);
  }

  private static void mass(List<Spot> spots, SplittableRandom r, double side) {
    double x = side * Shape.spread(r, 0.30, 0.12);
    double y = Shape.spread(r, 0, 0.45);
    double radius = Shape.spread(r, 0.105, 0.03);
    double phase = 10 * r.nextDouble();
    if (r.nextDouble() < 0.6) {
      spots.add(new Spot(Tissue.NECROSIS, null, x, y, 0.5 * radius, 1, 0, 0.3, phase));
    }
    spots.add(new Spot(Tissue.TUMOUR, Tissue.OEDEMA, x, y, radius, 1, 0.5, 0.3, phase));
  }

  private static void scatter(
      List<Spot> spots,
      SplittableRandom r,
      int count,
      Tissue tissue,
      double near,
      double far,
      double length,
      double radius,
      double reach) {
    for (int i = 0; i < count; i++) {
      double x = (i % 2 == 0 ? 1 : -1) * (near + (far - near) * r.nextDouble());
      spots.add(
          new Spot(
              tissue,
              null,
              x,
              Shape.spread(r, 0, length),
              Shape.spread(r, radius, reach),
              Shape.spread(r, 1, 0.3),
              0,
              0.4,
              10 * r.nextDouble()));
    }
  }

  Plane at(double level) {
    return new Plane(this, level);
  }

  /** One level of the lesions. */
  static final class Plane {
    private final Lesions all;
    private final double level;
    private final Spot[] spots;

    Plane(Lesions all, double level) {
      this.all = all;
      this.level = level;
      this.spots = new Spot[all.spots.size()];
      for (int i = 0; i < spots.length; i++) {
        Spot s = all.spots.get(i);
        double swing = 6 * level + s.phase;
        spots[i] =
            new Spot(
                s.core,
                s.rim,
                s.x + 0.03 * StrictMath.sin(swing),
                s.y + 0.04 * StrictMath.cos(swing),
                s.radius * (0.9 + 0.12 * StrictMath.sin(1.7 * swing)),
                s.stretch,
                s.rimWidth,
                s.rough,
                s.phase);
      }
    }

    /** The tissue after disease; (x, y) relative to the head's reach at this level. */
    Tissue replace(Tissue own, double x, double y) {
      if (spots.length == 0) {
        return own;
      }
      double warp = all.noise.at(6 * x + 80.4, 6 * y + 33.3, 5 * level);
      for (Spot s : spots) {
        double dx = x - s.x;
        double dy = (y - s.y) / s.stretch;
        double d = Math.sqrt(dx * dx + dy * dy) / s.radius + s.rough * warp;
        if (d < 1) {
          return s.grows(own) ? s.core : own;
        }
        // Oedema follows white matter and spares cortex.
        if (s.rim != null && d < 1 + s.rimWidth && own == Tissue.WHITE) {
          return s.rim;
        }
      }
      return own;
    }

    /** How far the brain's midline is pushed, most at the middle of the head. */
    double shift(double u, double v) {
      return all.shift == 0 ? 0 : all.shift * StrictMath.exp(-2.2 * u * u - 3 * v * v);
    }

    /** Blood between skull and brain, or null. */
    Tissue outside(double cx, double cy, double inner) {
      return all.crescent != 0 && inner > 0 && inner < press(cx, cy) - 0.008
          ? Tissue.SUBDURAL
          : null;
    }

    /** How far the brain's surface is pressed in. */
    double press(double cx, double cy) {
      if (all.crescent == 0 || cx * all.crescent <= 0) {
        return 0;
      }
      double t = (cy - all.bruise) / 0.8;
      return Math.abs(all.crescent) * Math.max(0, 1 - t * t) * Math.min(1, 2.5 * Math.abs(cx));
    }

    /** Whether the skull is open in this direction. */
    boolean broken(double cx, double cy) {
      return cracked() && Math.abs(cx * all.crackY - cy * all.crackX) < 0.028 && ahead(cx, cy);
    }

    /** How far the skull is driven in beside the crack. */
    double step(double cx, double cy) {
      double across = cx * all.crackY - cy * all.crackX;
      return cracked() && ahead(cx, cy) && across > 0 && across < 0.25
          ? 0.035 * (1 - across / 0.25)
          : 0;
    }

    /** How much the scalp over the crack is swollen. */
    double swelling(double cx, double cy) {
      if (!cracked() || !ahead(cx, cy)) {
        return 0;
      }
      double across = (cx * all.crackY - cy * all.crackX) / 0.35;
      return 0.04 * Math.max(0, 1 - across * across);
    }

    private boolean cracked() {
      return all.crackX != 0 || all.crackY != 0;
    }

    private boolean ahead(double cx, double cy) {
      return cx * all.crackX + cy * all.crackY > 0;
    }
  }
}
