package org.sfumato.kernel.magic;

import java.util.Optional;
import java.util.Set;
import org.sfumato.kernel.message.Bundle;

/** A magic that shows its cell's text in some form; a front end without it shows the text. */
abstract class Markup implements Magic {
  private final String name;
  private final String mime;

  Markup(String name, String mime) {
    this.name = name;
    this.mime = mime;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Set<Place> places() {
    return Set.of(Place.CELL);
  }

  @Override
  public final Optional<Object> run(Call call) {
    Arguments.none("%%" + name, call.arguments());
    var text = call.body().orElse("").strip();
    if (text.isEmpty()) {
      throw new IllegalArgumentException(
          "%%" + name + " shows the rest of its cell, which is empty");
    }
    return Optional.of(Bundle.text(text).with(mime, content(text)));
  }

  /**
   * What the front end is given.
   *
   * @throws IllegalArgumentException if the text cannot be shown so
   */
  String content(String text) {
    return text;
  }
}
