package org.sfumato;

import java.util.Optional;

/**
 * Everything in the language prints itself: as text always, and as an equation, a table or a
 * picture where it has one. A notebook shows the richest form it can; a terminal shows {@link
 * #text()}.
 */
public interface Shown {
  /** The expression that makes this value, or a short description of it. Never empty. */
  String text();

  /** The equation this value stands for, in LaTeX without delimiters. */
  default Optional<String> latex() {
    return Optional.empty();
  }

  /** Static HTML, without scripts and without anything fetched from elsewhere. */
  default Optional<String> html() {
    return Optional.empty();
  }

  /** The exact figures behind what is shown, as JSON for programs that check them. */
  default Optional<String> figures() {
    return Optional.empty();
  }

  /** A picture of this value. */
  default Optional<Picture> picture() {
    return Optional.empty();
  }
}
