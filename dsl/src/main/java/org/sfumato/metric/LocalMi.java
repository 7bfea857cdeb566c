package org.sfumato.metric;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.sfumato.ImageId;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;
import org.sfumato.random.Noise;

/**
 * MIDiffusion's map of local mutual information (arXiv 2301.13743, in the words of its code): at
 * each pixel the p×p patch of a source is compared with p² windows of an image, and the best
 * agreement counts,
 *
 * <p>LMI(s, x)[i, j] = max over windows a, b of MI(P_s[i, j], W_ab[i, j]).
 *
 * <p>MI is that of kernel densities: K bins even on 255 grey levels, a kernel exp(−½((v − b)/h)²)
 * with h = 8 levels, the marginals and the joint each normalised, 10⁻¹⁰ within logarithms, in bits;
 * normalised it is 2 MI/(H_u + H_v). What lies outside an image is 0.
 *
 * <p>Two readings of the windows. <em>Neighbour</em>: the patches around the p² neighbouring
 * pixels, so that a small shift between both images is forgiven; values are clamped to [0, 1]
 * first, because a noisy state far outside has no kernel near it and would share information with
 * nothing. <em>Official</em>: what the released code computes by unfolding twice, where all windows
 * but the middle one use pixels of one patch again, with values cast to whole grey levels and not
 * clamped.
 *
 * @param official the released code's windows, cast and range
 * @param patch p, 3 or 5
 * @param bins K, p³ unless said otherwise; fewer are cheaper by their square
 * @param normalised 2 MI/(H_u + H_v) in place of MI
 */
public record LocalMi(boolean official, int patch, int bins, boolean normalised) {
  private static final Pattern TEXT =
      Pattern.compile("(official|neighbour), patch (\\d+), (\\d+) bins, (normalised|raw)");
  private static final Map<LocalMi, Double> NULL = new ConcurrentHashMap<>();
  private static final int MOST_BINS = 256;

  public LocalMi {
    if (patch != 3 && patch != 5) {
      throw new IllegalArgumentException(
          "a map of local mutual information has patches of 3×3 or 5×5 pixels, not %d×%d"
              .formatted(patch, patch));
    }
    if (bins < 2 || bins > MOST_BINS) {
      throw new IllegalArgumentException(
          "a map of local mutual information has 2 to %d bins, not %d".formatted(MOST_BINS, bins));
    }
  }

  /** Neighbouring patches of 3×3, 27 bins, normalised. */
  public static LocalMi usual() {
    return new LocalMi(false, 3, cube(3), true);
  }

  private static int cube(int p) {
    return p * p * p;
  }

  /** The windows, the cast and the range of the released code. */
  public LocalMi asReleased() {
    return new LocalMi(true, patch, bins, normalised);
  }

  /** Side of a patch; bins follow unless they were said. */
  public LocalMi patch(int p) {
    return new LocalMi(official, p, bins == cube(patch) ? cube(p) : bins, normalised);
  }

  /** Bins of each marginal. */
  public LocalMi bins(int k) {
    return new LocalMi(official, patch, k, normalised);
  }

  /** MI in bits, not divided by the entropies. */
  public LocalMi raw() {
    return new LocalMi(official, patch, bins, false);
  }

  /**
   * LMI(s, x), without a gradient. Memory is linear in pixels: joints are made for a few hundred
   * pixels at a time. An image's values do not depend on the others.
   *
   * @param s sources, {@code [n, 1, H, W]} in [0, 1]
   * @param x images of the same shape, in [0, 1] units
   * @return {@code [n, 1, H, W]}, in bits, or a share of the entropies if normalised
   * @throws IllegalArgumentException if their shapes differ
   */
  public NDArray map(NDArray s, NDArray x) {
    if (!s.getShape().equals(x.getShape()) || s.getShape().get(1) != 1) {
      throw new IllegalArgumentException(
          "local mutual information compares gray pictures of one size, not %s and %s"
              .formatted(s.getShape(), x.getShape()));
    }
    return Grad.off(() -> new LocalMiScript(this).on(levels(s), levels(x)));
  }

  /** Grey levels, 0 to 255. */
  private NDArray levels(NDArray a) {
    return official ? a.mul(255).trunc() : a.clip(0, 1).mul(255);
  }

  /**
   * The mean of the map between two independent images of uniform noise: what patches that have
   * nothing to do with one another seem to share, because p² samples are few for K² bins and the
   * best of p² windows counts. Values of patches with less contrast can lie below it.
   */
  public double nullLevel() {
    return NULL.computeIfAbsent(this, LocalMi::independent);
  }

  private static double independent(LocalMi how) {
    Torch.start();
    int side = how.patch == 3 ? 32 : 16;
    var values = new float[2][side * side];
    for (int k = 0; k < 2; k++) {
      new Noise(0).uniform("null level", new ImageId("noise", k), 0, values[k], 0, side * side);
    }
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var shape = new Shape(1, 1, side, side);
      var map =
          how.map(
              Torch.manager().create(values[0], shape), Torch.manager().create(values[1], shape));
      // Away from the edge, where zeros are part of a patch.
      var inner = ":,:,%d:%d,%d:%d".replace("%d:%d", how.patch + ":" + (side - how.patch));
      return map.get(inner).mean().toFloatArray()[0];
    }
  }

  /** {@code bits}, or nothing for a share of the entropies. */
  public String unit() {
    return normalised ? "" : " bits";
  }

  /** Settings as they stand in an expression. */
  public String settings() {
    return (official ? ".official()" : "")
        + (patch == 3 ? "" : ".patch(" + patch + ")")
        + (bins == cube(patch) ? "" : ".bins(" + bins + ")")
        + (normalised ? "" : ".raw()");
  }

  /** In words, all settings said: what a trained prior keeps. */
  public String text() {
    return "%s, patch %d, %d bins, %s"
        .formatted(
            official ? "official" : "neighbour", patch, bins, normalised ? "normalised" : "raw");
  }

  /**
   * What {@link #text()} said, read back.
   *
   * @throws IllegalArgumentException if it does not say how a map is made
   */
  public static LocalMi parse(String text) {
    var m = TEXT.matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException(
          "«" + text + "» does not say how a map of local mutual information is made");
    }
    return new LocalMi(
        m.group(1).equals("official"),
        Integer.parseInt(m.group(2)),
        Integer.parseInt(m.group(3)),
        m.group(4).equals("normalised"));
  }

  @Override
  public String toString() {
    return text();
  }
}
