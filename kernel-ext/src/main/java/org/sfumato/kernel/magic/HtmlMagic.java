package org.sfumato.kernel.magic;

import org.sfumato.kernel.message.Bundle;

/** {@code %%html}. */
public final class HtmlMagic extends Markup {
  public HtmlMagic() {
    super("html", Bundle.HTML);
  }

  @Override
  public String help() {
    return """
        Shows the cell's text as HTML.

        %%html
        <b>bold</b> and <i>slanted</i>""";
  }
}
