package org.sfumato.judge;

import java.util.ArrayList;
import org.sfumato.Results;

/** Puts the rows of two tables into one, if they can be compared. */
final class Joining {
  private Joining() {}

  /**
   * The rows of {@code a}, then those of {@code b}.
   *
   * @throws IllegalArgumentException if the images, the columns or their variants differ, or a
   *     row's name is in both
   */
  static ScoreTable of(ScoreTable a, Results b) {
    if (!(Swept.behind(b) instanceof ScoreTable other)) {
      throw new IllegalArgumentException("only tables of scores go into one table");
    }
    alike(a, other);
    var rows = new ArrayList<>(a.rows());
    for (var row : other.rows()) {
      if (a.rows().stream().anyMatch(r -> r.name().equals(row.name()))) {
        throw new IllegalArgumentException(
            "both tables have a row called %s; name the images before scoring them, as in score(x.named(\"mine\"), …)"
                .formatted(row.name()));
      }
      rows.add(row);
    }
    return new ScoreTable(
        a.columns(),
        rows,
        a.basis(),
        a.axis().equals(other.axis()) ? a.axis() : "",
        a.baseline(),
        a.inference(),
        a.provenance().within("and " + other.names(), other.provenance()));
  }

  /**
   * @throws IllegalArgumentException if the images, the columns or their variants differ
   */
  static void alike(ScoreTable a, ScoreTable other) {
    if (!a.ids().equals(other.ids())) {
      throw new IllegalArgumentException(
          "the rows are not about the same images: %s has %d of them and %s has %d; score the same images in both"
              .formatted(a.names(), a.ids().size(), other.names(), other.ids().size()));
    }
    columns(a, other);
  }

  private static void columns(ScoreTable a, ScoreTable b) {
    int most = Math.max(a.columns().size(), b.columns().size());
    for (int c = 0; c < most; c++) {
      boolean both = c < a.columns().size() && c < b.columns().size();
      if (both && a.columns().get(c).shown().equals(b.columns().get(c).shown())) {
        same(a.columns().get(c), b.columns().get(c));
      } else {
        throw new IllegalArgumentException(
            "column %d is %s in one table and %s in the other; one column holds one variant of one metric"
                .formatted(c + 1, shown(a, c), shown(b, c)));
      }
    }
  }

  private static void same(Column a, Column b) {
    if (!a.against().equals(b.against())) {
      throw new IllegalArgumentException(
          "%s was measured against different images in the two tables; one column holds one variant of one metric"
              .formatted(a.name()));
    }
    if (!a.equals(b)) {
      throw new IllegalArgumentException(
          "%s is ranked one way in one table and another way in the other; give one of them a name of its own"
              .formatted(a.name()));
    }
  }

  private static String shown(ScoreTable table, int column) {
    return column < table.columns().size() ? table.columns().get(column).shown() : "nothing";
  }
}
