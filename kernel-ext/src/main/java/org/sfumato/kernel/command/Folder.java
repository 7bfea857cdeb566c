package org.sfumato.kernel.command;

import java.nio.file.Path;

/**
 * The folder that a command line's paths are relative to. It is not always the process's own: a
 * notebook runs in a process that was started where the notebook lies.
 */
final class Folder {
  /** Where the user is, if the process is elsewhere. */
  static final String CALLER = "sfumato.caller";

  private Folder() {}

  static Path caller() {
    return Path.of(System.getProperty(CALLER, ""));
  }

  /** The file that the user means by a path. */
  static Path at(Path given) {
    return caller().resolve(given);
  }
}
