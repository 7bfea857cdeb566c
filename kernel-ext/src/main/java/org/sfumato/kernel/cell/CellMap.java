package org.sfumato.kernel.cell;

import java.util.HashMap;
import java.util.Map;

/** Remembers which cell, and where in it, every snippet came from, and what the cells said. */
final class CellMap {
  /** Where a snippet began. */
  record Place(int cell, int offset) {}

  /** A line of a cell, counted from 1. */
  record Line(int cell, int line) {
    @Override
    public String toString() {
      return "In[" + cell + "], line " + line;
    }
  }

  private final Map<String, Place> places = new HashMap<>();
  private final Map<Integer, String> cells = new HashMap<>();

  void cell(int number, String source) {
    cells.put(number, source);
  }

  void snippet(String id, int cell, int offset) {
    places.put(id, new Place(cell, offset));
  }

  Place place(String id) {
    return places.get(id);
  }

  /** Line {@code line} of a snippet, as a line of its cell; null for a snippet of the start-up. */
  Line line(String id, int line) {
    var place = places.get(id);
    return place == null ? null : new Line(place.cell(), lineAt(place) + line - 1);
  }

  private int lineAt(Place place) {
    return (int) cells.get(place.cell()).substring(0, place.offset()).lines().count()
        + (startsLine(place) ? 1 : 0);
  }

  private boolean startsLine(Place place) {
    return place.offset() == 0 || cells.get(place.cell()).charAt(place.offset() - 1) == '\n';
  }

  /** The text of a line of a cell, or an empty text. */
  String text(Line line) {
    var lines = cells.getOrDefault(line.cell(), "").split("\n", -1);
    return line.line() >= 1 && line.line() <= lines.length ? lines[line.line() - 1] : "";
  }

  String source(int cell) {
    return cells.get(cell);
  }
}
