package org.sfumato.kernel.magic;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Jars and folders of classes, as they are named to {@code %classpath}. */
final class Jars {
  private Jars() {}

  /**
   * The files a name stands for: itself, or the jars that a pattern such as {@code lib/*.jar} fits.
   *
   * @throws IllegalArgumentException if nothing is there
   */
  static List<Path> named(String name) throws IOException {
    int wild = firstWild(name);
    if (wild < 0) {
      var path = FileName.path(name);
      if (!Files.exists(path)) {
        throw new IllegalArgumentException("there is no file or folder " + name);
      }
      return List.of(path);
    }
    int cut = Math.max(name.lastIndexOf('/', wild), name.lastIndexOf('\\', wild));
    var folder = FileName.path(cut < 0 ? "" : name.substring(0, cut + 1)).toAbsolutePath();
    var pattern = name.substring(cut + 1).replace('\\', '/');
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "there is no folder " + FileName.shown(folder) + " for " + name);
    }
    var fits = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    int depth = pattern.contains("**") ? Integer.MAX_VALUE : pattern.split("/").length;
    try (var files = Files.walk(folder, depth)) {
      var jars =
          files.filter(f -> isJar(f) && fits.matches(folder.relativize(f))).sorted().toList();
      if (jars.isEmpty()) {
        throw new IllegalArgumentException("no jar is called like " + name);
      }
      return jars;
    }
  }

  private static int firstWild(String name) {
    for (int i = 0; i < name.length(); i++) {
      if ("*?[{".indexOf(name.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isJar(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".jar")
        && Files.isRegularFile(file);
  }

  /**
   * @throws IllegalArgumentException if classes cannot be loaded from it
   */
  static void check(Path path) {
    if (Files.isDirectory(path)) {
      return;
    }
    try (var zip = new ZipFile(path.toFile())) {
      zip.size();
    } catch (ZipException e) {
      throw new IllegalArgumentException(
          FileName.shown(path) + " is no jar, or a damaged one: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot read " + FileName.shown(path) + ": " + e.getMessage(), e);
    }
  }

  /** {@code tools.jar (1.2 MB)}. */
  static String shown(Path path) {
    var size = size(path);
    return path.getFileName() + (size.isEmpty() ? "" : " (" + size + ")");
  }

  /** Of a file; a folder has none. */
  static String size(Path path) {
    try {
      return Files.isDirectory(path) ? "" : Amount.bytes(Files.size(path));
    } catch (IOException e) {
      return "gone";
    }
  }
}
