package org.sfumato;

/** Several things shown one after the other, such as {@code show(a, b)}. */
public interface ShownTogether extends Shown {
  /** What is shown, in order; any objects. */
  java.util.List<Object> parts();
}
