package org.sfumato.kernel.cell;

import java.util.ArrayList;
import java.util.List;

/**
 * Why a cell failed, for its reader.
 *
 * @param name class of the error, or {@code CompileError}, {@code Interrupted}
 * @param value its message
 * @param lines headline, place, source line
 */
record Problem(String name, String value, List<String> lines) {
  private static final String RED = "\u001b[1;31m";
  private static final String FAINT = "\u001b[2m";
  private static final String PLAIN = "\u001b[0m";

  Problem {
    lines = List.copyOf(lines);
  }

  /** A problem of one headline and what follows it. */
  static Problem of(String name, String value, List<String> rest) {
    var lines = new ArrayList<String>();
    lines.add(headline(name, value));
    lines.addAll(rest);
    return new Problem(name, value, lines);
  }

  static String headline(String name, String value) {
    return RED + name + PLAIN + (value.isEmpty() ? "" : ": " + value);
  }

  static String faint(String text) {
    return FAINT + text + PLAIN;
  }

  static String red(String text) {
    return RED + text + PLAIN;
  }
}
