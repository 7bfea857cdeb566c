package org.sfumato.kernel.run;

/**
 * A value given to a parameter.
 *
 * @param value a number, boolean, text, list, map, or null
 * @param written whether it is text as somebody typed it, so that {@code 5} may be a number
 */
public record Given(Object value, boolean written) {
  /** Text that is read as what the parameter is. */
  public static Given written(String text) {
    return new Given(text, true);
  }

  /** A value that has a type already. */
  public static Given of(Object value) {
    return new Given(value, false);
  }
}
