package org.sfumato.kernel.wire;

/** What came is no message of this protocol, is signed with another key, or lacks a field. */
public final class MalformedMessage extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  public MalformedMessage(String message) {
    super(message);
  }
}
