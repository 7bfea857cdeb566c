package org.sfumato.judge;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a value consists of, as far as it says so: the components of records, one inside another.
 */
final class Parts {
  private static final int DEEPEST = 12;

  private Parts() {}

  /** The value, its parts, and theirs, in order. */
  static List<Object> of(Object value) {
    var all = new ArrayList<Object>();
    collect(value, all, 0);
    return all;
  }

  private static void collect(Object value, List<Object> all, int depth) {
    if (value == null || depth > DEEPEST) {
      return;
    }
    all.add(value);
    direct(value).forEach(part -> collect(part, all, depth + 1));
  }

  /** The components of a record, the members of a collection, what is in an optional. */
  static List<Object> direct(Object value) {
    if (value instanceof Optional<?> o) {
      return o.map(v -> List.<Object>of(v)).orElse(List.of());
    }
    if (value instanceof Collection<?> c) {
      return new ArrayList<>(c);
    }
    if (value instanceof Map<?, ?> m) {
      var both = new ArrayList<Object>();
      m.forEach((k, v) -> both.addAll(Arrays.asList(k, v)));
      return both;
    }
    if (value instanceof Object[] a) {
      return Arrays.asList(a);
    }
    return value.getClass().isRecord() ? components(value) : List.of();
  }

  private static List<Object> components(Object record) {
    var parts = new ArrayList<Object>();
    for (var c : record.getClass().getRecordComponents()) {
      parts.add(read(record, c));
    }
    return parts;
  }

  private static Object read(Object record, RecordComponent component) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalArgumentException(
          "%s of %s cannot be read"
              .formatted(component.getName(), record.getClass().getSimpleName()),
          e);
    }
  }
}
