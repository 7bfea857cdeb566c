package org.sfumato.kernel.magic;

import org.sfumato.kernel.message.Bundle;

/** {@code %%markdown}. */
public final class MarkdownMagic extends Markup {
  public MarkdownMagic() {
    super("markdown", Bundle.MARKDOWN);
  }

  @Override
  public String help() {
    return """
        Shows the cell's text as Markdown.

        %%markdown
        ## A heading
        and *words*""";
  }
}
