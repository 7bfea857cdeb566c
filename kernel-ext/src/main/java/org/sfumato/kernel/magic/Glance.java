package org.sfumato.kernel.magic;

import ai.djl.ndarray.NDArray;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sfumato.Images;
import org.sfumato.kernel.render.Renderers;
import tech.tablesaw.api.Table;

/** A value in one short line and its size, without reading or computing much. */
final class Glance {
  private static final Renderers RENDERERS = Renderers.standard();
  private static final int LONGEST = 60;

  private Glance() {}

  static String text(Object value) {
    String text;
    try {
      text = whole(value);
    } catch (RuntimeException | StackOverflowError e) {
      return "cannot show itself: " + e;
    }
    var line = text.strip().replaceAll("\\s+", " ");
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }

  private static String whole(Object value) {
    if (value instanceof NDArray a) {
      return a.isReleased()
          ? "closed"
          : a.getDataType().name().toLowerCase(Locale.ROOT) + " on " + a.getDevice();
    }
    if (value instanceof Table t) {
      return String.join(", ", t.columnNames());
    }
    if (value instanceof CharSequence s) {
      return "\"" + s.subSequence(0, Math.min(s.length(), 2 * LONGEST)) + "\"";
    }
    if (value instanceof Character c) {
      return "'" + c + "'";
    }
    return RENDERERS.text(value);
  }

  /** {@code 8 × 1 × 64 × 64}, {@code 3 rows × 2 columns}, {@code 12}; empty where there is none. */
  static String size(Object value) {
    try {
      return sizeOf(value).orElse("");
    } catch (RuntimeException e) {
      return "";
    }
  }

  private static Optional<String> sizeOf(Object value) {
    if (value instanceof NDArray a) {
      return Optional.of(a.isReleased() ? "" : times(a.getShape().getShape()));
    }
    if (value instanceof Images x) {
      return Optional.of(times(new long[] {x.size(), x.channels(), x.height(), x.width()}));
    }
    if (value instanceof Table t) {
      return Optional.of(t.rowCount() + " rows × " + t.columnCount() + " columns");
    }
    if (value instanceof Collection<?> c) {
      return Optional.of(String.valueOf(c.size()));
    }
    if (value instanceof Map<?, ?> m) {
      return Optional.of(String.valueOf(m.size()));
    }
    if (value instanceof CharSequence s) {
      return Optional.of(String.valueOf(s.length()));
    }
    return value != null && value.getClass().isArray()
        ? Optional.of(lengths(value))
        : Optional.empty();
  }

  /** Of an array of arrays, as long as each level has one length only. */
  private static String lengths(Object array) {
    int length = Array.getLength(array);
    var inner = array.getClass().getComponentType();
    if (!inner.isArray() || length == 0 || length > 100_000) {
      return String.valueOf(length);
    }
    var each =
        Arrays.stream((Object[]) array)
            .map(a -> a == null ? "?" : lengths(a))
            .distinct()
            .limit(2)
            .toList();
    return length + " × " + (each.size() == 1 ? each.get(0) : "…");
  }

  private static String times(long[] shape) {
    return shape.length == 0
        ? "one number"
        : Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(" × "));
  }
}
