package org.sfumato.kernel.extension;

import java.util.Optional;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Function;
import jdk.jshell.JShell;
import org.sfumato.kernel.message.Bundle;

/** A kernel made by others, as far as the language needs one to live in it. */
interface Host {
  /** A magic as the kernel calls it. */
  @FunctionalInterface
  interface Command {
    /**
     * Does it.
     *
     * @param arguments what follows the name, in one line
     * @param body the rest of the cell; empty for a line
     * @return a value to show, or null
     */
    Object run(String arguments, Optional<String> body) throws Exception;
  }

  /**
   * Runs Java in the session.
   *
   * @return the last expression's value, or null
   */
  Object evaluate(String code) throws Exception;

  /** Adds a jar or a folder of classes for the cells. */
  void addToClasspath(String path);

  /** The session's JShell; empty if this version of the kernel does not give it away. */
  Optional<JShell> shell();

  /** The threads that run cells; empty if this version of the kernel does not give them away. */
  Optional<ThreadPoolExecutor> threads();

  /** From now on values of this type look so. */
  void register(Class<?> type, Function<Object, Bundle> forms);

  /** Registers a magic for a line, unless the kernel has one of that name; whether it did. */
  boolean registerLine(String name, Command command);

  /** Registers a magic for a cell, unless the kernel has one of that name; whether it did. */
  boolean registerCell(String name, Command command);

  /** Whether the kernel shows the value of a magic that ends a cell, as of any expression. */
  boolean showsValuesOfMagics();

  /** Shows something below the cell that runs; with an id it can be updated. */
  void display(Bundle bundle, Optional<String> id);

  /** Changes what was shown with this id. */
  void update(Bundle bundle, String id);
}
