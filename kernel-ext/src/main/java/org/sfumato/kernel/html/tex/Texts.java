package org.sfumato.kernel.html.tex;

import java.util.Set;

/** Words inside formulas. */
final class Texts {
  static final Set<String> COMMANDS =
      Set.of(
          "text",
          "textrm",
          "textnormal",
          "textup",
          "mbox",
          "hbox",
          "textit",
          "textbf",
          "texttt",
          "textsf");

  private Texts() {}

  static String of(String name, String raw) {
    var style =
        switch (name) {
          case "textbf" -> " style=\"font-weight:bold\"";
          case "textit" -> " style=\"font-style:italic\"";
          case "texttt" -> " style=\"font-family:monospace\"";
          default -> "";
        };
    var clean = raw.replace("\\ ", " ").replaceAll("\\\\([#$%&_{}])", "$1");
    // Blanks at the ends of MathML text are dropped, and in TeX they are meant.
    var kept = clean.replaceAll("^ +| +$", "\u00a0");
    return "<mtext" + style + ">" + Tex.escape(kept) + "</mtext>";
  }
}
