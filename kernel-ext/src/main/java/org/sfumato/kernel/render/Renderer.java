package org.sfumato.kernel.render;

import org.sfumato.kernel.message.Bundle;

/**
 * How values of one type look.
 *
 * @param <T> the type
 */
@FunctionalInterface
public interface Renderer<T> {
  /** All forms of a value, plain text among them. */
  Bundle of(T value);

  /** The text alone, for a value inside another; a renderer that draws makes it without drawing. */
  default String text(T value) {
    return of(value).plain();
  }
}
