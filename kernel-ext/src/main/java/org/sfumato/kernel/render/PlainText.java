package org.sfumato.kernel.render;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sfumato.Shown;

/** Any Java value as text that a person can read, of bounded length. */
public final class PlainText {
  private static final int MOST_ELEMENTS = 100;
  private static final int DEEPEST = 8;

  /** What an array inside a record prints by itself. */
  private static final Pattern ADDRESS = Pattern.compile("\\[+(L[\\w.$]+;|[ZBCSIJFD])@[0-9a-f]+");

  private PlainText() {}

  public static String of(Object value) {
    return text(value, 0);
  }

  private static String text(Object value, int depth) {
    if (value == null) {
      return "null";
    }
    if (depth > DEEPEST) {
      return "…";
    }
    if (value instanceof Shown s) {
      return s.text();
    }
    if (value.getClass().isArray()) {
      return elements(Array.getLength(value), i -> text(Array.get(value, i), depth + 1));
    }
    if (value instanceof Collection<?> c) {
      var iterator = c.iterator();
      return elements(c.size(), i -> text(iterator.next(), depth + 1));
    }
    if (value instanceof Map<?, ?> m) {
      return entries(m, depth);
    }
    if (value instanceof Throwable t) {
      return t.getClass().getName() + (t.getMessage() == null ? "" : ": " + t.getMessage());
    }
    var text = Objects.requireNonNullElse(value.toString(), "null");
    return value instanceof Record r && ADDRESS.matcher(text).find() ? components(r, depth) : text;
  }

  private static String elements(int size, IntFunction<String> element) {
    var shown =
        IntStream.range(0, Math.min(size, MOST_ELEMENTS))
            .mapToObj(element)
            .collect(Collectors.joining(", "));
    return "[" + shown + (size > MOST_ELEMENTS ? ", … " + size + " in all]" : "]");
  }

  private static String entries(Map<?, ?> map, int depth) {
    var shown =
        map.entrySet().stream()
            .limit(MOST_ELEMENTS)
            .map(e -> text(e.getKey(), depth + 1) + "=" + text(e.getValue(), depth + 1))
            .collect(Collectors.joining(", "));
    return "{" + shown + (map.size() > MOST_ELEMENTS ? ", … " + map.size() + " in all}" : "}");
  }

  private static String components(Record r, int depth) {
    return r.getClass().getSimpleName()
        + Arrays.stream(r.getClass().getRecordComponents())
            .map(c -> c.getName() + "=" + text(component(r, c), depth + 1))
            .collect(Collectors.joining(", ", "[", "]"));
  }

  private static Object component(Record r, RecordComponent c) {
    try {
      c.getAccessor().setAccessible(true);
      return c.getAccessor().invoke(r);
    } catch (ReflectiveOperationException | RuntimeException e) {
      return "?";
    }
  }
}
