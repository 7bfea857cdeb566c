package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sfumato.Numbers;
import org.sfumato.Step;

/**
 * Which frequencies are measured. On Cartesian lines (columns of k-space), 1/acceleration of them:
 * those about zero frequency, and others chosen at random without replacement. On spokes, as many
 * as 1/acceleration of the longer side; a frequency is measured if a spoke passes within half a
 * step.
 *
 * @param acceleration how many times fewer lines than a whole image needs, from 1 up
 * @param middle share of the lines that are always measured, NaN for 0.32/acceleration
 * @param spokes whether it is radial
 * @param oneForAll whether all images share it
 */
record KspacePlan(int acceleration, double middle, boolean spokes, boolean oneForAll, long seed) {
  KspacePlan {
    if (acceleration < 1) {
      throw new IllegalArgumentException(
          "kspace(acceleration) needs how many times fewer lines are measured, from 1 up, not "
              + acceleration);
    }
    if (!Double.isNaN(middle) && !(middle >= 0 && middle <= 1)) {
      throw new IllegalArgumentException(
          "kspace(…).centre(fraction) needs a share of the lines, from 0 to 1, not "
              + Numbers.text(middle));
    }
    if (!Double.isNaN(middle) && spokes) {
      throw new IllegalArgumentException(
          "radial k-space has no centre of its own, for every spoke passes it; leave out centre(fraction) or radial()");
    }
  }

  KspacePlan centre(double fraction) {
    if (Double.isNaN(fraction)) {
      throw new IllegalArgumentException(
          "kspace(…).centre(fraction) needs a share of the lines, from 0 to 1, not NaN");
    }
    return new KspacePlan(acceleration, fraction, spokes, oneForAll, seed);
  }

  KspacePlan radial() {
    return new KspacePlan(acceleration, middle, true, oneForAll, seed);
  }

  KspacePlan shared() {
    return new KspacePlan(acceleration, middle, spokes, true, seed);
  }

  KspacePlan seeded(long other) {
    return new KspacePlan(acceleration, middle, spokes, oneForAll, other);
  }

  /** 1 where a frequency is measured, broadcastable to {@code [n, C, H, W]}. */
  NDArray seen(NDArray like, Step s) {
    var step = oneForAll ? new SharedStep(s, seed) : s;
    int h = (int) like.getShape().get(2);
    int w = (int) like.getShape().get(3);
    return (spokes ? onSpokes(like, step, h, w) : onLines(like, step, w))
        .toType(like.getDataType(), false);
  }

  /** {@code [n, 1, 1, W]} */
  private NDArray onLines(NDArray like, Step s, int w) {
    int all = (int) Math.max(1, Math.round(w / (double) acceleration));
    double share = Double.isNaN(middle) ? 0.32 / acceleration : middle;
    int always = (int) Math.round(w * share);
    if (always > all) {
      throw new IllegalArgumentException(
          "%s measures %d of %d lines of such images, but its centre alone takes %d; make the centre smaller"
              .formatted(text(), all, w, always));
    }
    var first = new double[w];
    for (int k = 0; k < always; k++) {
      // 0, −1, 1, −2, 2 …: the lines about zero frequency, negative ones from the end.
      first[Math.floorMod(k % 2 == 0 ? k / 2 : -(k + 1) / 2, w)] = -1;
    }
    var bias = like.getManager().create(first, new Shape(1, w));
    var u = Draws.rows(s.uniform("corruption"), w).toType(DataType.FLOAT64, false);
    var ranks = Draws.ranks(u.add(bias));
    return ranks.lt(all).reshape(-1, 1, 1, w);
  }

  /** {@code [n, 1, H, W]} */
  private NDArray onSpokes(NDArray like, Step s, int h, int w) {
    int count = (int) Math.max(1, Math.round(Math.max(h, w) / (double) acceleration));
    var turn = Draws.each(s, "corruption").toType(DataType.FLOAT64, false);
    var rows = frequencies(like, h).reshape(1, 1, h, 1);
    var columns = frequencies(like, w).reshape(1, 1, 1, w);
    NDArray nearest = null;
    for (int k = 0; k < count; k++) {
      var angle = turn.add(k).mul(Math.PI / count);
      var off = columns.mul(angle.sin()).sub(rows.mul(angle.cos())).abs();
      nearest = nearest == null ? off : nearest.minimum(off);
    }
    return nearest.lte(0.5);
  }

  private static NDArray frequencies(NDArray like, int n) {
    var f = new double[n];
    for (int k = 0; k < n; k++) {
      f[k] = k < (n + 1) / 2 ? k : k - n;
    }
    return like.getManager().create(f);
  }

  String text() {
    return "kspace("
        + acceleration
        + ")"
        + (Double.isNaN(middle) ? "" : ".centre(" + Numbers.text(middle) + ")")
        + (spokes ? ".radial()" : "")
        + (oneForAll ? ".shared()" : "")
        + (seed != 0 ? ".seed(" + seed + ")" : "");
  }
}
