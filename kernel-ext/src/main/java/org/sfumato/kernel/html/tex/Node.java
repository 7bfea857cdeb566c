package org.sfumato.kernel.html.tex;

/**
 * A piece of MathML and how its neighbours treat it.
 *
 * @param xml one element
 * @param kind what it is in the row
 * @param limits whether scripts stand above and below
 */
record Node(String xml, Kind kind, boolean limits) {
  enum Kind {
    ORDINARY,
    OPERATOR,
    OPEN,
    CLOSE,
    FUNCTION,
    SPACE
  }

  static Node ordinary(String xml) {
    return new Node(xml, Kind.ORDINARY, false);
  }

  static Node of(Kind kind, String xml) {
    return new Node(xml, kind, false);
  }

  Node limits(boolean on) {
    return new Node(xml, kind, on);
  }
}
