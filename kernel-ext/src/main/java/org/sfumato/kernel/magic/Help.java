package org.sfumato.kernel.magic;

import java.util.Optional;
import org.sfumato.Shown;
import org.sfumato.kernel.html.Escape;

/** What a magic says about itself: its sentence, then how it is written. */
record Help(Magic magic) implements Shown {
  /** The first line of its help. */
  static String sentence(Magic magic) {
    return magic.help().strip().lines().findFirst().orElse("");
  }

  @Override
  public String text() {
    return magic.help().strip();
  }

  @Override
  public Optional<String> html() {
    var text = text();
    var sentence = sentence(magic);
    var rest = text.substring(sentence.length()).strip();
    return Optional.of(
        "<p><strong>"
            + word(magic)
            + "</strong>: "
            + Escape.html(sentence)
            + "</p>"
            + (rest.isEmpty() ? "" : "<pre>" + Escape.html(rest) + "</pre>"));
  }

  /** {@code %time, %%time}: as it may be written. */
  static String word(Magic magic) {
    var line = magic.places().contains(Magic.Place.LINE);
    var cell = magic.places().contains(Magic.Place.CELL);
    return (line ? "%" + magic.name() : "")
        + (line && cell ? ", " : "")
        + (cell ? "%%" + magic.name() : "");
  }
}
