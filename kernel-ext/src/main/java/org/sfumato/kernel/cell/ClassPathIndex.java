package org.sfumato.kernel.cell;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * Which classes lie in which package of a class path. The compiler's own way to know opens every
 * jar as a file system and keeps a node for each entry: a tenth of a second and ten megabytes that
 * are all needed before the first cell can run.
 */
final class ClassPathIndex {
  private static final String CLASS = ".class";

  /** Names the file in which an installed application keeps its index from start to start. */
  static final String KEPT = "sfumato.class-index";

  /**
   * The classes of one package in one jar or folder.
   *
   * @param names simple names, with commas between them: most packages are never asked for
   */
  record Found(Path container, String names) {
    List<String> simpleNames() {
      return List.of(names.split(","));
    }
  }

  private final Map<String, List<Found>> packages;
  private final Set<Path> containers;
  private final List<Path> folders;
  private final Map<Path, JarFile> open = new ConcurrentHashMap<>();

  ClassPathIndex(Set<Path> containers, Map<String, List<Found>> packages) {
    this.containers = containers;
    this.packages = packages;
    folders = containers.stream().filter(Files::isDirectory).toList();
  }

  /**
   * @param classPath jars and folders as Java takes them; what does not exist or cannot be read is
   *     passed over, as Java does
   */
  static ClassPathIndex of(String classPath) {
    var containers = containers(classPath);
    var packages = new HashMap<String, List<Found>>();
    for (var container : containers) {
      add(container, packages);
    }
    addJdk(containers, packages);
    return new ClassPathIndex(containers, packages);
  }

  /** The index of the class path that this process was started with. */
  static ClassPathIndex ofThisProcess() {
    var classPath = System.getProperty("java.class.path");
    var kept = System.getProperty(KEPT);
    return kept == null ? of(classPath) : new ClassIndexFile(Path.of(kept)).read(classPath);
  }

  Set<Path> containers() {
    return containers;
  }

  Map<String, List<Found>> packages() {
    return packages;
  }

  /** Every jar and folder, those that the manifests of jars name included. */
  private static Set<Path> containers(String classPath) {
    var all = new LinkedHashSet<Path>();
    for (var entry : classPath.split(File.pathSeparator)) {
      if (!entry.isEmpty()) {
        try {
          addWithManifest(Path.of(entry).toAbsolutePath(), all);
        } catch (InvalidPathException e) {
          // Java passes it over too.
        }
      }
    }
    return all;
  }

  private static void addWithManifest(Path container, Set<Path> to) {
    if (!Files.exists(container) || !to.add(container) || Files.isDirectory(container)) {
      return;
    }
    try (var jar = new JarFile(container.toFile(), false)) {
      var manifest = jar.getManifest();
      var more =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      if (more != null) {
        for (var address : more.strip().split("\\s+")) {
          var uri = container.toUri().resolve(address);
          if ("file".equals(uri.getScheme())) {
            addWithManifest(Path.of(uri), to);
          }
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      // Not a jar, or a manifest that Java itself would not follow.
    }
  }

  private static void add(Path container, Map<String, List<Found>> packages) {
    if (Files.isDirectory(container)) {
      return;
    }
    var names = new HashMap<String, StringJoiner>();
    try (var jar = new JarFile(container.toFile(), false)) {
      jar.stream().map(ZipEntry::getName).forEach(name -> add(name, names));
    } catch (IOException e) {
      return;
    }
    names.forEach(
        (folder, simple) ->
            packages
                .computeIfAbsent(folder.replace('/', '.'), p -> new ArrayList<>(1))
                .add(new Found(container, simple.toString())));
  }

  /** Under names that no package of the class path can have. */
  private static void addJdk(Set<Path> containers, Map<String, List<Found>> packages) {
    var image = JdkPackages.image();
    if (Files.isRegularFile(image)) {
      containers.add(image);
      JdkPackages.read()
          .forEach((name, classes) -> packages.put(name, List.of(new Found(image, classes))));
    }
  }

  private static void add(String entry, Map<String, StringJoiner> names) {
    if (entry.endsWith(CLASS) && !entry.startsWith("META-INF/")) {
      int slash = entry.lastIndexOf('/');
      names
          .computeIfAbsent(slash < 0 ? "" : entry.substring(0, slash), f -> new StringJoiner(","))
          .add(entry.substring(slash + 1, entry.length() - CLASS.length()));
    }
  }

  /**
   * The content of an entry of one of the containers. Jars stay open: the application's own loader
   * holds them anyway.
   */
  byte[] read(Path container, String entry) throws IOException {
    if (Files.isDirectory(container)) {
      return Files.readAllBytes(container.resolve(entry));
    }
    var jar = open.get(container);
    if (jar == null) {
      jar = new JarFile(container.toFile(), false);
      open.put(container, jar);
    }
    var found = jar.getEntry(entry);
    if (found == null) {
      throw new FileNotFoundException(entry + " in " + container);
    }
    try (var in = jar.getInputStream(found)) {
      return in.readAllBytes();
    }
  }

  /** The classes of a package under the name that it has here. */
  List<Found> listed(String name) {
    return packages.getOrDefault(name, List.of());
  }

  /** Whether there is a class of this name. */
  boolean has(String name) {
    int dot = name.lastIndexOf('.');
    var simple = name.substring(dot + 1);
    return in(name.substring(0, Math.max(0, dot))).stream()
        .anyMatch(f -> f.simpleNames().contains(simple));
  }

  /** The classes of a package, in the order of the class path's jars; folders come last. */
  List<Found> in(String packageName) {
    var found = new ArrayList<>(listed(packageName));
    for (var folder : folders) {
      var simple = classesIn(folder.resolve(packageName.replace('.', '/')));
      if (!simple.isEmpty()) {
        found.add(new Found(folder, String.join(",", simple)));
      }
    }
    return found;
  }

  /** Looked up each time: a user may compile into a folder while the notebook is open. */
  private static List<String> classesIn(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + CLASS)) {
      var names = new ArrayList<String>();
      for (var file : files) {
        var name = file.getFileName().toString();
        names.add(name.substring(0, name.length() - CLASS.length()));
      }
      return names;
    } catch (IOException e) {
      return List.of();
    }
  }
}
