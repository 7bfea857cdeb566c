package org.sfumato.train;

import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One thing about a training that may be set: its word, its usual value, and which values make
 * sense.
 *
 * @param word the method that sets it
 * @param usual its value unless set
 * @param printed its argument in a recipe
 * @param always whether a recipe says it even where it is as usual
 * @param sensible which values may be set
 * @param refusal begins the sentence that refuses another value
 */
record Setting<T>(
    String word,
    T usual,
    Function<T, String> printed,
    boolean always,
    Predicate<T> sensible,
    String refusal) {
  /** Something that is done or not. */
  static Setting<Boolean> flag(String word) {
    return new Setting<>(word, false, b -> "", false, b -> true, "");
  }

  /** A whole number from 1 up. */
  static Setting<Integer> count(String word, int usual, boolean always, String refusal) {
    return new Setting<>(word, usual, String::valueOf, always, n -> n >= 1, refusal);
  }

  /** A finite number above 0. */
  static Setting<Double> positive(String word, double usual, boolean always, String refusal) {
    return new Setting<>(
        word,
        usual,
        org.sfumato.Numbers::text,
        always,
        d -> d > 0 && !Double.isInfinite(d),
        refusal);
  }

  T checked(T value) {
    if (!sensible.test(value)) {
      throw new IllegalArgumentException(refusal + ", not " + value);
    }
    return value;
  }
}
