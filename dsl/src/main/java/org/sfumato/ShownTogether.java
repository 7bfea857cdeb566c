package org.sfumato;

import java.util.List;

/** Several values shown one below the other, each in its own richest form. */
public interface ShownTogether extends Shown {
  /** What is shown, from top to bottom; any values, not only {@link Shown} ones. */
  List<Object> parts();
}
