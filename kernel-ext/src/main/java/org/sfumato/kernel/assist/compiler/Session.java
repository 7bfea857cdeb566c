package org.sfumato.kernel.assist.compiler;

import java.util.Optional;
import java.util.function.Function;
import jdk.jshell.JShell;

/** What help while writing needs of a running session. Callable from any thread. */
public interface Session {
  /**
   * Asks JShell something that neither evaluates nor changes anything; while a cell's own code
   * runs, too.
   */
  <T> T ask(Function<JShell, T> question);

  /** The value of a variable; empty if there is none of this name, or if it is null. */
  Optional<Object> value(String variable);

  /** Where classes are looked for, as Java writes it. */
  String classPath();

  /** Whether a cell runs now, so that values may be changing. */
  boolean isBusy();
}
