package org.sfumato.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sfumato.Chart;
import org.sfumato.ImageId;
import org.sfumato.Picture;
import org.sfumato.Provenance;
import org.sfumato.Results;
import org.sfumato.Score;

/**
 * Scores with every image's value behind them.
 *
 * @param columns what was measured
 * @param rows the runs, all on the same images
 * @param ids the images
 * @param axis what was swept, empty if nothing was
 * @param baseline the run that was subtracted from all others, empty for plain scores
 * @param confidence of the intervals
 */
record ScoreTable(
    List<Column> columns,
    List<Row> rows,
    List<ImageId> ids,
    String axis,
    String baseline,
    double confidence,
    Provenance provenance)
    implements Results {
  static final double USUAL = .95;

  ScoreTable {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    ids = List.copyOf(ids);
  }

  Units units() {
    return Units.among(ids);
  }

  boolean differences() {
    return !baseline.isEmpty();
  }

  Estimate estimate(int row, int column) {
    return estimate(rows.get(row), column);
  }

  private Estimate estimate(Row row, int column) {
    return columns.get(column).whole()
        ? Estimate.ofSeeds(row.perSeed(column), ids.size(), confidence)
        : Estimate.of(row.perImage(column), units(), confidence);
  }

  /** Row {@code a} minus row {@code b}, paired. */
  Estimate difference(int a, int b, int column) {
    return estimate(rows.get(a).minus(rows.get(b), ""), column);
  }

  /** The place of the one column that answers to this name. */
  int column(String name) {
    var found =
        IntStream.range(0, columns.size())
            .filter(c -> columns.get(c).name().equals(name))
            .boxed()
            .toList();
    if (found.isEmpty()) {
      found =
          IntStream.range(0, columns.size())
              .filter(c -> columns.get(c).name().equalsIgnoreCase(name))
              .boxed()
              .toList();
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "no column is called %s; there %s %s"
              .formatted(
                  name,
                  columns.size() == 1 ? "is" : "are",
                  columns.stream().map(Column::name).collect(Collectors.joining(", "))));
    }
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "%d columns answer to %s; give one of them a name of its own, such as ssim(pd).named(\"%s to source\")"
              .formatted(found.size(), name, name));
    }
    return found.get(0);
  }

  private int place(String name) {
    var found =
        IntStream.range(0, rows.size())
            .filter(r -> rows.get(r).name().equals(name))
            .boxed()
            .toList();
    if (found.isEmpty()) {
      found =
          IntStream.range(0, rows.size())
              .filter(r -> rows.get(r).name().equalsIgnoreCase(name))
              .boxed()
              .toList();
    }
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "%s row is called %s; there %s %s"
              .formatted(
                  found.isEmpty() ? "no" : "more than one",
                  name,
                  rows.size() == 1 ? "is" : "are",
                  names()));
    }
    return found.get(0);
  }

  String names() {
    return rows.stream().map(Row::name).collect(Collectors.joining(", "));
  }

  @Override
  public double value(String column) {
    int c = column(column);
    if (rows.size() != 1) {
      throw new IllegalArgumentException(
          "%s has %d values, one for each of %s; ask one row: row(\"%s\").value(\"%s\"), or values(\"%s\")"
              .formatted(column, rows.size(), names(), rows.get(0).name(), column, column));
    }
    return estimate(0, c).mean();
  }

  @Override
  public double[] values(String column) {
    if (column.equals(axis) && rows.stream().allMatch(r -> r.swept().isPresent())) {
      return rows.stream().mapToDouble(r -> r.swept().getAsDouble()).toArray();
    }
    int c = column(column);
    return IntStream.range(0, rows.size()).mapToDouble(r -> estimate(r, c).mean()).toArray();
  }

  @Override
  public Score cell(String row, String column) {
    return score(place(row), column(column));
  }

  Score score(int r, int c) {
    var e = estimate(r, c);
    var column = columns.get(c);
    var variant =
        differences()
            ? column.variant() + (column.variant().isEmpty() ? "" : "; ") + "minus " + baseline
            : column.variant();
    return new Score(
        column.name(),
        e.mean(),
        e.low(),
        e.high(),
        e.n(),
        variant,
        provenance.with("row", rows.get(r).name()));
  }

  @Override
  public ScoreTable row(String name) {
    return with(List.of(rows.get(place(name))));
  }

  @Override
  public ScoreTable and(Results more) {
    return Joining.of(this, more);
  }

  private ScoreTable with(List<Row> some) {
    return new ScoreTable(columns, some, ids, axis, baseline, confidence, provenance);
  }

  @Override
  public ScoreTable sort(String column) {
    int c = column(column);
    var order = Comparator.comparingDouble((Integer r) -> estimate(r, c).mean());
    var sorted =
        IntStream.range(0, rows.size())
            .boxed()
            .sorted(columns.get(c).higherIsBetter() ? order.reversed() : order)
            .map(rows::get)
            .toList();
    return with(sorted);
  }

  @Override
  public ScoreTable versus(String row) {
    var base = rows.get(place(row));
    if (rows.size() < 2) {
      throw new IllegalArgumentException(
          "versus needs another row to compare with %s; compare(a, b) takes two tables"
              .formatted(base.name()));
    }
    if (differences()) {
      throw new IllegalArgumentException(
          "these are differences from %s already; ask versus of the scores themselves"
              .formatted(baseline));
    }
    var others = new ArrayList<Row>();
    for (var other : rows) {
      if (other != base) {
        others.add(other.minus(base, other.name() + " − " + base.name()));
      }
    }
    return new ScoreTable(
        columns, others, ids, axis, base.name(), confidence, provenance.with("minus", base.name()));
  }

  @Override
  public ScoreTable ci(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "a confidence is a number between 0 and 1, such as 0.95, not " + level);
    }
    return new ScoreTable(columns, rows, ids, axis, baseline, level, provenance);
  }

  /** The row whose paired difference from every other row excludes zero in its favour, or −1. */
  int best(int column) {
    boolean higher = columns.get(column).higherIsBetter();
    int best = 0;
    for (int r = 1; r < rows.size(); r++) {
      double gain = estimate(r, column).mean() - estimate(best, column).mean();
      best = (higher ? gain > 0 : gain < 0) ? r : best;
    }
    for (int r = 0; r < rows.size(); r++) {
      var difference = rows.get(best).minus(rows.get(r), "");
      if (r != best && !estimate(difference, column).excludesZero()) {
        return -1;
      }
    }
    return rows.size() > 1 ? best : -1;
  }

  @Override
  public tech.tablesaw.api.Table table() {
    return ScoreFile.table(this);
  }

  @Override
  public Path save(String file) throws IOException {
    return ScoreFile.save(this, Path.of(file));
  }

  @Override
  public Chart chart() {
    return ScoreChart.panels(this);
  }

  @Override
  public Chart chart(String x, String y) {
    return ScoreChart.against(this, x, y);
  }

  @Override
  public String text() {
    return ScorePage.text(this);
  }

  @Override
  public Optional<String> html() {
    return Optional.of(ScorePage.html(this));
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(ScorePage.latex(this));
  }

  @Override
  public Optional<String> figures() {
    return Optional.of(ScoreFigures.of(this));
  }

  @Override
  public Optional<Picture> picture() {
    return Optional.empty();
  }

  @Override
  public String toString() {
    return text();
  }
}
