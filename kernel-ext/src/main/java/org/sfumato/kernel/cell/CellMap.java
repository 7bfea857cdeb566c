package org.sfumato.kernel.cell;

import java.util.HashMap;
import java.util.Map;

/** Remembers which text, and where in it, every snippet came from. */
final class CellMap {
  /**
   * A text that was run.
   *
   * @param name what its reader knows it by, such as {@code In[3]}
   */
  record Source(String name, String text) {
    /** The line, counted from 1, in which this character stands. */
    int line(int offset) {
      return (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
    }
  }

  /** Where in a text a snippet began. */
  record Place(Source source, int offset) {
    /** Line {@code line} of the snippet, as a line of its text. */
    Line line(int line) {
      return new Line(source, source.line(offset) + line - 1);
    }
  }

  /** A line of a text, counted from 1. */
  record Line(Source source, int number) {
    /** What stands there. */
    String text() {
      var lines = source.text().split("\n", -1);
      return number >= 1 && number <= lines.length ? lines[number - 1] : "";
    }

    @Override
    public String toString() {
      return source.name() + ", line " + number;
    }
  }

  private final Map<String, Place> places = new HashMap<>();

  void snippet(String id, Place place) {
    places.put(id, place);
  }

  /** Line {@code line} of a snippet, as a line of its text; null for a snippet of the start-up. */
  Line line(String id, int line) {
    var place = places.get(id);
    return place == null ? null : place.line(line);
  }
}
