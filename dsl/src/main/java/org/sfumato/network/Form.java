package org.sfumato.network;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How a network of whole numbers prints itself, and is read back from what it printed.
 *
 * @param what such a text describes, in a sentence
 * @param form the text with {@code %d} for each number, such as {@code dcgan(%d, %d)}
 */
record Form(String what, String form) {
  String text(Object... numbers) {
    return form.formatted(numbers);
  }

  /**
   * The numbers of a text.
   *
   * @throws IllegalArgumentException if it has another form
   */
  int[] numbers(String text) {
    var pattern =
        Stream.of(form.split("%d", -1)).map(Pattern::quote).collect(Collectors.joining("(\\d+)"));
    var m = Pattern.compile(pattern).matcher(text);
    if (!m.matches()) {
      throw new IllegalArgumentException("«" + text + "» does not describe " + what);
    }
    return IntStream.rangeClosed(1, m.groupCount())
        .map(k -> Integer.parseInt(m.group(k)))
        .toArray();
  }
}
