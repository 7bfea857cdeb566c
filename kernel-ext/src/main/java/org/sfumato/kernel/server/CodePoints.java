package org.sfumato.kernel.server;

/** Positions of the protocol, in Unicode code points, and of Java, in UTF-16 units. */
final class CodePoints {
  private CodePoints() {}

  /**
   * Where a cursor of the protocol stands in Java; outside the text it stands at its nearer end.
   */
  static int toJava(String text, int cursor) {
    int points = text.codePointCount(0, text.length());
    return text.offsetByCodePoints(0, Math.max(0, Math.min(cursor, points)));
  }

  /** Where a position of Java stands in the protocol. */
  static int toProtocol(String text, int position) {
    return text.codePointCount(0, Math.max(0, Math.min(position, text.length())));
  }
}
