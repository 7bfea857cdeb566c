package org.sfumato.kernel.render;

import org.sfumato.kernel.html.Escape;
import org.sfumato.kernel.message.Bundle;

/** Addresses: text, and a link if it leads to a page of the web. */
final class LinkForms {
  private LinkForms() {}

  static Bundle of(Object address) {
    var text = Visible.text(address.toString(), PlainText.LONGEST);
    if (!text.matches("(?s)https?://.*")) {
      return Bundle.text(text);
    }
    var safe = Escape.html(text);
    return Bundle.text(text)
        .with(Bundle.HTML, "<a href=\"" + safe + "\" rel=\"noopener noreferrer\">" + safe + "</a>");
  }
}
