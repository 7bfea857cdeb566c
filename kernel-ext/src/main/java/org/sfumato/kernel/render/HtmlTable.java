package org.sfumato.kernel.render;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.sfumato.Numbers;
import org.sfumato.kernel.html.Escape;

/**
 * A table without scripts and without colours of its own, so that it suits light and dark pages.
 * What matters is said in attributes too, because some readers take all styles away.
 *
 * @param caption above it; may be empty
 * @param heads names of the columns, or empty for a table without a head
 * @param rows cells, as many in each row as there are heads
 * @param note beneath it, HTML; may be empty
 */
record HtmlTable(String caption, List<String> heads, List<List<Cell>> rows, String note) {
  private static final int LONGEST_CELL = 200;
  private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
  private static final String LINE = "border-bottom:1px solid rgba(128,128,128,.5);";

  /**
   * A cell.
   *
   * @param html its content
   * @param right whether it is a number, which stands to the right
   * @param head whether it names its row
   */
  record Cell(String html, boolean right, boolean head) {
    static final Cell EMPTY = new Cell("", false, false);

    /** A value as a cell; decimal numbers in at most six digits, long texts by their beginning. */
    static Cell of(Object value, Renderers renderers) {
      if (value == null) {
        return new Cell("<i>null</i>", false, false);
      }
      boolean number = value instanceof Number;
      var text =
          value instanceof Double || value instanceof Float
              ? Numbers.text(((Number) value).doubleValue())
              : value instanceof BigDecimal d ? d.toString() : renderers.text(value);
      var plain = COLOUR.matcher(text).replaceAll("");
      return new Cell(Escape.html(shortened(plain)).replace("\n", "<br>"), number, false);
    }

    private static String shortened(String text) {
      return text.length() <= LONGEST_CELL
          ? text
          : Visible.whole(text.substring(0, LONGEST_CELL)) + "…";
    }

    Cell asHead() {
      return new Cell(html, false, true);
    }
  }

  String html() {
    var out =
        new StringBuilder(
            "<table class=\"sf-table\" style=\"border-collapse:collapse;font-variant-numeric:tabular-nums\">");
    if (!caption.isBlank()) {
      out.append("<caption style=\"text-align:left\">")
          .append(Escape.html(caption))
          .append("</caption>");
    }
    if (!heads.isEmpty()) {
      out.append("<thead><tr>");
      for (int c = 0; c < heads.size(); c++) {
        cell("th", isRight(c), LINE, Escape.html(heads.get(c)), out);
      }
      out.append("</tr></thead>");
    }
    out.append("<tbody>");
    for (var row : rows) {
      out.append("<tr>");
      row.forEach(c -> cell(c.head() ? "th" : "td", c.right(), "", c.html(), out));
      out.append("</tr>");
    }
    out.append("</tbody></table>");
    if (!note.isEmpty()) {
      out.append("<p class=\"sf-size\" style=\"margin:.3em 0 0\"><small>")
          .append(note)
          .append("</small></p>");
    }
    return out.toString();
  }

  /** Whether every cell of the column that says something is a number. */
  private boolean isRight(int column) {
    return rows.stream().map(r -> r.get(column)).anyMatch(Cell::right)
        && rows.stream().map(r -> r.get(column)).allMatch(c -> c.right() || c.html().isEmpty());
  }

  private static void cell(
      String tag, boolean right, String style, String html, StringBuilder out) {
    var side = right ? "right" : "left";
    out.append('<')
        .append(tag)
        .append(" align=\"")
        .append(side)
        .append("\" style=\"text-align:")
        .append(side)
        .append(";padding:.15em .7em;")
        .append(style)
        .append("\">")
        .append(html)
        .append("</")
        .append(tag)
        .append('>');
  }
}
