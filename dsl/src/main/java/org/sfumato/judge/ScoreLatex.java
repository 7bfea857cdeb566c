package org.sfumato.judge;

import java.util.Map;
import java.util.stream.Collectors;

/** A table of scores as LaTeX: an array for a notebook's equations, a tabular for a paper. */
final class ScoreLatex {
  /** What pdfLaTeX does not know as a letter. */
  private static final Map<String, String> SYMBOLS =
      Map.ofEntries(
          Map.entry("−", "$-$"),
          Map.entry("∞", "$\\infty$"),
          Map.entry("↑", "$\\uparrow$"),
          Map.entry("↓", "$\\downarrow$"),
          Map.entry("×", "$\\times$"),
          Map.entry("√", "$\\surd$"),
          Map.entry("Δ", "$\\Delta$"),
          Map.entry("α", "$\\alpha$"),
          Map.entry("β", "$\\beta$"),
          Map.entry("γ", "$\\gamma$"),
          Map.entry("δ", "$\\delta$"),
          Map.entry("ε", "$\\varepsilon$"),
          Map.entry("ζ", "$\\zeta$"),
          Map.entry("η", "$\\eta$"),
          Map.entry("λ", "$\\lambda$"),
          Map.entry("μ", "$\\mu$"),
          Map.entry("ρ", "$\\rho$"),
          Map.entry("σ", "$\\sigma$"),
          Map.entry("τ", "$\\tau$"),
          Map.entry("Σ", "$\\Sigma$"),
          Map.entry("⁺", "$^+$"),
          Map.entry("²", "$^2$"));

  private ScoreLatex() {}

  /** Mathematics without delimiters, which MathJax and KaTeX show. */
  static String array(ScoreTable t) {
    var s = new StringBuilder("\\begin{array}{l" + "r".repeat(t.columns().size()) + "}\n");
    t.columns()
        .forEach(c -> s.append(" & \\text{").append(text(c.name())).append('}').append(arrow(c)));
    s.append(" \\\\ \\hline\n");
    for (int r = 0; r < t.rows().size(); r++) {
      var name = text(ScoreText.shortened(t.rows().get(r).name()));
      s.append("\\text{").append(name).append('}');
      for (int c = 0; c < t.columns().size(); c++) {
        var value = number(Digits.value(t.estimate(r, c)));
        s.append(" & ").append(t.marked(r, c) ? "\\mathbf{" + value + "}" : value);
        var beside = Digits.beside(t, r, c);
        s.append(beside.isEmpty() ? "" : "\\;{\\scriptstyle " + beside(beside) + "}");
      }
      s.append(" \\\\\n");
    }
    return s + "\\end{array}";
  }

  /** For {@code \input} in a document; it needs no package. */
  static String tabular(ScoreTable t) {
    var s =
        new StringBuilder("\\begin{tabular}{l" + "r".repeat(t.columns().size()) + "}\n\\hline\n");
    t.columns().forEach(c -> s.append(" & ").append(prose(c.headed())));
    s.append(" \\\\\n\\hline\n");
    for (int r = 0; r < t.rows().size(); r++) {
      s.append(prose(ScoreText.shortened(t.rows().get(r).name())));
      for (int c = 0; c < t.columns().size(); c++) {
        var value = "$" + number(Digits.value(t.estimate(r, c))) + "$";
        s.append(" & ").append(t.marked(r, c) ? "{\\boldmath" + value + "}" : value);
        var beside = Digits.beside(t, r, c);
        s.append(beside.isEmpty() ? "" : " {\\scriptsize " + prose(beside) + "}");
      }
      s.append(" \\\\\n");
    }
    return s
        + "\\hline\n\\end{tabular}\n\n{\\footnotesize\n"
        + Notes.of(t, "bold").stream().map(ScoreLatex::prose).collect(Collectors.joining("\\\\\n"))
        + "\n}\n";
  }

  private static String arrow(Column c) {
    return c.ranked() ? (c.higherIsBetter() ? "\\uparrow" : "\\downarrow") : "";
  }

  /** Numbers in mathematics, words upright. */
  private static String beside(String digits) {
    return number(digits)
        .replace("sd ", "\\text{sd }")
        .replace(" p ", "\\;p\\,")
        .replace("] ", "]\\;");
  }

  private static String number(String digits) {
    return digits
        .replace("−", "-")
        .replace("∞", "\\infty")
        .replace("–", "\\text{–}")
        .replace(", ", ",\\,");
  }

  /** A text as TeX prints it. */
  static String text(String name) {
    return name.replace("\\", "/")
        .replaceAll("([{}_#$%&])", "\\\\$1")
        .replace("^", "\\textasciicircum ")
        .replace("~", " ");
  }

  private static String prose(String s) {
    var escaped = text(s).replace("<", "$<$").replace(">", "$>$").replace("|", "$|$");
    for (var symbol : SYMBOLS.entrySet()) {
      escaped = escaped.replace(symbol.getKey(), symbol.getValue());
    }
    return escaped;
  }
}
