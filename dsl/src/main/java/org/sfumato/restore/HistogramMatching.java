package org.sfumato.restore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.WeakHashMap;
import org.sfumato.Cancel;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Measurements;
import org.sfumato.Provenance;
import org.sfumato.Restorer;
import org.sfumato.engine.Resident;

/**
 * Gives each image the grey levels of another set, by exact quantiles: a value that stands above a
 * share q of its image's values becomes the value that stands above q of the set's, x̂ =
 * F⁻¹(F_y(y)), channel by channel, linear between neighbouring values of the set (as scikit-image's
 * {@code match_histograms}). The order of grey levels within an image stays, so it can translate a
 * contrast only where that one is a rising function of this one.
 *
 * @param target images whose levels are wanted, such as a training set in the other contrast
 */
public record HistogramMatching(Images target) implements Restorer {
  /** The target's distribution in each channel, found when it is first needed. */
  private static final Map<Images, List<GreyLevels>> KNOWN =
      Collections.synchronizedMap(new WeakHashMap<>());

  public HistogramMatching {
    Objects.requireNonNull(target, "target");
    if (target.size() == 0) {
      throw new IllegalArgumentException(
          "histogramMatching(images) takes grey levels from images, and %s has none"
              .formatted(target.expression()));
    }
  }

  @Override
  public Images restore(Measurements y) {
    long began = System.nanoTime();
    Resident.watch();
    float[] values = Pictures.of("histogramMatching(images)", y);
    int[] shape = y.imageShape();
    if (shape[0] != target.channels()) {
      throw new IllegalArgumentException(
          "histogramMatching knows images of %d channels, but y measures images of %d; make both grey"
              .formatted(target.channels(), shape[0]));
    }
    var wanted = KNOWN.computeIfAbsent(target, HistogramMatching::levels);
    int area = shape[1] * shape[2];
    for (int plane = 0; plane < values.length / area; plane++) {
      if (Cancel.requested()) {
        throw new Interrupted("histogram matching stopped at image " + plane / shape[0], null);
      }
      var to = wanted.get(plane % shape[0]);
      var from = GreyLevels.of(Arrays.copyOfRange(values, plane * area, (plane + 1) * area));
      for (int k = plane * area; k < (plane + 1) * area; k++) {
        values[k] = (float) to.valueAt(from.shareOf(values[k]));
      }
    }
    var from =
        Provenance.of("recipe", text())
            .with("measurements", y.hash())
            .within("target", target.provenance());
    return Pictures.made(this, y, values, from, began);
  }

  private static List<GreyLevels> levels(Images target) {
    int area = target.height() * target.width();
    int one = target.channels() * area;
    var levels = new ArrayList<GreyLevels>();
    var image = new float[one];
    for (int c = 0; c < target.channels(); c++) {
      var all = new float[Math.multiplyExact(target.size(), area)];
      for (int i = 0; i < target.size(); i++) {
        target.read(i, image, 0);
        System.arraycopy(image, c * area, all, i * area, area);
      }
      levels.add(GreyLevels.of(all));
    }
    return levels;
  }

  @Override
  public String text() {
    return "histogramMatching(" + target.expression() + ")";
  }

  @Override
  public Optional<String> latex() {
    return Optional.of("\\hat x = F^{-1}\\big(F_y(y)\\big)");
  }

  @Override
  public String toString() {
    return text();
  }
}
