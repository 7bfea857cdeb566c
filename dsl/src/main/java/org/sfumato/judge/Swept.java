package org.sfumato.judge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sfumato.Chart;
import org.sfumato.Draws;
import org.sfumato.Images;
import org.sfumato.Picture;
import org.sfumato.Provenance;
import org.sfumato.Results;
import org.sfumato.Score;
import org.sfumato.view.PictureTable;
import tech.tablesaw.api.Table;

/**
 * A sweep that was scored: its table, the recipes behind the rows, and pictures of what they drew.
 *
 * @param <D> what was drawn, such as a recipe
 */
public final class Swept<D extends Draws> implements Results {
  /** Images of each row that are kept to be looked at. */
  static final int SHOWN = 4;

  private final ScoreTable table;
  private final List<Over<?>> axes;
  private final List<List<?>> spots;
  private final List<D> recipes;
  private final List<Images> drawn;
  private final int read;

  /**
   * @param spots the values of each row, one of each axis
   * @param drawn the first images of each row's first seed
   * @param read how many cells were not drawn, because they had been before
   */
  Swept(
      ScoreTable table,
      List<Over<?>> axes,
      List<List<?>> spots,
      List<D> recipes,
      List<Images> drawn,
      int read) {
    this.table = table;
    this.axes = List.copyOf(axes);
    this.spots = List.copyOf(spots);
    this.recipes = List.copyOf(recipes);
    this.drawn = List.copyOf(drawn);
    this.read = read;
  }

  /**
   * The recipe of the row that is best in this column: it prints as the code that makes it, and
   * draws again.
   *
   * @throws IllegalArgumentException if nothing is best in that column
   */
  public D best(String column) {
    int c = table.column(column);
    var metric = table.columns().get(c);
    if (!metric.ranked()) {
      throw new IllegalArgumentException(
          "nothing is best in %s, where neither more nor less is better; take recipe(row)"
              .formatted(metric.name()));
    }
    int best = 0;
    for (int r = 1; r < recipes.size(); r++) {
      double gain = table.estimate(r, c).mean() - table.estimate(best, c).mean();
      best = (metric.higherIsBetter() ? gain > 0 : gain < 0) ? r : best;
    }
    return recipes.get(best);
  }

  /** The recipe of this row. */
  public D recipe(String row) {
    return recipes.get(Named.row(table.rows(), row));
  }

  /**
   * What was drawn with the first seed: a column for each value, and the first images below one
   * another; of two kinds of values a row for each of the second, with the first image alone.
   */
  public PictureTable pictures() {
    int across = axes.size() == 1 ? spots.size() : rowsOfFirst();
    int down = axes.size() == 1 ? 1 : spots.size() / across;
    var heads =
        IntStream.range(0, across)
            .mapToObj(k -> axes.get(0).row(spots.get(k * down).get(0)))
            .toList();
    if (axes.size() == 1) {
      int n = drawn.get(0).size();
      var rows =
          IntStream.range(0, n).mapToObj(i -> drawn.stream().map(x -> x.get(i)).toList()).toList();
      return new PictureTable(heads, rows.stream().map(r -> "").toList(), rows);
    }
    var titles =
        IntStream.range(0, down).mapToObj(d -> axes.get(1).row(spots.get(d).get(1))).toList();
    var rows =
        IntStream.range(0, down)
            .mapToObj(
                d ->
                    IntStream.range(0, across)
                        .mapToObj(k -> drawn.get(k * down + d).get(0))
                        .toList())
            .toList();
    return new PictureTable(heads, titles, rows);
  }

  /** How many values of the first axis are whole: one that was stopped may lack some pairs. */
  private int rowsOfFirst() {
    int whole = spots.size() / axes.get(1).values().size();
    if (whole == 0) {
      throw new IllegalStateException(
          "the sweep was stopped before one %s was whole; run it again to see its pictures"
              .formatted(axes.get(0).name()));
    }
    return whole;
  }

  /** How many cells were read from the cache, and not drawn. */
  public int cached() {
    return read;
  }

  /** The table behind results that know more than it. */
  static Results behind(Results results) {
    return results instanceof Swept<?> swept ? swept.table : results;
  }

  /** One column against what was swept: with values of two kinds, a line for each of the second. */
  @Override
  public Chart chart(String x, String y) {
    boolean of = axes.size() == 2 && axes.stream().anyMatch(a -> a.name().equals(x));
    return of ? SweptChart.of(table, axes, spots, x, y) : table.chart(x, y);
  }

  @Override
  public Chart chart() {
    return table.chart();
  }

  @Override
  public double value(String column) {
    return table.value(column);
  }

  @Override
  public double[] values(String column) {
    return table.values(column);
  }

  @Override
  public Score cell(String row, String column) {
    return table.cell(row, column);
  }

  @Override
  public Results row(String name) {
    return table.row(name);
  }

  @Override
  public Results and(Results more) {
    return table.and(more);
  }

  @Override
  public Results sort(String column) {
    return table.sort(column);
  }

  @Override
  public Results versus(String row) {
    return table.versus(row);
  }

  @Override
  public Results ci(double confidence) {
    return table.ci(confidence);
  }

  @Override
  public Results student() {
    return table.student();
  }

  @Override
  public Results bca() {
    return table.bca();
  }

  @Override
  public Results holm() {
    return table.holm();
  }

  @Override
  public Table table() {
    return table.table();
  }

  @Override
  public Provenance provenance() {
    return table.provenance();
  }

  @Override
  public String csv() {
    return table.csv();
  }

  @Override
  public String markdown() {
    return table.markdown();
  }

  @Override
  public Path save(String file) throws IOException {
    return table.save(file);
  }

  @Override
  public String text() {
    return table.text();
  }

  @Override
  public Optional<String> html() {
    return table.html();
  }

  @Override
  public Optional<String> latex() {
    return table.latex();
  }

  @Override
  public Optional<String> figures() {
    return table.figures();
  }

  @Override
  public Optional<Picture> picture() {
    return table.picture();
  }

  @Override
  public String toString() {
    return text();
  }
}
