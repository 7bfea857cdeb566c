package org.sfumato.kernel.render;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sfumato.kernel.message.Bundle;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** A column of a Tablesaw table: its type, how much is missing, its first values. */
final class ColumnForms implements Renderer<Column<?>> {
  private static final int FIRST = 20;

  @Override
  public Bundle of(Column<?> column) {
    var html = TableForms.html(Table.create(column), said(column));
    return Bundle.text(text(column)).with(Bundle.HTML, html);
  }

  @Override
  public String text(Column<?> column) {
    var values =
        IntStream.range(0, Math.min(FIRST, column.size()))
            .mapToObj(r -> column.isMissing(r) ? "missing" : TableForms.value(column, r))
            .collect(Collectors.joining(", "));
    return column.name()
        + ": "
        + said(column)
        + (column.isEmpty() ? "" : ": " + values + (column.size() > FIRST ? ", …" : ""));
  }

  private static String said(Column<?> column) {
    int missing = column.countMissing();
    return column.type().name().toLowerCase(Locale.ROOT)
        + ", "
        + column.size()
        + (column.size() == 1 ? " value" : " values")
        + (missing > 0 ? ", " + missing + " missing" : "");
  }
}
