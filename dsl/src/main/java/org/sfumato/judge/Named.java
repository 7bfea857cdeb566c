package org.sfumato.judge;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds columns and rows by name: as it is written, else without regard to case. */
final class Named {
  private Named() {}

  /** The place of the one column that answers to this name. */
  static int column(List<Column> columns, String name) {
    var names = columns.stream().map(Column::name).toList();
    var found = places(names, name);
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "no column is called %s; there %s %s"
              .formatted(name, columns.size() == 1 ? "is" : "are", String.join(", ", names)));
    }
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "%d columns answer to %s; give one of them a name of its own, such as ssim(pd).named(\"%s to source\")"
              .formatted(found.size(), name, name));
    }
    return found.get(0);
  }

  /** The place of the one row of this name. */
  static int row(List<Row> rows, String name) {
    var found = places(rows.stream().map(Row::name).toList(), name);
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          "%s row is called %s; there %s %s"
              .formatted(
                  found.isEmpty() ? "no" : "more than one",
                  name,
                  rows.size() == 1 ? "is" : "are",
                  all(rows)));
    }
    return found.get(0);
  }

  static String all(List<Row> rows) {
    return rows.stream().map(Row::name).collect(Collectors.joining(", "));
  }

  private static List<Integer> places(List<String> names, String wanted) {
    var exact = places(names, wanted::equals);
    return exact.isEmpty() ? places(names, wanted::equalsIgnoreCase) : exact;
  }

  private static List<Integer> places(List<String> names, Predicate<String> is) {
    return IntStream.range(0, names.size()).filter(k -> is.test(names.get(k))).boxed().toList();
  }
}
