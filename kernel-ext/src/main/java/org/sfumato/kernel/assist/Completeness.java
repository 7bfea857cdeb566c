package org.sfumato.kernel.assist;

/**
 * Whether a text can run.
 *
 * @param indent blanks with which the next line should begin; empty unless incomplete
 */
public record Completeness(Status status, String indent) {
  /** Jupyter's words. */
  public enum Status {
    COMPLETE,
    INCOMPLETE,
    INVALID,
    UNKNOWN
  }
}
