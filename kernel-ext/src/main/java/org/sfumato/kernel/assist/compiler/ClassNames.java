package org.sfumato.kernel.assist.compiler;

import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/**
 * The names of packages and classes that a cell could import. A compiler that is asked for them
 * reads every class file of a package; their names alone are read at once.
 */
public final class ClassNames {
  private static final String ENDING = ".class";

  private final Map<String, Set<String>> onClassPath = new TreeMap<>();
  private final Map<String, ModuleReference> exported = new TreeMap<>();
  private final Map<String, List<String>> inModules = new HashMap<>();

  /**
   * Reads the names on a class path, as Java writes it; what is not there or no archive has none.
   */
  public ClassNames(String classPath) {
    for (var module : ModuleFinder.ofSystem().findAll()) {
      module.descriptor().exports().stream()
          .filter(e -> !e.isQualified())
          .forEach(e -> exported.put(e.source(), module));
    }
    for (var entry : classPath.split(File.pathSeparator)) {
      if (!entry.isEmpty()) {
        add(Path.of(entry));
      }
    }
  }

  /** Simple names of the top-level classes in a package that begin with {@code prefix}. */
  public synchronized List<String> classes(String in, String prefix) {
    var names = new TreeSet<>(onClassPath.getOrDefault(in, Set.of()));
    names.addAll(inModules.computeIfAbsent(in, this::modular));
    return names.stream().filter(n -> n.startsWith(prefix)).toList();
  }

  /** The next parts of the names of packages inside {@code in}, which may be empty. */
  public List<String> packages(String in, String prefix) {
    var start = in.isEmpty() ? prefix : in + "." + prefix;
    int from = in.isEmpty() ? 0 : in.length() + 1;
    return Stream.concat(exported.keySet().stream(), onClassPath.keySet().stream())
        .filter(p -> p.startsWith(start) && p.length() > from)
        .map(p -> p.substring(from).split("\\.", 2)[0])
        .distinct()
        .sorted()
        .toList();
  }

  /** Whether there is a package of this name, or one inside it. */
  public boolean isPackage(String name) {
    return Stream.concat(exported.keySet().stream(), onClassPath.keySet().stream())
        .anyMatch(p -> p.equals(name) || p.startsWith(name + "."));
  }

  private List<String> modular(String in) {
    var module = Optional.ofNullable(exported.get(in));
    if (module.isEmpty()) {
      return List.of();
    }
    var folder =
        FileSystems.getFileSystem(URI.create("jrt:/"))
            .getPath("modules", module.get().descriptor().name(), in.replace('.', '/'));
    try (var files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).flatMap(ClassNames::simple).toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private void add(Path entry) {
    try {
      if (Files.isDirectory(entry)) {
        try (var files = Files.walk(entry)) {
          files
              .filter(f -> f.toString().endsWith(ENDING))
              .map(f -> entry.relativize(f).toString().replace('\\', '/'))
              .forEach(this::add);
        }
      } else if (Files.isRegularFile(entry)) {
        try (var jar = new JarFile(entry.toFile(), false)) {
          var names = new ArrayList<String>();
          jar.stream().forEach(e -> names.add(e.getName()));
          names.stream().filter(n -> n.endsWith(ENDING)).forEach(this::add);
        }
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      // What the compiler cannot read either has no names.
      return;
    }
  }

  private void add(String file) {
    int slash = file.lastIndexOf('/');
    if (slash > 0 && !file.startsWith("META-INF")) {
      simple(file.substring(slash + 1))
          .forEach(
              n ->
                  onClassPath
                      .computeIfAbsent(
                          file.substring(0, slash).replace('/', '.'), p -> new TreeSet<>())
                      .add(n));
    }
  }

  private static Stream<String> simple(String file) {
    if (!file.endsWith(ENDING) || file.indexOf('$') >= 0 || file.indexOf('-') >= 0) {
      return Stream.empty();
    }
    return Stream.of(file.substring(0, file.length() - ENDING.length()));
  }
}
