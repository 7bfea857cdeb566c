package org.sfumato.kernel.extension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A jar as somebody else would build it, compiled against this one. */
final class OtherJar {
  private OtherJar() {}

  /**
   * Compiles and packs.
   *
   * @param sources file name to text
   * @param services name of a service to the name of what provides it
   */
  static Path of(Path folder, Map<String, String> sources, Map<String, String> services)
      throws IOException {
    var classes = Files.createDirectories(folder.resolve("classes"));
    for (var source : sources.entrySet()) {
      Files.writeString(folder.resolve(source.getKey()), source.getValue());
    }
    var files = sources.keySet().stream().map(n -> folder.resolve(n).toString());
    var options =
        List.of("-d", classes.toString(), "-classpath", System.getProperty("java.class.path"));
    var arguments = Stream.concat(options.stream(), files).toArray(String[]::new);
    if (ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments) != 0) {
      throw new IllegalArgumentException("the sources of the jar do not compile");
    }
    for (var service : services.entrySet()) {
      var file = classes.resolve("META-INF/services/" + service.getKey());
      Files.createDirectories(file.getParent());
      Files.writeString(file, service.getValue() + "\n");
    }
    return packed(classes, folder.resolve("other.jar"));
  }

  private static Path packed(Path classes, Path jar) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(classes)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var name = classes.relativize(file).toString().replace('\\', '/');
        out.putNextEntry(new JarEntry(name));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }
}
