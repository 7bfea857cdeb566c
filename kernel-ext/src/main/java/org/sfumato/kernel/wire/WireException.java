package org.sfumato.kernel.wire;

/** The kernel cannot listen: one sentence that says why. */
public final class WireException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  public WireException(String message) {
    super(message);
  }

  public WireException(String message, Throwable cause) {
    super(message, cause);
  }
}
