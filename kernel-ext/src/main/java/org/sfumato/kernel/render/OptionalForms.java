package org.sfumato.kernel.render;

import java.util.Optional;
import org.sfumato.kernel.message.Bundle;

/** A value that may be missing: the forms of the value, if it is there. */
record OptionalForms(Renderers renderers) implements OfStructure<Optional<?>> {
  @Override
  public Bundle of(Optional<?> value) {
    var text = PlainText.of(value, renderers);
    return value.isEmpty()
        ? Bundle.text(text)
        : renderers.bundle(value.get()).with(Bundle.TEXT, text);
  }
}
