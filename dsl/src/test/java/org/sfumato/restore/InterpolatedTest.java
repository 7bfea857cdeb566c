package org.sfumato.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sfumato.Data;
import org.sfumato.Measurements;
import org.sfumato.Step;
import org.sfumato.corruption.Corruptions;
import org.sfumato.corruption.Linear;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;

/** Linear interpolation over the Delaunay triangulation. */
class InterpolatedTest {
  /** Pixels seen at these places. */
  record At(float[] seen, int side) implements Linear {
    @Override
    public NDArray of(NDArray x, Step s) {
      var mask = Torch.manager().create(seen, new Shape(1, 1, side, side));
      return x.mul(mask.toType(x.getDataType(), false));
    }

    @Override
    public String text() {
      return "at";
    }
  }

  private static Measurements measured(int[] places, float[] values, int side) {
    var seen = new float[side * side];
    var all = new float[side * side];
    for (int k = 0; k < places.length; k++) {
      seen[places[k]] = 1;
      all[places[k]] = values[k];
    }
    return new At(seen, side).apply(Data.imagesOf(all, 1, 1, side, side));
  }

  @Test
  void should_fill_in_what_scipy_fills_in() throws IOException {
    JsonNode file;
    try (var in = InterpolatedTest.class.getResourceAsStream("griddata.json")) {
      file = new ObjectMapper().readTree(in);
    }
    int side = file.get("side").asInt();
    int inside = 0;
    for (var c : file.get("cases")) {
      int n = c.get("places").size();
      var places = IntStream.range(0, n).map(k -> c.get("places").get(k).asInt()).toArray();
      var values = new float[n];
      for (int k = 0; k < n; k++) {
        values[k] = (float) c.get("values").get(k).asDouble();
      }
      float[] filled = Restorers.interpolated().restore(measured(places, values, side)).values();
      for (int p = 0; p < side * side; p++) {
        var expected = c.get("filled").get(p);
        if (expected.isNull()) {
          assertNearest(places, values, p, filled[p], side);
        } else {
          inside++;
          assertEquals(expected.asDouble(), filled[p], 1e-6, n + " pixels, at " + p);
        }
      }
    }
    assertTrue(inside > 1500, "only " + inside + " pixels lie inside of hulls");
  }

  /** Outside of the hull: a nearest pixel's value; which of several is not said. */
  private static void assertNearest(int[] places, float[] values, int p, float found, int side) {
    var allowed = new HashSet<Float>();
    long least = Long.MAX_VALUE;
    for (int k = 0; k < places.length; k++) {
      long dx = places[k] % side - p % side;
      long dy = places[k] / side - p / side;
      long distance = dx * dx + dy * dy;
      if (distance < least) {
        least = distance;
        allowed.clear();
      }
      if (distance == least) {
        allowed.add(values[k]);
      }
    }
    assertTrue(allowed.contains(found), "at " + p);
  }

  /** Any triangulation of a plane is the plane: so also where four pixels lie on one circle. */
  @Test
  void should_continue_a_plane_and_keep_what_was_seen() {
    int side = 16;
    var values = new float[side * side];
    for (int p = 0; p < values.length; p++) {
      values[p] = .1f + .02f * (p % side) + .03f * (p / side);
    }
    var plane = Data.imagesOf(values, 1, 1, side, side);
    var random = new Random(1);
    for (double share : new double[] {.05, .2, .5, .9}) {
      // The corners, so that everything lies inside of the hull.
      var places =
          IntStream.range(0, side * side)
              .filter(
                  p ->
                      (p % side % (side - 1) == 0 && p / side % (side - 1) == 0)
                          || random.nextDouble() < share)
              .toArray();
      var seen = new float[places.length];
      for (int k = 0; k < seen.length; k++) {
        seen[k] = values[places[k]];
      }
      assertArrayEquals(
          plane.values(),
          Restorers.interpolated().restore(measured(places, seen, side)).values(),
          2e-6f);
    }
  }

  /** Every circle through a triangle's corners is empty, and the triangles cover the hull once. */
  @Test
  void should_triangulate_as_delaunay_says() {
    int side = 20;
    var random = new Random(2);
    for (int trial = 0; trial < 30; trial++) {
      double share = .02 + .9 * random.nextDouble();
      int[] points =
          IntStream.range(0, side * side).filter(p -> random.nextDouble() < share).toArray();
      var triangles = Triangulation.of(points, side);
      double area = 0;
      for (var t : triangles) {
        double twice = Triangulation.side(t.a(), t.b(), t.c(), side);
        assertTrue(twice > 0);
        area += twice;
        for (int p : points) {
          assertTrue(!inside(t, p, side), "a pixel lies in a circle");
        }
      }
      assertEquals(hullArea(points, side), area, 0, "twice the area of the hull");
    }
    assertTrue(Triangulation.of(new int[] {0, 1, 2, 7}, side).isEmpty());
    assertTrue(Triangulation.of(new int[] {3, 23, 43}, side).isEmpty());
  }

  /** By centre and radius, apart from the determinant that the triangulation itself uses. */
  private static boolean inside(Triangulation.Triangle t, int p, int side) {
    double bx = t.b() % side - t.a() % side;
    double by = t.b() / side - t.a() / side;
    double cx = t.c() % side - t.a() % side;
    double cy = t.c() / side - t.a() / side;
    double d = 2 * (bx * cy - by * cx);
    double ux = (cy * (bx * bx + by * by) - by * (cx * cx + cy * cy)) / d;
    double uy = (bx * (cx * cx + cy * cy) - cx * (bx * bx + by * by)) / d;
    double px = p % side - t.a() % side - ux;
    double py = p / side - t.a() / side - uy;
    return px * px + py * py < ux * ux + uy * uy - 1e-7;
  }

  /** Andrew's monotone chain, and the shoelace formula. */
  private static double hullArea(int[] points, int side) {
    var hull = new ArrayList<Integer>();
    for (int pass = 0; pass < 2; pass++) {
      int floor = hull.size();
      for (int k = 0; k < points.length; k++) {
        int p = points[pass == 0 ? k : points.length - 1 - k];
        while (hull.size() >= floor + 2
            && Triangulation.side(hull.get(hull.size() - 2), hull.get(hull.size() - 1), p, side)
                <= 0) {
          hull.remove(hull.size() - 1);
        }
        hull.add(p);
      }
      hull.remove(hull.size() - 1);
    }
    double twice = 0;
    for (int k = 0; k < hull.size(); k++) {
      int a = hull.get(k);
      int b = hull.get((k + 1) % hull.size());
      twice += (a % side) * (b / side) - (b % side) * (a / side);
    }
    return Math.abs(twice);
  }

  @Test
  void should_fill_each_channel_and_each_image_by_itself() {
    var x = Bench.pictures(5, 3, 12, 12, 8);
    var y = Corruptions.missing(.6).apply(x);
    var together = Restorers.interpolated().restore(y);
    assertEquals(x.ids(), together.ids());
    for (int i = 0; i < 5; i++) {
      assertArrayEquals(
          Restorers.interpolated().restore(y.get(i)).values(), together.get(i).values());
    }
    assertEquals(0, together.cost().orElseThrow().evaluations());
    assertEquals("interpolated()", Restorers.interpolated().text());
    assertEquals("interpolated", Restorers.interpolated().name());
    assertTrue(together.provenance().identity().containsKey("measurements"));
  }

  @Test
  void should_leave_as_it_is_what_lies_on_a_line() {
    float[] filled =
        Restorers.interpolated()
            .restore(measured(new int[] {0, 5}, new float[] {.2f, .8f}, 6))
            .values();
    assertEquals(.2f, filled[2]);
    assertEquals(.8f, filled[35]);
  }

  @Test
  void should_refuse_what_is_not_pixels() {
    var x = Bench.pictures(2, 1, 8, 8, 1);
    assertEquals(
        "interpolated() fills in pixels that are missing, but downsample(2) measures something else than pixels; use a restorer that inverts it, such as wiener(images) or dps(prior)",
        sentence(Corruptions.downsample(2).apply(x)));
    Linear halved = (a, s) -> a.mul(.5);
    assertTrue(sentence(halved.apply(x)).contains("measures something else than pixels"));
    Linear mirrored = (a, s) -> a.flip(3);
    assertTrue(sentence(mirrored.apply(x)).contains("measures something else than pixels"));
    assertEquals(
        "interpolated() has nothing to interpolate from: no pixel of image 0 was seen",
        sentence(Corruptions.missing(1).apply(x)));
  }

  private static String sentence(Measurements y) {
    return assertThrows(IllegalArgumentException.class, () -> Restorers.interpolated().restore(y))
        .getMessage();
  }
}
