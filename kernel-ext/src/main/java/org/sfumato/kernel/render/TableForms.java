package org.sfumato.kernel.render;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.sfumato.Numbers;
import org.sfumato.kernel.html.Escape;
import org.sfumato.kernel.message.Bundle;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A Tablesaw table: HTML with right-aligned numbers, text for the rest; of a long one its ends. */
final class TableForms implements Renderer<Table> {
  private static final int MOST_ROWS = 40;
  private static final int FIRST = 25;
  private static final int LAST = 5;

  @Override
  public Bundle of(Table table) {
    var size = table.rowCount() + " rows × " + table.columnCount() + " columns";
    return Bundle.text(table.columnCount() == 0 ? "a table without columns" : table.print(FIRST))
        .with(Bundle.HTML, html(table, size));
  }

  @Override
  public String text(Table table) {
    return "Table " + table.name() + ", " + table.rowCount() + "×" + table.columnCount();
  }

  static String html(Table table, String note) {
    var rows = new ArrayList<List<HtmlTable.Cell>>();
    int size = table.rowCount();
    if (size <= MOST_ROWS) {
      IntStream.range(0, size).forEach(r -> rows.add(row(table, r)));
    } else {
      IntStream.range(0, FIRST).forEach(r -> rows.add(row(table, r)));
      rows.add(
          table.columns().stream()
              .map(c -> new HtmlTable.Cell("⋮", c instanceof NumericColumn<?>, false))
              .toList());
      IntStream.range(size - LAST, size).forEach(r -> rows.add(row(table, r)));
    }
    var name = table.name() == null ? "" : table.name();
    return new HtmlTable(name, table.columnNames(), rows, Escape.html(note)).html();
  }

  private static List<HtmlTable.Cell> row(Table table, int row) {
    return table.columns().stream()
        .map(
            c ->
                new HtmlTable.Cell(
                    Escape.html(value(c, row)), c instanceof NumericColumn<?>, false))
        .toList();
  }

  /** A value as text; a missing one as none. */
  static String value(Column<?> column, int row) {
    if (column.isMissing(row)) {
      return "";
    }
    return column.type() == ColumnType.DOUBLE || column.type() == ColumnType.FLOAT
        ? Numbers.text(((Number) column.get(row)).doubleValue())
        : Visible.text(column.getString(row), 200);
  }
}
