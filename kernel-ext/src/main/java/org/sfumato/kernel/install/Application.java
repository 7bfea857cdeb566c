package org.sfumato.kernel.install;

import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the kernel runs from: a folder with its jars and the file of the options for Java.
 *
 * @param folder where they are
 * @param classPath the names of the jars in it that are loaded, in their order
 */
public record Application(Path folder, List<String> classPath) {
  /** Options for every start of Java, an argument file; the launchers read it too. */
  public static final String OPTIONS = "java.options";

  /** Further options for a kernel. */
  static final String KERNEL_OPTIONS = "kernel.options";

  /** The class path as an argument file, because Windows allows no command line of that length. */
  static final String CLASS_PATH = "class-path";

  private static final String PREFIX = "app-";
  private static final int ID_DIGITS = 10;

  public Application {
    classPath = List.copyOf(classPath);
  }

  /**
   * The one this process runs from.
   *
   * @throws InstallException if it runs from something else than the folder of a build
   */
  public static Application running() {
    var entries =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(e -> Path.of(e).toAbsolutePath().normalize())
            .toList();
    var folder = entries.get(0).getParent();
    if (!entries.stream().allMatch(e -> e.getParent().equals(folder) && Files.isRegularFile(e))
        || !Files.isRegularFile(folder.resolve(OPTIONS))) {
      throw new InstallException(
          "only a built Sfumato can be installed; use the sfumato script of the project's folder");
    }
    return new Application(folder, entries.stream().map(e -> e.getFileName().toString()).toList());
  }

  /** The name of its copy: the same for the same content, and another for any other. */
  String copyName() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var file : files()) {
        var path = folder.resolve(file);
        digest.update((file + " " + Files.size(path) + "\n").getBytes(StandardCharsets.UTF_8));
        if (isOurs(path)) {
          digest.update(Files.readAllBytes(path));
        }
      }
      digest.update(classPath.toString().getBytes(StandardCharsets.UTF_8));
      return PREFIX + HexFormat.of().formatHex(digest.digest()).substring(0, ID_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new InstallException("this Java has no SHA-256; use a complete JDK", e);
    } catch (IOException e) {
      throw new InstallException("cannot read " + folder + ": " + e.getMessage(), e);
    }
  }

  static boolean isCopyName(String name) {
    return name.startsWith(PREFIX);
  }

  /**
   * Copies it below a folder. Libraries, which never change, become links to the same bytes where
   * the file system can do that; a copy that is there already is used.
   */
  Path copyBelow(Path parent) throws IOException {
    var copy = parent.resolve(copyName());
    if (Files.isDirectory(copy)) {
      return copy;
    }
    var unfinished = Atomic.beside(copy);
    Atomic.delete(unfinished);
    for (var file : files()) {
      var to = unfinished.resolve(file);
      Files.createDirectories(to.getParent());
      linkOrCopy(folder.resolve(file), to);
    }
    Files.writeString(unfinished.resolve(CLASS_PATH), classPathIn(copy), systemCharset());
    Atomic.move(unfinished, copy);
    return copy;
  }

  private static void linkOrCopy(Path from, Path to) throws IOException {
    if (!isOurs(from)) {
      try {
        Files.createLink(to, from);
        return;
      } catch (IOException | UnsupportedOperationException e) {
        // Another file system, or one without links.
      }
    }
    Files.copy(from, to);
  }

  /** A build overwrites these, perhaps in place. */
  private static boolean isOurs(Path file) {
    var name = file.getFileName().toString();
    return name.startsWith("sfumato") || !name.endsWith(".jar");
  }

  /** All of the folder except jars that are left out of the class path. */
  private List<String> files() throws IOException {
    try (var tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile)
          .map(folder::relativize)
          .filter(
              p ->
                  p.getNameCount() > 1
                      || !p.toString().endsWith(".jar")
                      || classPath.contains(p.toString()))
          .map(p -> p.toString().replace(File.separatorChar, '/'))
          .sorted()
          .toList();
    }
  }

  private String classPathIn(Path copy) {
    return classPath.stream()
        .map(jar -> copy.resolve(jar).toString().replace("\\", "\\\\"))
        .collect(Collectors.joining(File.pathSeparator + "\\\n", "-cp \"\\\n", "\"\n"));
  }

  /** Java reads argument files in the system's own encoding. */
  private static Charset systemCharset() {
    return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
  }
}
