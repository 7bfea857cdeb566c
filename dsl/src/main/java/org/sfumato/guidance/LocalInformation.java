package org.sfumato.guidance;

import java.util.Optional;
import org.sfumato.Drawing;
import org.sfumato.Images;
import org.sfumato.Numbers;
import org.sfumato.Picture;
import org.sfumato.Provenance;
import org.sfumato.Shown;
import org.sfumato.metric.LocalMi;

/** Maps of local mutual information: a value per pixel, and what it would be by chance. */
public final class LocalInformation implements Shown {
  private final String expression;
  private final LocalMi how;
  private final Images of;
  private final float[] values;
  private final float most;

  LocalInformation(String expression, LocalMi how, Images of, float[] values) {
    this.expression = expression;
    this.how = how;
    this.of = of;
    this.values = values;
    float largest = 0;
    for (float v : values) {
      largest = Math.max(largest, v);
    }
    this.most = largest;
  }

  /** {@code N·H·W} values, in bits, or a share of the entropies if normalised. */
  public float[] values() {
    return values.clone();
  }

  /** {@code [N, 1, H, W]}. */
  public int[] shape() {
    return new int[] {of.size(), 1, of.height(), of.width()};
  }

  /** What independent patches give; see {@link LocalMi#nullLevel()}. */
  public double nullLevel() {
    return how.nullLevel();
  }

  /** The mean over all pixels. */
  public double mean() {
    double sum = 0;
    for (float v : values) {
      sum += v;
    }
    return sum / values.length;
  }

  /** The largest value. */
  public double most() {
    return most;
  }

  /** The maps as gray pictures in one scale: black is 0, white the largest value of all. */
  public Images pictures() {
    var scaled = new float[values.length];
    for (int k = 0; k < values.length; k++) {
      scaled[k] = most == 0 ? 0 : Math.min(1, Math.max(0, values[k] / most));
    }
    return Images.of(
        scaled, 1, of.height(), of.width(), of.ids(), expression + ".pictures()", provenance());
  }

  private Provenance provenance() {
    return Provenance.of("map", how.text()).within("images", of.provenance());
  }

  private String number(double v) {
    return Numbers.text(Math.rint(v * 1000) / 1000) + how.unit();
  }

  @Override
  public String text() {
    return "%s → mean %s; white is %s, and independent patches give %s"
        .formatted(expression, number(mean()), number(most), number(nullLevel()));
  }

  @Override
  public Optional<Picture> picture() {
    return Optional.of(Drawing.found().grid(pictures()));
  }

  @Override
  public String toString() {
    return text();
  }
}
