package org.sfumato.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sfumato.Chart;
import org.sfumato.Numbers;
import org.sfumato.Picture;
import org.sfumato.Score;
import org.sfumato.Shown;
import org.sfumato.metric.Auc;
import org.sfumato.metric.Labelled;

/**
 * ROC curves of one or several scores: the share of positives against the share of negatives above
 * each threshold, with the AUC and its interval ({@link Auc}) in the legend.
 *
 * @param curves by name, in order
 * @param confidence of bands and intervals
 */
public record Roc(List<Curve> curves, double confidence) implements Shown {
  /** So many bands can be told apart. */
  private static final int BANDS = 3;

  /**
   * One curve.
   *
   * @param name in the legend, may be empty
   * @param cases scores and labels
   * @param area the AUC with its interval of a confidence
   * @param shared whether patients have several cases, so that the band is too narrow
   */
  public record Curve(String name, Labelled cases, DoubleFunction<Score> area, boolean shared) {
    /** Each case is a patient. */
    public Curve(String name, Labelled cases) {
      this(name, cases, confidence -> Auc.of(cases, confidence), false);
    }

    Score auc(double confidence) {
      return area.apply(confidence);
    }
  }

  public Roc {
    curves = List.copyOf(curves);
  }

  /** The only curve under this name. */
  public Roc named(String name) {
    single("named(\"" + name + "\")");
    var one = curves.get(0);
    return new Roc(List.of(new Curve(name, one.cases(), one.area(), one.shared())), confidence);
  }

  /** These curves and those in one chart. */
  public Roc and(Roc more) {
    var all = new ArrayList<>(curves);
    all.addAll(more.curves);
    return new Roc(all, confidence);
  }

  /** The same with intervals of this confidence, such as 0.95. */
  public Roc ci(double level) {
    return new Roc(curves, Inference.USUAL.confidence(level).confidence());
  }

  /** The area under the only curve. */
  public Score auc() {
    single("auc()");
    return curves.get(0).auc(confidence);
  }

  private void single(String word) {
    if (curves.size() != 1) {
      throw new IllegalArgumentException(
          "%s is of one curve, and here are %d; ask each before they are put together"
              .formatted(word, curves.size()));
    }
  }

  /** With a band around each of up to three curves ({@link RocBand}); more hide one another. */
  public Chart chart() {
    var series = new ArrayList<Chart.Series>();
    for (var curve : curves) {
      var auc = curve.auc(confidence);
      var value = new Estimate(auc.value(), auc.low(), auc.high(), 0, 0, Estimate.Kind.STUDENT);
      var name = curve.name().isBlank() ? "" : curve.name() + " · ";
      var said = name + "AUC " + Digits.value(value) + " " + Digits.interval(value);
      var line = RocBand.of(curve.cases(), confidence).series(said);
      series.add(
          curves.size() <= BANDS ? line : Chart.Series.line(line.name(), line.x(), line.y()));
    }
    var sizes = curves.stream().map(c -> size(c.cases())).distinct().toList();
    return new Chart(
        Chart.Kind.SQUARE,
        "%s, %s %% intervals%s"
            .formatted(
                sizes.size() == 1 ? sizes.get(0) : "different cases",
                Numbers.text(100 * confidence),
                curves.stream().noneMatch(Curve::shared)
                    ? ""
                    : " over patients" + (curves.size() > BANDS ? "" : "; bands over pictures")),
        new Chart.Axis("false positive rate", false),
        new Chart.Axis("true positive rate", false),
        series);
  }

  private static String size(Labelled cases) {
    int positive = IntStream.of(cases.labels()).sum();
    return "n = %d positive and %d negative".formatted(positive, cases.labels().length - positive);
  }

  @Override
  public String text() {
    return curves.stream()
        .map(c -> (c.name().isBlank() ? "" : c.name() + ": ") + c.auc(confidence).text())
        .collect(Collectors.joining("\n"));
  }

  @Override
  public Optional<Picture> picture() {
    return chart().picture();
  }

  @Override
  public String toString() {
    return text();
  }
}
