package org.sfumato.kernel.cell;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A cell to run.
 *
 * @param code Java, as JShell takes it
 * @param mode whether it counts and speaks
 * @param expressions names to expressions, evaluated after a cell that succeeded; Jupyter's {@code
 *     user_expressions}
 * @param mayAsk whether the front end answers questions, so that {@code input} and {@code
 *     System.in} work
 */
public record Request(String code, Mode mode, Map<String, String> expressions, boolean mayAsk) {
  /** What a front end may ask for. */
  public enum Mode {
    /** Counts, and is heard. */
    NORMAL,
    /** Is heard, but {@code In[n]} stays where it is. */
    UNCOUNTED,
    /** Neither counts nor shows a value; what it prints is still heard. */
    SILENT
  }

  public Request {
    expressions = Collections.unmodifiableMap(new LinkedHashMap<>(expressions));
  }

  public static Request of(String code) {
    return new Request(code, Mode.NORMAL, Map.of(), false);
  }

  /** The same cell in another mode. */
  public Request in(Mode other) {
    return new Request(code, other, expressions, mayAsk);
  }
}
