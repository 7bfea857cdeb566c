package org.sfumato;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What tells two results apart: the fields of their identity (recipe, data, weights, seed,
 * versions) that differ, and apart from them, since they do not count, those of their circumstance.
 */
public record ProvenanceDiff(Provenance one, Provenance other) implements Shown {
  /** More of a value than this is shown by the place where it differs. */
  private static final int LONGEST = 60;

  private static final String NOTHING = "–";

  /**
   * A field that differs.
   *
   * @param field such as {@code images.seed}
   * @param one its value in the first result, {@code –} if it has none
   * @param other its value in the second
   */
  public record Change(String field, String one, String other) {
    /** Both values, long ones by the place where they differ: {@code 7 → 8}. */
    public String text() {
      int same = 0;
      int shorter = Math.min(one.length(), other.length());
      while (same < shorter && one.charAt(same) == other.charAt(same)) {
        same++;
      }
      return around(one, same) + " → " + around(other, same);
    }

    private static String around(String value, int place) {
      if (value.length() <= LONGEST) {
        return value;
      }
      int from = Math.max(0, Math.min(place - LONGEST / 3, value.length() - LONGEST));
      int to = Math.min(value.length(), from + LONGEST);
      return (from > 0 ? "…" : "") + value.substring(from, to) + (to < value.length() ? "…" : "");
    }
  }

  /** Whether both were made in the same way from the same things. */
  public boolean same() {
    return one.identity().equals(other.identity());
  }

  /** What differs in the identity, in the order of the fields. */
  public List<Change> identity() {
    return changes(one.identity(), other.identity());
  }

  /** What differs in the circumstance: time, host, device, threads. */
  public List<Change> circumstance() {
    return changes(one.circumstance(), other.circumstance());
  }

  private static List<Change> changes(Map<String, String> a, Map<String, String> b) {
    var keys = new TreeSet<>(a.keySet());
    keys.addAll(b.keySet());
    // A part's hash says no more than the part's fields, which follow it.
    keys.removeIf(k -> keys.stream().anyMatch(longer -> longer.startsWith(k + ".")));
    var found = new ArrayList<Change>();
    for (var key : keys) {
      var change = new Change(key, a.getOrDefault(key, NOTHING), b.getOrDefault(key, NOTHING));
      if (!change.one.equals(change.other)) {
        found.add(change);
      }
    }
    return found;
  }

  @Override
  public String text() {
    var lines = new ArrayList<String>();
    lines.add(
        same()
            ? "the same identity, " + one.hash()
            : "identity differs, " + one.hash() + " → " + other.hash());
    lines.addAll(lines(identity()));
    if (!circumstance().isEmpty()) {
      lines.add("circumstance, which does not count:");
      lines.addAll(lines(circumstance()));
    }
    return String.join("\n", lines);
  }

  private static List<String> lines(List<Change> changes) {
    int widest = changes.stream().mapToInt(c -> c.field.length()).max().orElse(0);
    return changes.stream()
        .map(c -> "  " + c.field + " ".repeat(widest - c.field.length() + 2) + c.text())
        .toList();
  }

  @Override
  public Optional<String> html() {
    var head = text().lines().findFirst().orElseThrow();
    var s = new StringBuilder("<p style=\"margin:0 0 .3em\">").append(escaped(head)).append("</p>");
    rows("", identity(), s);
    rows("circumstance, which does not count", circumstance(), s);
    return Optional.of(s.toString());
  }

  private static void rows(String caption, List<Change> changes, StringBuilder s) {
    if (changes.isEmpty()) {
      return;
    }
    s.append("\n<table style=\"border-collapse:collapse\">");
    s.append(
        caption.isEmpty()
            ? ""
            : "<caption style=\"text-align:left\"><small>" + caption + "</small></caption>");
    for (var c : changes) {
      var cell = "<td style=\"text-align:left;padding:.15em .7em\">";
      s.append("\n<tr>").append(cell).append(escaped(c.field)).append("</td>");
      s.append(cell).append(escaped(c.text())).append("</td></tr>");
    }
    s.append("\n</table>");
  }

  private static String escaped(String s) {
    return s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public String toString() {
    return text();
  }
}
