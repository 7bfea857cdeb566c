package org.sfumato.kernel.magic;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What a magic may do to the session in which it stands. */
public interface Cells {
  /**
   * Runs Java in the session, in the cell that runs now.
   *
   * @return the last expression's value, if the text ends with one
   * @throws Exception what the text threw, or a compile error, as the cell itself would fail
   */
  Optional<Object> java(String code) throws Exception;

  /** Adds jars and folders of classes for cells from now on; returns those that are new. */
  List<Path> classpath(List<Path> more);

  /** Jars and folders that were added. */
  List<Path> classpath();

  /** Variables of the session, in the order of their declaration. */
  List<Variable> variables();

  /**
   * A variable.
   *
   * @param type as declared
   */
  record Variable(String name, String type, Object value) {}
}
