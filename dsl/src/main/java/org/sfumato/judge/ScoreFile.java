package org.sfumato.judge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.sfumato.Destination;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A table of scores as Tablesaw's type and as a file. */
final class ScoreFile {
  private ScoreFile() {}

  /**
   * Columns: run, what was swept, and for each metric its mean and interval, the standard deviation
   * between seeds if there are several, the p value of a difference; then n, images, seeds.
   */
  static Table table(ScoreTable scores) {
    var rows = scores.rows();
    var table = Table.create("scores");
    var taken = new HashSet<String>();
    table.addColumns(
        StringColumn.create(free("run", taken), rows.stream().map(Row::name).toList()));
    if (!scores.axis().isEmpty() && rows.stream().allMatch(r -> r.swept().isPresent())) {
      table.addColumns(
          DoubleColumn.create(free(scores.axis(), taken), scores.values(scores.axis())));
    }
    for (int c = 0; c < scores.columns().size(); c++) {
      int column = c;
      var name = free(scores.columns().get(c).name(), taken);
      var cells =
          IntStream.range(0, rows.size()).mapToObj(r -> scores.estimate(r, column)).toList();
      table.addColumns(
          DoubleColumn.create(name, cells.stream().mapToDouble(Estimate::mean).toArray()),
          DoubleColumn.create(
              free(name + " low", taken), cells.stream().mapToDouble(Estimate::low).toArray()),
          DoubleColumn.create(
              free(name + " high", taken), cells.stream().mapToDouble(Estimate::high).toArray()));
      if (rows.stream().anyMatch(r -> r.seeds().size() > 1)) {
        var spread = rows.stream().mapToDouble(r -> r.seedSpread(column)).toArray();
        table.addColumns(DoubleColumn.create(free(name + " sd of seeds", taken), spread));
      }
      if (scores.differences()) {
        var p = cells.stream().mapToDouble(Estimate::p).toArray();
        var word = scores.inference().holm() ? " p (Holm)" : " p";
        table.addColumns(DoubleColumn.create(free(name + word, taken), p));
      }
    }
    int n = scores.units().count();
    table.addColumns(
        IntColumn.create(free("n", taken), rows.stream().mapToInt(r -> n).toArray()),
        IntColumn.create(
            free("images", taken), rows.stream().mapToInt(r -> scores.ids().size()).toArray()),
        IntColumn.create(
            free("seeds", taken), rows.stream().mapToInt(r -> r.seeds().size()).toArray()));
    return table;
  }

  /** Tablesaw tells columns apart by name, without regard to case. */
  private static String free(String name, HashSet<String> taken) {
    var candidate = name;
    for (int k = 2; !taken.add(candidate.toLowerCase(java.util.Locale.ROOT)); k++) {
      candidate = name + " (" + k + ")";
    }
    return candidate;
  }

  static String csv(ScoreTable scores) {
    var table = table(scores);
    var s = new StringBuilder(line(table.columnNames()));
    for (int r = 0; r < table.rowCount(); r++) {
      int row = r;
      s.append(line(table.columns().stream().map(c -> written(c.get(row))).toList()));
    }
    return s.toString();
  }

  /** A number that is not there leaves its place empty, which every reader of CSV understands. */
  private static String written(Object cell) {
    return cell == null || cell instanceof Double d && d.isNaN() ? "" : String.valueOf(cell);
  }

  /** Writes the table whole or not at all, in the form that the file's ending names. */
  static Path save(ScoreTable scores, Path file) throws IOException {
    var to = Destination.checked(file);
    return Destination.write(to, content(scores, to).getBytes(StandardCharsets.UTF_8));
  }

  private static String content(ScoreTable scores, Path file) {
    var name = String.valueOf(file.getFileName());
    var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "csv" -> csv(scores);
      case "md" -> ScoreMarkdown.of(scores);
      case "tex" -> ScoreLatex.tabular(scores);
      case "html" ->
          "<!doctype html>\n<meta charset=\"utf-8\">\n<meta name=\"color-scheme\" content=\"light dark\">\n"
              + ScoreHtml.of(scores)
              + "\n";
      default ->
          throw new IllegalArgumentException(
              "a table is saved as .csv, .md, .tex or .html, and \"%s\" ends in none of them"
                  .formatted(name));
    };
  }

  private static String line(List<String> cells) {
    return String.join(",", cells.stream().map(ScoreFile::quoted).toList()) + "\n";
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[\",\n\r].*") ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
  }
}
