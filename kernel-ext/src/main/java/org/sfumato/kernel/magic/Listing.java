package org.sfumato.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sfumato.Shown;
import org.sfumato.kernel.html.Escape;

/**
 * A small table that prints itself as text and as HTML.
 *
 * @param columns their heads
 * @param numbers places of columns to align right
 * @param rows as many cells each as there are columns
 * @param below one line below the table; it may be empty
 */
record Listing(List<String> columns, Set<Integer> numbers, List<List<String>> rows, String below)
    implements Shown {
  Listing {
    columns = List.copyOf(columns);
    numbers = Set.copyOf(numbers);
    rows = rows.stream().map(List::copyOf).toList();
  }

  @Override
  public String text() {
    var widths = new int[columns.size()];
    var all = new ArrayList<List<String>>();
    all.add(columns);
    all.addAll(rows);
    for (var row : all) {
      for (int c = 0; c < widths.length; c++) {
        widths[c] = Math.max(widths[c], length(row.get(c)));
      }
    }
    var out = new StringBuilder();
    for (var row : all) {
      var line = new StringBuilder();
      for (int c = 0; c < widths.length; c++) {
        var pad = " ".repeat(widths[c] - length(row.get(c)));
        line.append(c == 0 ? "" : "  ")
            .append(numbers.contains(c) ? pad + row.get(c) : row.get(c) + pad);
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.append(below).toString().stripTrailing();
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  @Override
  public Optional<String> html() {
    var out = new StringBuilder("<table class=\"sf-table\"><thead><tr>");
    for (int c = 0; c < columns.size(); c++) {
      cell("th", c, columns.get(c), out);
    }
    out.append("</tr></thead><tbody>");
    for (var row : rows) {
      out.append("<tr>");
      for (int c = 0; c < columns.size(); c++) {
        cell("td", c, row.get(c), out);
      }
      out.append("</tr>");
    }
    out.append("</tbody></table>");
    if (!below.isEmpty()) {
      out.append("<p class=\"sf-size\">").append(Escape.html(below)).append("</p>");
    }
    return Optional.of(out.toString());
  }

  private void cell(String tag, int column, String text, StringBuilder out) {
    var align = numbers.contains(column) ? "right;white-space:nowrap" : "left";
    out.append('<').append(tag).append(" style=\"text-align:").append(align).append("\">");
    out.append(Escape.html(text)).append("</").append(tag).append('>');
  }
}
