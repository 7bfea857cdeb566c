package org.sfumato.kernel.command;

/** What the doctor says, a line for each thing, and how many of the things needed do not work. */
final class Findings {
  private int broken;

  /** It works. */
  void good(String what, String text) {
    line("ok", what, text);
  }

  /** It is not needed, or cannot be called good or bad. */
  void note(String what, String text) {
    line("--", what, text);
  }

  /** It is needed and does not work. */
  void bad(String what, String text, String remedy) {
    broken++;
    line("NO", what, text);
    System.out.println("   to do: " + remedy);
  }

  /** Says how it ended, and returns the exit code. */
  int conclude() {
    System.out.println(
        broken == 0 ? "Everything needed works." : broken + " of the things needed do not work.");
    return broken == 0 ? 0 : 1;
  }

  private static void line(String mark, String what, String text) {
    System.out.printf("%s %-15s %s%n", mark, what, text);
  }
}
