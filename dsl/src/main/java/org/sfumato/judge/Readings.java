package org.sfumato.judge;

import java.util.Arrays;
import java.util.List;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.Provenance;
import org.sfumato.SetMetric;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Machine;
import org.sfumato.engine.Torch;

/** Reads metrics off images. */
final class Readings {
  private Readings() {}

  /** Every image's value, by metric and then by image. */
  static double[][] of(Images x, List<Metric> metrics) {
    for (var metric : metrics) {
      metric.comparedWith().ifPresent(r -> check(x, metric, r));
    }
    return metrics.stream().map(m -> of(x, m)).toArray(double[][]::new);
  }

  private static double[] of(Images x, Metric metric) {
    return metric instanceof SetMetric whole
        ? new double[] {whole.ofAll(x)}
        : Chunks.perImage(x, 0, metric::of);
  }

  /** Refuses before anything is computed what could not be compared. */
  static void check(Images x, Metric metric, Images reference) {
    if (metric instanceof SetMetric) {
      return;
    }
    boolean shape =
        x.channels() == reference.channels()
            && x.height() == reference.height()
            && x.width() == reference.width();
    if (!shape) {
      throw new IllegalArgumentException(
          "%s compares images of one shape, but %s has [%d, %d, %d] and %s has [%d, %d, %d]; resize one of them"
              .formatted(
                  metric.name(),
                  x.expression(),
                  x.channels(),
                  x.height(),
                  x.width(),
                  reference.expression(),
                  reference.channels(),
                  reference.height(),
                  reference.width()));
    }
    boolean known = reference.ids().containsAll(x.ids());
    if (!known && reference.size() != x.size()) {
      throw new IllegalArgumentException(
          "%s compares image by image, but %s has %d images and %s has %d, and they are not the same images; take as many of each"
              .formatted(
                  metric.name(),
                  x.expression(),
                  x.size(),
                  reference.expression(),
                  reference.size()));
    }
  }

  /** Metrics that can be told apart in a table, at least one. */
  static List<Metric> checked(Metric... metrics) {
    if (metrics.length == 0) {
      throw new IllegalArgumentException(
          "score needs at least one metric, such as ssim(reference)");
    }
    return Arrays.asList(metrics);
  }

  static Provenance provenance(Provenance images, List<Metric> metrics) {
    var from = Provenance.NONE.within("images", images);
    for (int k = 0; k < metrics.size(); k++) {
      var column = Column.of(metrics.get(k));
      var against = column.against().isEmpty() ? "" : " against " + column.against();
      from = from.with("metric " + k, metrics.get(k).text() + against);
    }
    return Machine.described(from.with("engine", Torch.version()));
  }
}
