package org.sfumato.kernel.cell;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.JavaFileManager.Location;

/**
 * The classes of those packages of the JDK that every cell imports whole. The compiler lists them
 * through a file system of the JDK's own, each time anew for each of its tasks.
 */
final class JdkPackages {
  private static final String SYSTEM = "SYSTEM_MODULES[";
  private static final String CLASS = ".class";

  private JdkPackages() {}

  /** The file with all of the JDK's classes; there is none in some builds of a JDK. */
  static Path image() {
    return Path.of(System.getProperty("java.home"), "lib", "modules");
  }

  /** Names a package in a module, as {@link #name(Location, String)} does. */
  static String name(String module, String packageName) {
    return module + "/" + packageName;
  }

  /** Names a package of the JDK where the compiler looks for it; empty anywhere else. */
  static String name(Location location, String packageName) {
    var where = location.getName();
    return where.startsWith(SYSTEM)
        ? name(where.substring(SYSTEM.length(), where.length() - 1), packageName)
        : "";
  }

  /** Simple names by package, with commas between them; what cannot be read is left out. */
  static Map<String, String> read() {
    var found = new HashMap<String, String>();
    for (var module : ModuleLayer.boot().modules()) {
      for (var packageName : Vocabulary.jdkPackages()) {
        if (module.getPackages().contains(packageName)) {
          var names = names(module.getName(), packageName);
          if (!names.isEmpty()) {
            found.put(name(module.getName(), packageName), String.join(",", names));
          }
        }
      }
    }
    return found;
  }

  private static List<String> names(String module, String packageName) {
    var folder =
        FileSystems.getFileSystem(URI.create("jrt:/"))
            .getPath("modules", module, packageName.replace('.', '/'));
    try (var files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(n -> n.endsWith(CLASS))
          .map(n -> n.substring(0, n.length() - CLASS.length()))
          .collect(Collectors.toList());
    } catch (IOException e) {
      return List.of();
    }
  }
}
