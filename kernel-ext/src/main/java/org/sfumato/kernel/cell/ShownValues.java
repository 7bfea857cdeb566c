package org.sfumato.kernel.cell;

import java.util.LinkedHashMap;
import java.util.Map;

/** The values that the last cells showed; more would keep every picture of a long session alive. */
final class ShownValues {
  private static final int KEPT = 20;

  private final Map<Integer, Object> values =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Object> eldest) {
          return size() > KEPT;
        }
      };

  synchronized void keep(int cell, Object value) {
    values.remove(cell);
    values.put(cell, value);
  }

  /** The value that a cell showed, if it is one of the last twenty. */
  synchronized Object of(int cell) {
    if (!values.containsKey(cell)) {
      throw new IllegalArgumentException(
          "cell " + cell + " showed no value, or too long ago; kept are " + values.keySet());
    }
    return values.get(cell);
  }
}
