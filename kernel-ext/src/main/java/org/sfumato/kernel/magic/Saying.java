package org.sfumato.kernel.magic;

import java.util.Optional;
import org.sfumato.Shown;
import org.sfumato.kernel.html.Escape;

/** A few lines that a magic has to say, in the small grey letters of a table's last line. */
record Saying(String text) implements Shown {
  @Override
  public Optional<String> html() {
    return Optional.of("<p class=\"sf-size\">" + Escape.html(text).replace("\n", "<br>") + "</p>");
  }
}
