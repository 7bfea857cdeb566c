package org.sfumato.judge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.sfumato.Destination;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** A table of scores as Tablesaw's type and as a CSV file. */
final class ScoreFile {
  private ScoreFile() {}

  /**
   * Columns: run, what was swept, and for each metric its mean and interval; then n, images, seeds.
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

  /** Writes the table whole or not at all. */
  static Path save(ScoreTable scores, Path file) throws IOException {
    var table = table(scores);
    var lines = new ArrayList<String>();
    lines.add(line(table.columnNames()));
    for (int r = 0; r < table.rowCount(); r++) {
      int row = r;
      lines.add(line(table.columns().stream().map(c -> String.valueOf(c.get(row))).toList()));
    }
    var folder = Destination.checked(file).toAbsolutePath().getParent();
    var part =
        folder.resolve(
            "." + file.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".part");
    try {
      Files.createDirectories(folder);
      Files.write(part, lines);
      return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Destination.failed(file, e);
    } finally {
      Destination.discard(part);
    }
  }

  private static String line(List<String> cells) {
    return String.join(",", cells.stream().map(ScoreFile::quoted).toList());
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[\",\n\r].*") ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
  }
}
