package org.sfumato.kernel.render;

import org.sfumato.kernel.message.Bundle;

/** Any Java value: its text. */
record JavaForms(Renderers renderers) implements OfStructure<Object> {
  @Override
  public Bundle of(Object value) {
    return Bundle.text(PlainText.of(value, renderers));
  }
}
