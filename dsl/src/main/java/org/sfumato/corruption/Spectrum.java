package org.sfumato.corruption;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sfumato.Chart;
import org.sfumato.ImageId;
import org.sfumato.Numbers;
import org.sfumato.Picture;
import org.sfumato.Shown;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;
import org.sfumato.random.Noise;

/**
 * The singular values of a corruption of images with one channel, the largest first: how much of
 * each of as many directions of an image is measured. Of a corruption with random parts, those of
 * one draw.
 *
 * @param of the corruption's expression
 * @param h height of the images in pixels
 * @param w width of the images in pixels
 * @param values h·w singular values, descending
 */
public record Spectrum(String of, int h, int w, List<Double> values) implements Shown {
  public Spectrum {
    values = List.copyOf(values);
  }

  static Spectrum of(Structured a, int h, int w) {
    if (h < 1 || w < 1) {
      throw new IllegalArgumentException(
          "spectrum(h, w) needs the size of images, not " + h + "×" + w);
    }
    var svd =
        a.svd()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "spectrum(h, w) needs a corruption with a known spectrum; %s has none"
                            .formatted(a.text())));
    Torch.start();
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var like = Torch.manager().zeros(new Shape(1, 1, h, w), DataType.FLOAT64);
      var ids = List.of(new ImageId("spectrum", 0));
      var step = new ChunkStep(like, ids, new int[1], 1, new Noise(a.seed()), 0, 1, 0);
      var found = Grad.off(() -> svd.values(like, step).add(like)).toDoubleArray();
      var sorted = new ArrayList<Double>();
      for (double value : found) {
        sorted.add(value);
      }
      sorted.sort(Collections.reverseOrder());
      return new Spectrum(a.text(), h, w, sorted);
    }
  }

  /** How many are above {@code share} of the largest. */
  public int rank(double share) {
    return (int) values.stream().filter(v -> v > share * values.get(0)).count();
  }

  /** Against their number. */
  public Chart chart() {
    var numbers = IntStream.rangeClosed(1, values.size()).mapToObj(i -> (double) i).toList();
    return Chart.lines(
        "Spectrum of " + of,
        "number",
        "singular value",
        List.of(Chart.Series.line(of, numbers, values)));
  }

  @Override
  public Optional<Picture> picture() {
    return chart().picture();
  }

  @Override
  public String text() {
    return "%s.spectrum(%d, %d): %d of %d singular values above 0, from %s to %s"
        .formatted(
            of,
            h,
            w,
            rank(0),
            values.size(),
            Numbers.text(values.get(0)),
            Numbers.text(values.get(values.size() - 1)));
  }

  @Override
  public String toString() {
    return text();
  }
}
