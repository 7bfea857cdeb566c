package org.sfumato.kernel.magic;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a magic may do to the session in which it stands. */
public interface Cells {
  /**
   * Runs Java in the session, in the cell that runs now. Its errors point into the cell, if the
   * text is a part of the cell.
   *
   * @return the last expression's value, if the text ends with one
   * @throws Exception what the text threw, or a compile error, as the cell itself would fail
   */
  Optional<Object> java(String code) throws Exception;

  /**
   * Runs Java of another source in the session, with the magics that stand in it.
   *
   * @param source what errors call it, such as {@code start.jsh}
   * @return the last expression's value, if the text ends with one
   * @throws Exception what the text threw, or a compile error, as a cell would fail
   */
  Optional<Object> java(String code, String source) throws Exception;

  /**
   * As {@link #java(String)}, and measures it.
   *
   * @throws Exception what the text threw, or a compile error, as the cell itself would fail
   */
  Timed timed(String code) throws Exception;

  /** Adds jars and folders of classes for cells from now on; returns those that are new. */
  List<Path> classpath(List<Path> more);

  /** Jars and folders that were added. */
  List<Path> classpath();

  /** Variables of the session, in the order of their declaration. */
  List<Variable> variables();

  /** The magics of this session. */
  Magics magics();

  /**
   * A variable.
   *
   * @param type as declared
   */
  record Variable(String name, String type, Object value) {}

  /**
   * What a text came to, and what it cost to run it, compiling left out.
   *
   * @param value the last expression's value, if the text ends with one
   */
  record Timed(Optional<Object> value, Spent spent) {}
}
