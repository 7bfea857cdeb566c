package org.sfumato.kernel.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sfumato.kernel.html.Escape;

/** Things with named parts as a table: one row each, one column for each name. */
final class RowsHtml {
  private static final int MOST_COLUMNS = 20;

  private RowsHtml() {}

  /**
   * @param size how many things there are in all, of which {@code rows} are the first
   */
  static String of(List<Map<String, Object>> rows, int size, Renderers renderers) {
    Set<String> all = new LinkedHashSet<>();
    rows.forEach(r -> all.addAll(r.keySet()));
    var columns = all.stream().limit(MOST_COLUMNS).toList();
    var cells = new ArrayList<List<HtmlTable.Cell>>();
    for (var row : rows) {
      var line = new ArrayList<HtmlTable.Cell>();
      for (var column : columns) {
        line.add(
            row.containsKey(column)
                ? HtmlTable.Cell.of(row.get(column), renderers)
                : HtmlTable.Cell.EMPTY);
      }
      cells.add(line);
    }
    var notes = new ArrayList<String>();
    if (size > rows.size()) {
      notes.add("… " + (size - rows.size()) + " more");
    }
    if (all.size() > columns.size()) {
      notes.add((all.size() - columns.size()) + " more columns");
    }
    return new HtmlTable("", columns, cells, Escape.html(String.join(", ", notes))).html();
  }

  static String ofMaps(List<?> maps, int size, Renderers renderers) {
    var rows = new ArrayList<Map<String, Object>>();
    for (var map : maps) {
      var row = new LinkedHashMap<String, Object>();
      ((Map<?, ?>) map).forEach((k, v) -> row.put(renderers.text(k), v));
      rows.add(row);
    }
    return of(rows, size, renderers);
  }
}
