package org.sfumato.kernel.install;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** What the tests run from, as a build would lay it out: all as jars, in one folder. */
final class BuiltApplication {
  private BuiltApplication() {}

  static Application in(Path folder) throws IOException {
    Files.createDirectories(folder);
    var jars = new ArrayList<String>();
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      var path = Path.of(entry);
      if (Files.isDirectory(path) && !path.endsWith("test-classes")) {
        var name = "sfumato-" + jars.size() + ".jar";
        pack(path, folder.resolve(name));
        jars.add(name);
      } else if (Files.isRegularFile(path)) {
        var name = path.getFileName().toString();
        link(path, folder.resolve(name));
        jars.add(name);
      }
    }
    for (var options : List.of(Application.OPTIONS, Application.KERNEL_OPTIONS)) {
      Files.copy(Path.of("src/main/launch", options), folder.resolve(options));
    }
    return new Application(folder, jars);
  }

  /** The command line, run from there in a process of its own. */
  static Process run(Application application, Path output, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Launch.thisJava().toString());
    command.add("@" + application.folder().resolve(Application.OPTIONS));
    command.add("-cp");
    command.add(
        String.join(
            File.pathSeparator,
            application.classPath().stream()
                .map(j -> application.folder().resolve(j).toString())
                .toList()));
    command.add(Launch.MAIN);
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static void link(Path from, Path to) throws IOException {
    try {
      Files.createLink(to, from);
    } catch (IOException | UnsupportedOperationException e) {
      Files.copy(from, to);
    }
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        var files = Files.walk(classes)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
  }
}
