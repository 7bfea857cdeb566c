package org.sfumato.judge;

import com.univocity.parsers.common.TextParsingException;
import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Claims from a CSV file with a line for each reported number, or for each reported order without
 * numbers, whose value is {@code better than} another row. Lines of the same paper, row and
 * circumstances become one claim.
 */
final class ClaimFile {
  private static final List<String> NEEDED = List.of("paper", "row", "metric", "value");
  private static final List<String> OPTIONAL =
      List.of("variant", "spread", "low", "high", "n", "data", "source", "protocol", "run");

  /** How a value begins that is an order and no number: {@code better than SDEdit}. */
  private static final String BETTER = "better than ";

  private final String name;
  private final Map<List<String>, Claim> claims = new LinkedHashMap<>();

  private ClaimFile(String name) {
    this.name = name;
  }

  /**
   * @throws IllegalArgumentException if there is no such file, or a line of it says no number; the
   *     message names the line
   */
  static Claims read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          Files.isDirectory(file)
              ? file + " is a folder; name a CSV file in it"
              : "there is no file " + file);
    }
    var all = new ClaimFile(String.valueOf(file.getFileName()));
    try {
      // Read as text first: a file in another encoding is told so, and not half read.
      var text = Files.readString(file, StandardCharsets.UTF_8);
      all.parse(text.startsWith("\ufeff") ? text.substring(1) : text);
    } catch (IOException e) {
      throw new IllegalArgumentException(file + " cannot be read; is it a CSV file in UTF-8?", e);
    } catch (TextParsingException e) {
      throw new IllegalArgumentException(
          all.name
              + ", line "
              + (e.getLineIndex() + 1)
              + " is not CSV: a quote is left open, or a value is endless",
          e);
    }
    if (all.claims.isEmpty()) {
      throw new IllegalArgumentException(
          all.name + " claims nothing: it has no line with a number");
    }
    return new Claims(new ArrayList<>(all.claims.values()));
  }

  private void parse(String text) {
    var settings = new CsvParserSettings();
    settings.setLineSeparatorDetectionEnabled(true);
    settings.setSkipEmptyLines(false);
    var parser = new CsvParser(settings);
    parser.beginParsing(new java.io.StringReader(text));
    String[] head = null;
    long line = 1;
    for (var cells = parser.parseNext(); cells != null; cells = parser.parseNext()) {
      boolean blank = Arrays.stream(cells).allMatch(c -> c == null || c.isBlank());
      if (!blank && head == null) {
        head = head(cells);
      } else if (!blank) {
        add(fields(head, cells, line), line);
      }
      // A quoted value may go over several lines, and it is the first that a reader looks for.
      line = parser.getContext().currentLine() + 1;
    }
  }

  private String[] head(String[] cells) {
    var head =
        Arrays.stream(cells)
            .map(c -> c == null ? "" : c.strip().toLowerCase(Locale.ROOT))
            .toArray(String[]::new);
    var found = Arrays.asList(head);
    for (var needed : NEEDED) {
      if (!found.contains(needed)) {
        throw new IllegalArgumentException(
            "%s has no column %s; it needs %s, and may have %s"
                .formatted(name, needed, String.join(", ", NEEDED), String.join(", ", OPTIONAL)));
      }
    }
    for (var column : found) {
      if (!NEEDED.contains(column) && !OPTIONAL.contains(column)) {
        throw new IllegalArgumentException(
            "%s has a column %s that nobody knows; there are %s and %s"
                .formatted(
                    name,
                    column.isEmpty() ? "without a name" : column,
                    String.join(", ", NEEDED),
                    String.join(", ", OPTIONAL)));
      }
      if (found.indexOf(column) != found.lastIndexOf(column)) {
        throw new IllegalArgumentException(name + " has the column " + column + " twice");
      }
    }
    return head;
  }

  private Map<String, String> fields(String[] head, String[] cells, long line) {
    if (cells.length > head.length) {
      throw wrong(line, "has %d values under %d headings".formatted(cells.length, head.length));
    }
    var fields = new LinkedHashMap<String, String>();
    for (int k = 0; k < cells.length; k++) {
      if (cells[k] != null && !cells[k].isBlank()) {
        fields.put(head[k], cells[k].strip());
      }
    }
    for (var needed : NEEDED) {
      if (!fields.containsKey(needed)) {
        throw wrong(line, "has no " + needed + "; leave out a line that reports no number");
      }
    }
    return fields;
  }

  private void add(Map<String, String> fields, long line) {
    try {
      var key = new ArrayList<String>();
      for (var k : List.of("paper", "row", "data", "source", "protocol", "run", "n")) {
        key.add(fields.getOrDefault(k, ""));
      }
      var claim =
          claims.computeIfAbsent(
              key,
              k ->
                  Claim.of(k.get(0), k.get(1))
                      .data(k.get(2))
                      .source(k.get(3))
                      .protocol(k.get(4))
                      .run(k.get(5))
                      .count(count(k.get(6))));
      if (fields.get("value").startsWith(BETTER)) {
        var than = fields.get("value").substring(BETTER.length()).strip();
        var variant = Optional.ofNullable(fields.get("variant"));
        claims.put(key, claim.with(new Better(fields.get("metric"), variant, than)));
        return;
      }
      var said =
          new Said(
              fields.get("metric"),
              Optional.ofNullable(fields.get("variant")),
              fields.get("value"),
              number(fields, "spread"),
              number(fields, "low"),
              number(fields, "high"));
      if (claim.with(said).said().size() == claim.said().size()) {
        throw new IllegalArgumentException(
            "%s of %s stands here a second time".formatted(said.metric(), claim.label()));
      }
      claims.put(key, claim.with(said));
    } catch (IllegalArgumentException e) {
      throw wrong(line, "is wrong: " + e.getMessage());
    }
  }

  private static int count(String n) {
    try {
      return n.isEmpty() ? 0 : Integer.parseInt(n);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("n is \"" + n + "\", which is no number of images", e);
    }
  }

  private static double number(Map<String, String> fields, String column) {
    var text = fields.get(column);
    try {
      return text == null ? Double.NaN : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(column + " is \"" + text + "\", which is no number", e);
    }
  }

  private IllegalArgumentException wrong(long line, String what) {
    return new IllegalArgumentException(name + ", line " + line + " " + what);
  }
}
