package org.sfumato.kernel.html.tex;

import org.sfumato.kernel.html.tex.Node.Kind;

/** Brackets that grow with what is between them, or are as large as somebody says. */
final class Delimiters {
  private final Formula formula;
  private final TexSource source;

  Delimiters(Formula formula) {
    this.formula = formula;
    this.source = formula.source;
  }

  String bracketed() {
    var out = new StringBuilder("<mrow>").append(delimiter("prefix")).append(formula.row());
    while (source.takes("\\middle")) {
      out.append(delimiter("infix")).append(formula.row());
    }
    if (source.takes("\\right")) {
      out.append(delimiter("postfix"));
    }
    return out.append("</mrow>").toString();
  }

  private String delimiter(String form) {
    var sign = bracket();
    return sign.equals(".")
        ? ""
        : "<mo form=\""
            + form
            + "\" stretchy=\"true\" fence=\"true\">"
            + Tex.escape(sign)
            + "</mo>";
  }

  private String bracket() {
    source.skipBlank();
    if (source.atEnd()) {
      return ".";
    }
    var sign = source.next();
    if (!sign.equals("\\")) {
      return sign.equals("<") ? "⟨" : sign.equals(">") ? "⟩" : sign;
    }
    var name = source.command();
    return Symbols.FENCES.getOrDefault(name, name);
  }

  Node big(String em, String name) {
    var kind = name.endsWith("l") ? Kind.OPEN : name.endsWith("r") ? Kind.CLOSE : Kind.ORDINARY;
    var sign = bracket();
    return Node.of(
        kind,
        "<mo stretchy=\"true\" symmetric=\"true\" lspace=\"0\" rspace=\"0\" minsize=\""
            + em
            + "em\" maxsize=\""
            + em
            + "em\">"
            + Tex.escape(sign)
            + "</mo>");
  }
}
