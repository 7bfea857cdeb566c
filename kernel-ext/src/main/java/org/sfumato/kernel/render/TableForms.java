package org.sfumato.kernel.render;

import java.util.stream.IntStream;
import org.sfumato.kernel.html.Escape;
import org.sfumato.kernel.message.Bundle;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A Tablesaw table: HTML with types and right-aligned numbers, text for the rest. */
final class TableForms {
  private static final int MOST_ROWS = 40;
  private static final int FIRST = 25;
  private static final int LAST = 5;

  private TableForms() {}

  static Bundle of(Table table) {
    return Bundle.text(table.print(FIRST)).with(Bundle.HTML, html(table));
  }

  private static String html(Table table) {
    var out = new StringBuilder("<table class=\"sf-table\">");
    var name = table.name() == null ? "" : table.name();
    if (!name.isBlank()) {
      out.append("<caption>").append(Escape.html(name)).append("</caption>");
    }
    out.append("<thead><tr>");
    for (var column : table.columns()) {
      out.append("<th")
          .append(align(column))
          .append(" title=\"")
          .append(column.type().name().toLowerCase(java.util.Locale.ROOT))
          .append("\">")
          .append(Escape.html(column.name()))
          .append("</th>");
    }
    out.append("</tr></thead><tbody>");
    int rows = table.rowCount();
    if (rows <= MOST_ROWS) {
      IntStream.range(0, rows).forEach(r -> row(table, r, out));
    } else {
      IntStream.range(0, FIRST).forEach(r -> row(table, r, out));
      out.append("<tr><td colspan=\"")
          .append(table.columnCount())
          .append("\" style=\"text-align:center\">…</td></tr>");
      IntStream.range(rows - LAST, rows).forEach(r -> row(table, r, out));
    }
    out.append("</tbody></table><p class=\"sf-size\">")
        .append(rows)
        .append(" rows × ")
        .append(table.columnCount())
        .append(" columns</p>");
    return out.toString();
  }

  private static void row(Table table, int row, StringBuilder out) {
    out.append("<tr>");
    for (var column : table.columns()) {
      out.append("<td")
          .append(align(column))
          .append('>')
          .append(Escape.html(cell(column, row)))
          .append("</td>");
    }
    out.append("</tr>");
  }

  private static String cell(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return "";
    }
    return column.type() == ColumnType.DOUBLE || column.type() == ColumnType.FLOAT
        ? org.sfumato.Numbers.text(((Number) column.get(row)).doubleValue())
        : column.getString(row);
  }

  private static String align(Column<?> column) {
    return column instanceof NumericColumn<?>
        ? " style=\"text-align:right\""
        : " style=\"text-align:left\"";
  }
}
