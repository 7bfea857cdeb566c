package org.sfumato.kernel.cell;

/**
 * A cell to run.
 *
 * @param code Java, as JShell takes it
 * @param mode whether it counts and speaks
 */
public record Request(String code, Mode mode) {
  /** What a front end may ask for. */
  public enum Mode {
    /** Counts, and is heard. */
    NORMAL,
    /** Is heard, but {@code In[n]} stays where it is. */
    UNCOUNTED,
    /** Neither counts nor shows a value; what it prints is still heard. */
    SILENT
  }

  public static Request of(String code) {
    return new Request(code, Mode.NORMAL);
  }
}
