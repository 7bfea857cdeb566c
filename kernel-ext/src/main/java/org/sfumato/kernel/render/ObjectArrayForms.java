package org.sfumato.kernel.render;

import java.util.Arrays;
import org.sfumato.kernel.message.Bundle;

/** An array of objects: as a list of the same. */
record ObjectArrayForms(Renderers renderers) implements OfStructure<Object[]> {
  @Override
  public Bundle of(Object[] value) {
    return new CollectionForms(renderers).of(value, Arrays.asList(value));
  }
}
