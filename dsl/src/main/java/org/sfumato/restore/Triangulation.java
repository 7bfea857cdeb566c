package org.sfumato.restore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The Delaunay triangulation of pixels: no pixel lies inside the circle through a triangle's
 * corners. Corners are added from top to bottom, each joined to the edges of the hull that it sees,
 * and edges are flipped until the condition holds (Lawson 1977); all predicates are in whole
 * numbers, so they are exact. On a grid four pixels often lie on one circle; then either diagonal
 * is right and the one that was there first stays.
 */
final class Triangulation {
  private final int width;
  private final int[] points;

  /** For each directed edge the third corner of the triangle on its left. */
  private final Map<Long, Integer> apex = new HashMap<>();

  /** The hull, each corner's next against the clock. */
  private final Map<Integer, Integer> next = new HashMap<>();

  private final Map<Integer, Integer> previous = new HashMap<>();

  /**
   * @param points places in the image, row by row, ascending
   * @param width of the image
   */
  private Triangulation(int[] points, int width) {
    this.points = points;
    this.width = width;
  }

  /** A triangle of places in the image. */
  record Triangle(int a, int b, int c) {}

  /**
   * All triangles.
   *
   * @return none if the pixels lie on one line
   */
  static List<Triangle> of(int[] points, int width) {
    var made = new Triangulation(points, width);
    int apart = 2;
    while (apart < points.length && made.side(points[0], points[1], points[apart]) == 0) {
      apart++;
    }
    if (apart >= points.length) {
      return List.of();
    }
    made.begin(apart);
    for (int k = apart + 1; k < points.length; k++) {
      made.add(points[k], points[k - 1]);
    }
    return made.triangles();
  }

  /** Some pixels on a line, and the first that is not on it. */
  private void begin(int apart) {
    int p = points[apart];
    boolean left = side(points[0], points[1], p) > 0;
    for (int k = 0; k + 1 < apart; k++) {
      triangle(left ? points[k] : points[k + 1], left ? points[k + 1] : points[k], p);
      link(left ? points[k] : points[k + 1], left ? points[k + 1] : points[k]);
    }
    int first = left ? points[0] : points[apart - 1];
    int last = left ? points[apart - 1] : points[0];
    link(last, p);
    link(p, first);
  }

  /** A pixel outside of all others, seen from the one that was added before it. */
  private void add(int p, int before) {
    int from = before;
    int to = before;
    var flips = new ArrayDeque<Long>();
    while (side(to, next.get(to), p) < 0) {
      int far = next.get(to);
      triangle(far, to, p);
      flips.add(edge(far, to));
      to = far;
    }
    while (side(previous.get(from), from, p) < 0) {
      int far = previous.get(from);
      triangle(from, far, p);
      flips.add(edge(from, far));
      from = far;
    }
    link(from, p);
    link(p, to);
    flip(flips);
  }

  private void flip(ArrayDeque<Long> suspects) {
    while (!suspects.isEmpty()) {
      long e = suspects.pop();
      int a = start(e);
      int b = end(e);
      var c = apex.get(e);
      var d = apex.get(edge(b, a));
      if (c == null || d == null || !inside(a, b, c, d)) {
        continue;
      }
      apex.remove(e);
      apex.remove(edge(b, a));
      triangle(c, a, d);
      triangle(d, b, c);
      suspects.push(edge(a, d));
      suspects.push(edge(d, b));
      suspects.push(edge(b, c));
      suspects.push(edge(c, a));
    }
  }

  private void triangle(int a, int b, int c) {
    apex.put(edge(a, b), c);
    apex.put(edge(b, c), a);
    apex.put(edge(c, a), b);
  }

  private void link(int a, int b) {
    next.put(a, b);
    previous.put(b, a);
  }

  private List<Triangle> triangles() {
    var found = new ArrayList<Triangle>();
    apex.forEach(
        (e, c) -> {
          int a = start(e);
          int b = end(e);
          if (a < b && a < c) {
            found.add(new Triangle(a, b, c));
          }
        });
    return found;
  }

  private static long edge(int a, int b) {
    return (long) a << 32 | b;
  }

  private static int start(long edge) {
    return (int) (edge >>> 32);
  }

  private static int end(long edge) {
    return (int) edge;
  }

  /** Above 0 if c lies on the left of the way from a to b; twice the triangle's area. */
  private long side(int a, int b, int c) {
    return side(a, b, c, width);
  }

  static long side(int a, int b, int c, int width) {
    long abx = b % width - a % width;
    long aby = b / width - a / width;
    long acx = c % width - a % width;
    long acy = c / width - a / width;
    return abx * acy - aby * acx;
  }

  /** Whether d lies inside the circle through a, b and c, which turn to the left. */
  private boolean inside(int a, int b, int c, int d) {
    long ax = a % width - d % width;
    long ay = a / width - d / width;
    long bx = b % width - d % width;
    long by = b / width - d / width;
    long cx = c % width - d % width;
    long cy = c / width - d / width;
    long aa = ax * ax + ay * ay;
    long bb = bx * bx + by * by;
    long cc = cx * cx + cy * cy;
    return ax * (by * cc - bb * cy) - ay * (bx * cc - bb * cx) + aa * (bx * cy - by * cx) > 0;
  }
}
