package org.sfumato.kernel.html.tex;

import java.util.ArrayList;
import java.util.List;

/** Formulas in rows and columns: environments, and lines of a formula by themselves. */
final class Table {
  /** Cells hold rows, which are blocks; in Chromium only its own words move blocks. */
  static final String LEFT = "text-align:left;text-align:-webkit-left";

  static final String RIGHT = "text-align:right;text-align:-webkit-right";
  static final String CENTER = "text-align:center;text-align:-webkit-center";

  private final Formula formula;
  private final TexSource source;

  Table(Formula formula) {
    this.formula = formula;
    this.source = formula.source;
  }

  /** Rows of cells up to the end of the environment, or of everything if the name is empty. */
  List<List<String>> rows(String environment) {
    var rows = new ArrayList<List<String>>();
    var cells = new ArrayList<String>();
    rows.add(cells);
    while (true) {
      cells.add(formula.row());
      if (source.takes("&")) {
        continue;
      }
      if (source.takes("\\\\") || source.takes("\\cr")) {
        source.takes("*");
        source.optional();
        cells = new ArrayList<>();
        rows.add(cells);
        continue;
      }
      break;
    }
    if (!environment.isEmpty() && source.takes("\\end")) {
      source.raw();
    }
    var last = rows.get(rows.size() - 1);
    if (rows.size() > 1 && last.size() == 1 && last.get(0).equals("<mrow></mrow>")) {
      rows.remove(rows.size() - 1);
    }
    return rows;
  }

  /** After {@code \begin}: the environment to its end. */
  String environment() {
    var name = source.raw().replace("*", "");
    source.optional();
    var columns = name.equals("array") || name.equals("alignedat") ? source.raw() : "";
    var rows = rows(name);
    return switch (name) {
      case "pmatrix" -> fenced("(", rows, ")");
      case "bmatrix" -> fenced("[", rows, "]");
      case "Bmatrix" -> fenced("{", rows, "}");
      case "vmatrix" -> fenced("|", rows, "|");
      case "Vmatrix" -> fenced("‖", rows, "‖");
      case "matrix", "smallmatrix", "gathered", "gather", "equation" -> plain(rows, CENTER);
      case "cases" ->
          "<mrow><mo stretchy=\"true\" form=\"prefix\">{</mo>" + plain(rows, LEFT) + "</mrow>";
      case "array" -> array(rows, columns);
      default -> aligned(rows);
    };
  }

  private static String fenced(String open, List<List<String>> rows, String close) {
    return "<mrow><mo stretchy=\"true\" form=\"prefix\">"
        + open
        + "</mo>"
        + plain(rows, CENTER)
        + "<mo stretchy=\"true\" form=\"postfix\">"
        + close
        + "</mo></mrow>";
  }

  static String plain(List<List<String>> rows, String side) {
    return table(rows, "", column -> side);
  }

  /** Columns in pairs that meet at the relation between them. */
  static String aligned(List<List<String>> rows) {
    return table(
        rows,
        " displaystyle=\"true\"",
        column -> column % 2 == 0 ? RIGHT + ";padding-right:0" : LEFT + ";padding-left:0.25em");
  }

  private static String array(List<List<String>> rows, String columns) {
    var sides = columns.replaceAll("[^lcr]", "");
    return table(
        rows,
        "",
        column ->
            switch (column < sides.length() ? sides.charAt(column) : 'c') {
              case 'l' -> LEFT;
              case 'r' -> RIGHT;
              default -> CENTER;
            });
  }

  private interface Style {
    String of(int column);
  }

  private static String table(List<List<String>> rows, String attributes, Style style) {
    var out = new StringBuilder("<mtable" + attributes + ">");
    for (var row : rows) {
      out.append("<mtr>");
      for (int i = 0; i < row.size(); i++) {
        out.append("<mtd style=\"")
            .append(style.of(i))
            .append("\">")
            .append(row.get(i))
            .append("</mtd>");
      }
      out.append("</mtr>");
    }
    return out.append("</mtable>").toString();
  }
}
