package org.sfumato.kernel.assist.inspect;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipFile;

/**
 * The Java sources that lie about: of the application in a folder {@code sources} beside its jars,
 * of a library in a {@code -sources.jar} beside its jar, of the JDK in its {@code lib/src.zip}, and
 * of classes that Maven compiled in their project.
 */
final class Sources {
  /** Names the folder of the application's sources, should it be elsewhere. */
  static final String FOLDER = "sfumato.sources";

  private final Set<Path> archives = new LinkedHashSet<>();
  private final List<Path> folders = new ArrayList<>();
  private final Path jdk;

  Sources(String classPath, Path javaHome) {
    jdk = javaHome.resolve("lib").resolve("src.zip");
    Optional.ofNullable(System.getProperty(FOLDER)).ifPresent(f -> addAll(Path.of(f)));
    for (var entry : classPath.split(File.pathSeparator)) {
      try {
        if (!entry.isEmpty()) {
          add(Path.of(entry).toAbsolutePath());
        }
      } catch (InvalidPathException e) {
        // The compiler takes no classes from there either.
        continue;
      }
    }
  }

  private void add(Path entry) {
    var name = entry.getFileName() == null ? "" : entry.getFileName().toString();
    if (name.endsWith(".jar")) {
      var own = name.substring(0, name.length() - 4) + "-sources.jar";
      archives.add(entry.resolveSibling(own));
      addAll(entry.resolveSibling("sources"));
    } else if (entry.endsWith(Path.of("classes"))) {
      // The build's folder may lie deeper in its project than target/classes.
      var project = entry.getParent();
      for (int up = 0; up < 3 && project != null; up++) {
        folders.add(project.resolve("src").resolve("main").resolve("java"));
        project = project.getParent();
      }
    }
  }

  private void addAll(Path folder) {
    if (Files.isDirectory(folder)) {
      try (var files = Files.list(folder)) {
        files.filter(f -> f.toString().endsWith(".jar")).sorted().forEach(archives::add);
      } catch (IOException e) {
        // No sources, no documentation: signatures are left.
        return;
      }
    }
  }

  /** Whether the JDK has brought its sources. */
  boolean hasJdk() {
    return Files.isRegularFile(jdk);
  }

  /**
   * The source file of a top-level class.
   *
   * @param module its module; empty if it is in none
   */
  Optional<String> text(String module, String topLevel) {
    var path = topLevel.replace('.', '/') + ".java";
    if (!module.isEmpty()) {
      return entry(jdk, module + "/" + path);
    }
    for (var folder : folders) {
      var file = folder.resolve(path);
      if (Files.isRegularFile(file)) {
        return read(file);
      }
    }
    return archives.stream().flatMap(a -> entry(a, path).stream()).findFirst();
  }

  private static Optional<String> read(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> entry(Path archive, String name) {
    if (!Files.isRegularFile(archive)) {
      return Optional.empty();
    }
    try (var zip = new ZipFile(archive.toFile())) {
      var entry = zip.getEntry(name);
      if (entry == null) {
        return Optional.empty();
      }
      try (var in = zip.getInputStream(entry)) {
        return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
