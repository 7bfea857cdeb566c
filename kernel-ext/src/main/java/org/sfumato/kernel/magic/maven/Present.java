package org.sfumato.kernel.magic.maven;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * Which libraries are on a class path already. A second copy of one would be a trap: its classes
 * look like the first one's and are not.
 *
 * @param jars the class path
 */
public record Present(List<Path> jars) {
  public Present {
    jars = List.copyOf(jars);
  }

  /** The version that is there, if any is. */
  public Optional<String> version(Library library) {
    for (var jar : jars) {
      var version = version(jar, library);
      if (version.isPresent()) {
        return version;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> version(Path jar, Library library) {
    var end = library.classifier().isEmpty() ? "" : "-" + Pattern.quote(library.classifier());
    var name =
        Pattern.compile(Pattern.quote(library.artifact()) + "-(\\d[^/\\\\]*?)" + end + "\\.jar")
            .matcher(jar.getFileName().toString());
    if (!name.matches() || !Files.isRegularFile(jar)) {
      return Optional.empty();
    }
    var version = name.group(1);
    var folders = jar.toAbsolutePath().toString().replace('\\', '/');
    if (folders.contains("/" + library.artifact() + "/" + version + "/")) {
      var home = "/" + library.group().replace('.', '/') + "/" + library.artifact() + "/";
      return folders.contains(home) ? Optional.of(version) : Optional.empty();
    }
    return isOtherGroup(jar, library) ? Optional.empty() : Optional.of(version);
  }

  /** What a jar built by Maven says about itself; one that says nothing is believed its name. */
  private static boolean isOtherGroup(Path jar, Library library) {
    try (var file = new JarFile(jar.toFile())) {
      var entries =
          file.stream()
              .filter(
                  e ->
                      e.getName().startsWith("META-INF/maven/")
                          && e.getName().endsWith("/" + library.artifact() + "/pom.properties"))
              .toList();
      for (var entry : entries) {
        try (var in = file.getInputStream(entry)) {
          if (library.group().equals(group(in))) {
            return false;
          }
        }
      }
      return !entries.isEmpty();
    } catch (IOException e) {
      return false;
    }
  }

  private static String group(InputStream in) throws IOException {
    var properties = new Properties();
    properties.load(in);
    return properties.getProperty("groupId", "");
  }
}
