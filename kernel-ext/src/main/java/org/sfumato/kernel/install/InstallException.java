package org.sfumato.kernel.install;

/** An installation that cannot be made or used; its message says why and what to do. */
public final class InstallException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  public InstallException(String message) {
    super(message);
  }

  public InstallException(String message, Throwable cause) {
    super(message, cause);
  }
}
