package org.sfumato.sampler;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.sfumato.Chart;
import org.sfumato.Numbers;
import org.sfumato.Picture;
import org.sfumato.Shown;

/**
 * Who steers: at each evaluation, how far the score function and each guidance term move the image.
 * All are root-mean-square lengths over pixels, averaged over images, in [0, 1] units: the score
 * function's is σ²·‖∇log p‖ = ‖D − x‖, a term's is the length of its edit of D.
 */
public record Diagnostics(List<Evaluation> evaluations) implements Shown {
  /** One evaluation of the denoiser. */
  public record Evaluation(
      int step, double sigma, double progress, double score, List<Pull> pulls) {
    public Evaluation {
      pulls = List.copyOf(pulls);
    }
  }

  /** One term at one evaluation: its weight and the length of its edit. */
  public record Pull(String term, double weight, double edit) {}

  public Diagnostics {
    evaluations = List.copyOf(evaluations);
  }

  /** The terms that were ever on, in the order in which they appeared. */
  public List<String> terms() {
    var names = new LinkedHashSet<String>();
    evaluations.forEach(e -> e.pulls().forEach(p -> names.add(p.term())));
    return List.copyOf(names);
  }

  /** The largest ratio of a term's edit to the score function's. */
  public double largestRatio() {
    return evaluations.stream()
        .flatMapToDouble(
            e -> e.pulls().stream().mapToDouble(p -> p.edit() / Math.max(e.score(), 1e-12)))
        .max()
        .orElse(0);
  }

  /** What moves the images so many times as far as the score function leaves the prior no say. */
  static final double DOMINANT = 10;

  /**
   * A sentence that names the first term that moved the images more than ten times as far as the
   * score function, with its step; empty if none did.
   */
  public Optional<String> warning() {
    return evaluations.stream().flatMap(e -> warning(e).stream()).findFirst();
  }

  static Optional<String> warning(Evaluation e) {
    return e.pulls().stream()
        .filter(p -> p.edit() > DOMINANT * e.score())
        .findFirst()
        .map(
            p ->
                "«%s» moves the images %s times as far as the score function at step %d; a smaller weight, or normalised(), would leave the prior a say"
                    .formatted(
                        p.term(),
                        Numbers.text(Math.round(p.edit() / Math.max(e.score(), 1e-12))),
                        e.step()));
  }

  /** Lengths against the step. */
  public Chart chart() {
    var series = new ArrayList<Chart.Series>();
    var steps = evaluations.stream().map(e -> (double) e.step()).toList();
    series.add(
        Chart.Series.line(
            "score function", steps, evaluations.stream().map(Evaluation::score).toList()));
    for (var term : terms()) {
      var lengths =
          evaluations.stream()
              .map(
                  e ->
                      e.pulls().stream()
                          .filter(p -> p.term().equals(term))
                          .mapToDouble(Pull::edit)
                          .reduce(Double::sum)
                          .orElse(Double.NaN))
              .toList();
      series.add(Chart.Series.line(term, steps, lengths));
    }
    return Chart.lines(
            "Who steers: how far each part moves the image",
            "step",
            "RMS edit of D, [0, 1] units",
            series)
        .logY();
  }

  @Override
  public String text() {
    var terms = terms();
    var s = new StringBuilder("step      sigma      score");
    terms.forEach(t -> s.append(padded(t, width(t))));
    int stride = Math.max(1, evaluations.size() / 10);
    for (int i = 0; i < evaluations.size(); i += stride) {
      var e = evaluations.get(i);
      s.append(
          "%n%4d %10s %10s"
              .formatted(e.step(), Numbers.text(round(e.sigma())), Numbers.text(round(e.score()))));
      terms.forEach(t -> s.append(padded(edit(e, t), width(t))));
    }
    warning().ifPresent(w -> s.append("\n").append(w));
    return s.toString();
  }

  /** At least as wide as a number, with two blanks before it. */
  private static int width(String term) {
    return Math.max(11, term.length() + 2);
  }

  private static String padded(String text, int width) {
    return " ".repeat(width - text.length()) + text;
  }

  /** How far a term moves the images, a dash while it is off. */
  private static String edit(Evaluation e, String term) {
    var pulls = e.pulls().stream().filter(p -> p.term().equals(term)).toList();
    return pulls.isEmpty()
        ? "–"
        : Numbers.text(round(pulls.stream().mapToDouble(Pull::edit).sum()));
  }

  private static double round(double v) {
    return new java.math.BigDecimal(v).round(new java.math.MathContext(3)).doubleValue();
  }

  @Override
  public Optional<Picture> picture() {
    return evaluations.isEmpty() ? Optional.empty() : chart().picture();
  }

  @Override
  public String toString() {
    return text();
  }
}
