package org.sfumato.kernel.magic;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;

/** Classes and jars made for a test. */
final class Compiled {
  private Compiled() {}

  /** Compiles one class and returns the folder of classes. */
  static Path classes(Path folder, String name, String source) throws IOException {
    var file = folder.resolve("src-" + name).resolve(name.replace('.', '/') + ".java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    var classes = Files.createDirectories(folder.resolve("classes-" + name));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                classes.toString(),
                file.toString());
    if (code != 0) {
      throw new IllegalArgumentException("the source does not compile: " + source);
    }
    return classes;
  }

  /** A jar of one class and of other entries. */
  static Path jar(Path jar, String name, String source, Map<String, String> entries)
      throws IOException {
    var classes = classes(jar.toAbsolutePath().getParent(), name, source);
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      var path = name.replace('.', '/') + ".class";
      out.putNextEntry(new JarEntry(path));
      out.write(Files.readAllBytes(classes.resolve(path)));
      for (var e : entries.entrySet()) {
        out.putNextEntry(new JarEntry(e.getKey()));
        out.write(e.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return jar;
  }
}
