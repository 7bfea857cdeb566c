package org.sfumato.kernel.magic;

import java.util.regex.Pattern;
import org.sfumato.kernel.message.Bundle;

/** {@code %%latex}. */
public final class LatexMagic extends Markup {
  private static final Pattern DELIMITED = Pattern.compile("\\$|\\\\\\[|\\\\\\(|\\\\begin\\{");

  public LatexMagic() {
    super("latex", Bundle.LATEX);
  }

  @Override
  public String help() {
    return """
        Shows the cell's text as an equation in LaTeX.

        %%latex
        y = A\\,x + \\sigma\\,n

        Dollar signs, \\[ \\] and environments may be written; without any, the text is one equation.""";
  }

  @Override
  String content(String text) {
    return DELIMITED.matcher(text).find() ? text : "$$" + text + "$$";
  }
}
