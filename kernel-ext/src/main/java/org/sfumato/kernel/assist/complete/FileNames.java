package org.sfumato.kernel.assist.complete;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.sfumato.kernel.assist.Completions;
import org.sfumato.kernel.assist.Completions.Candidate;

/**
 * Completes the last name of a path, folders first. A path begins in the working directory, at the
 * root, or with {@code ~} at home.
 */
final class FileNames {
  /** A folder of more files than this is not for choosing from by hand. */
  private static final int MOST = 500;

  /** How a name is written where the path stands. */
  enum Quoting {
    PLAIN,
    /** In a Java literal. */
    JAVA
  }

  private final Path folder;
  private final Path home;

  FileNames(Path folder, Path home) {
    this.folder = folder;
    this.home = home;
  }

  /**
   * How the path could go on.
   *
   * @param path what is written of it
   * @param end where it ends in the cell
   */
  Completions complete(String path, int end, Quoting quoting) {
    int slash = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
    var typed = path.substring(slash + 1);
    int start = end - typed.length();
    if (path.equals("~")) {
      return new Completions(List.of(new Candidate("~/", "path", "")), start, end);
    }
    try (var files = Files.list(in(path.substring(0, slash + 1)))) {
      var names = new ArrayList<Candidate>();
      files
          .filter(f -> wanted(f.getFileName().toString(), typed))
          .sorted(Comparator.comparing((Path f) -> !Files.isDirectory(f)).thenComparing(f -> f))
          .limit(MOST)
          .forEach(f -> names.add(candidate(f, quoting)));
      return new Completions(names, start, end);
    } catch (IOException | InvalidPathException | SecurityException e) {
      return Completions.none(end);
    }
  }

  private Path in(String written) {
    if (written.startsWith("~/")) {
      return home.resolve(written.substring(2));
    }
    return folder.resolve(written.replace("\\\\", "\\"));
  }

  private static boolean wanted(String name, String typed) {
    return name.startsWith(typed) && (typed.startsWith(".") || !name.startsWith("."));
  }

  private static Candidate candidate(Path file, Quoting quoting) {
    var name = file.getFileName().toString();
    if (quoting == Quoting.JAVA) {
      name = name.replace("\\", "\\\\").replace("\"", "\\\"");
    }
    return new Candidate(Files.isDirectory(file) ? name + "/" : name, "path", "");
  }
}
