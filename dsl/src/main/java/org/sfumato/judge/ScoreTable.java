package org.sfumato.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sfumato.Chart;
import org.sfumato.ImageId;
import org.sfumato.Provenance;
import org.sfumato.Results;
import org.sfumato.Score;

/** Scores with every image's value behind them. */
final class ScoreTable implements Results {
  private final List<Column> columns;
  private final List<Row> rows;
  private final Basis basis;
  private final String axis;
  private final String baseline;
  private final Inference inference;
  private final Provenance provenance;
  private final Cells cells;

  /**
   * @param columns what was measured
   * @param rows the runs, all on the same images
   * @param basis the images, and how numbers are drawn from them
   * @param axis what was swept, empty if nothing was
   * @param baseline the run that was subtracted from all others, empty for plain scores
   */
  ScoreTable(
      List<Column> columns,
      List<Row> rows,
      Basis basis,
      String axis,
      String baseline,
      Inference inference,
      Provenance provenance) {
    this.columns = List.copyOf(columns);
    this.rows = List.copyOf(rows);
    this.basis = basis;
    this.axis = axis;
    this.baseline = baseline;
    this.inference = inference;
    this.provenance = provenance;
    this.cells = new Cells(this);
  }

  List<Column> columns() {
    return columns;
  }

  List<Row> rows() {
    return rows;
  }

  Basis basis() {
    return basis;
  }

  List<ImageId> ids() {
    return basis.ids();
  }

  String axis() {
    return axis;
  }

  String baseline() {
    return baseline;
  }

  Inference inference() {
    return inference;
  }

  double confidence() {
    return inference.confidence();
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  Units units() {
    return basis.units();
  }

  boolean differences() {
    return !baseline.isEmpty();
  }

  /** The mean and interval of a cell; after {@link #holm()} with the adjusted p value. */
  Estimate estimate(int row, int column) {
    return cells.estimate(row, column);
  }

  /** Whether a cell is marked as best, or as a difference that is there. */
  boolean marked(int row, int column) {
    return cells.marked(row, column);
  }

  /** Row {@code a} minus row {@code b}, paired. */
  Estimate difference(int a, int b, int column) {
    return estimate(rows.get(a).minus(rows.get(b), ""), column);
  }

  /** Of any row of these images. */
  Estimate estimate(Row row, int column) {
    return cells.estimate(row, column);
  }

  /** The place of the one column that answers to this name. */
  int column(String name) {
    return Named.column(columns, name);
  }

  String names() {
    return Named.all(rows);
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
    return score(Named.row(rows, row), column(column));
  }

  Score score(int r, int c) {
    var e = estimate(r, c);
    var column = columns.get(c);
    var variant =
        differences()
            ? column.variant() + (column.variant().isEmpty() ? "" : "; ") + "minus " + baseline
            : column.variant();
    return new Score(column.name(), e.mean(), e.low(), e.high(), e.n(), variant)
        .tested(rows.get(r).seedSpread(c), differences() ? e.p() : Double.NaN)
        .from(provenance.with("row", rows.get(r).name()));
  }

  @Override
  public ScoreTable row(String name) {
    return with(List.of(rows.get(Named.row(rows, name))));
  }

  @Override
  public ScoreTable and(Results more) {
    return Joining.of(this, more);
  }

  private ScoreTable with(List<Row> some) {
    return new ScoreTable(columns, some, basis, axis, baseline, inference, provenance);
  }

  private ScoreTable with(Inference other) {
    return new ScoreTable(columns, rows, basis, axis, baseline, other, provenance);
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
    var base = rows.get(Named.row(rows, row));
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
    var from = provenance.with("minus", base.name());
    return new ScoreTable(columns, others, basis, axis, base.name(), inference, from);
  }

  @Override
  public ScoreTable ci(double level) {
    return with(inference.confidence(level));
  }

  @Override
  public ScoreTable student() {
    return with(basis.by(inference, Inference.Way.STUDENT));
  }

  @Override
  public ScoreTable bca() {
    return with(basis.by(inference, Inference.Way.BCA));
  }

  @Override
  public ScoreTable holm() {
    if (!differences()) {
      throw new IllegalArgumentException(
          "holm adjusts the p values of differences, and these are scores; ask versus(\"%s\").holm()"
              .formatted(rows.get(0).name()));
    }
    return with(inference.withHolm());
  }

  @Override
  public tech.tablesaw.api.Table table() {
    return ScoreFile.table(this);
  }

  @Override
  public String csv() {
    return ScoreFile.csv(this);
  }

  @Override
  public String markdown() {
    return ScoreMarkdown.of(this);
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
    return ScoreText.of(this);
  }

  @Override
  public Optional<String> html() {
    return Optional.of(ScoreHtml.of(this));
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(ScoreLatex.array(this));
  }

  @Override
  public Optional<String> figures() {
    return Optional.of(ScoreFigures.of(this));
  }

  @Override
  public String toString() {
    return text();
  }
}
