package org.sfumato.kernel.assist.inspect;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.sfumato.Shown;
import org.sfumato.kernel.assist.compiler.Session;

/** Short texts of variables' values. What would run code of users, or take long, has none. */
record Values(Session session) {
  private static final int LONGEST = 160;
  private static final int FEW = 12;

  /** The value of a variable of the session. */
  Optional<String> text(String variable) {
    return session.value(variable).flatMap(this::text).map(Values::cut);
  }

  private Optional<String> text(Object value) {
    if (value instanceof CharSequence s) {
      return Optional.of("\"" + s + "\"");
    }
    if (value instanceof Character c) {
      return Optional.of("'" + c + "'");
    }
    if (value instanceof Number || value instanceof Boolean || value instanceof Enum<?>) {
      return isOfJava(value) || value instanceof Enum<?>
          ? Optional.of(value instanceof Enum<?> e ? e.name() : value.toString())
          : Optional.empty();
    }
    // Whatever a running cell may be changing is left alone.
    if (session.isBusy()) {
      return Optional.empty();
    }
    if (value.getClass().isArray()) {
      return Optional.of("length " + Array.getLength(value));
    }
    if (value instanceof Collection<?> c && isOfJava(c)) {
      return Optional.of(list(c) + "size " + c.size());
    }
    if (value instanceof Map<?, ?> m && isOfJava(m)) {
      return Optional.of("size " + m.size());
    }
    if (value instanceof Shown s && s.getClass().getName().startsWith("org.sfumato.")) {
      return Optional.of(s.text());
    }
    return isOfJava(value) ? Optional.of(value.toString()) : Optional.empty();
  }

  /** The elements, if they are few and showing them runs nobody's code. */
  private static String list(Collection<?> values) {
    boolean simple =
        values.size() <= FEW
            && values.stream()
                .allMatch(
                    v ->
                        v instanceof String
                            || v instanceof Boolean
                            || v instanceof Number && isOfJava(v));
    return simple && !values.isEmpty() ? values + ", " : "";
  }

  private static boolean isOfJava(Object value) {
    return value.getClass().getName().startsWith("java.");
  }

  private static String cut(String text) {
    var line = text.strip();
    int end = line.offsetByCodePoints(0, Math.min(LONGEST, line.codePointCount(0, line.length())));
    return end < line.length() ? line.substring(0, end) + " …" : line;
  }
}
