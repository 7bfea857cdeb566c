package org.sfumato.kernel.render;

import org.sfumato.kernel.message.Bundle;

/** How values of one type look. */
@FunctionalInterface
public interface Renderer<T> {
  Bundle of(T value);
}
