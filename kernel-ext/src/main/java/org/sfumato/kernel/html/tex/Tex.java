package org.sfumato.kernel.html.tex;

import org.sfumato.kernel.html.Escape;

/** TeX formulas as MathML, which browsers draw by themselves. */
public final class Tex {
  private Tex() {}

  /** A formula within a line. */
  public static String inline(String tex) {
    return math("<math>", tex);
  }

  /** A formula on a line of its own. */
  public static String display(String tex) {
    return math("<math display=\"block\">", tex);
  }

  private static String math(String open, String tex) {
    return open + new Formula(new TexSource(tex)).whole() + "</math>";
  }

  static String escape(String text) {
    return Escape.html(text);
  }
}
