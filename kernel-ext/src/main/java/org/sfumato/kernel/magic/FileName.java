package org.sfumato.kernel.magic;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** File names as people write them. */
final class FileName {
  private FileName() {}

  /**
   * The path, with {@code ~} for the home folder.
   *
   * @throws IllegalArgumentException if this system has no such names
   */
  static Path path(String name) {
    try {
      if (name.equals("~") || name.startsWith("~/") || name.startsWith("~\\")) {
        return Path.of(System.getProperty("user.home") + name.substring(1));
      }
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("\"" + name + "\" is no file name: " + e.getReason(), e);
    }
  }

  /** As the path reads from here, or in full if it lies elsewhere. */
  static String shown(Path path) {
    var here = Path.of("").toAbsolutePath();
    var whole = path.toAbsolutePath().normalize();
    return whole.startsWith(here) && !whole.equals(here)
        ? here.relativize(whole).toString()
        : whole.toString();
  }
}
