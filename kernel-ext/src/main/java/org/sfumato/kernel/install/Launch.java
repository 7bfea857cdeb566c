package org.sfumato.kernel.install;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How Java is started on an installed application: directly, without a launcher in between.
 *
 * @param java the program, absolute
 * @param application the folder of the copy
 * @param archive shared class data that fits this Java, if there is any
 * @param options the user's own options for Java, last so that they win
 */
record Launch(Path java, Path application, Optional<Path> archive, List<String> options) {
  static final String MAIN = "org.sfumato.kernel.Sfumato";

  private static final List<String> ARGUMENT_FILES =
      List.of(Application.OPTIONS, Application.KERNEL_OPTIONS, Application.CLASS_PATH);

  /** Written by the first kernel that starts, which is the one that tries the installation. */
  static final String CLASS_INDEX = "class-index";

  /** Replaced by Jupyter with the path of a file. */
  static final String CONNECTION_FILE = "{connection_file}";

  Launch {
    options = List.copyOf(options);
  }

  /** The Java of this process. */
  static Path thisJava() {
    var name = System.getProperty("os.name").startsWith("Windows") ? "java.exe" : "java";
    return Path.of(System.getProperty("java.home"), "bin", name);
  }

  Launch with(Path newArchive) {
    return new Launch(java, application, Optional.of(newArchive), options);
  }

  /** The command of the kernel, with further options for Java. */
  List<String> kernel(String... more) {
    return command(List.of(more), List.of(MAIN, "kernel", CONNECTION_FILE));
  }

  /** The command with further options for Java, and what it is to do. */
  List<String> command(List<String> more, List<String> what) {
    var command = new ArrayList<String>();
    command.add(java.toString());
    for (var file : ARGUMENT_FILES) {
      command.add("@" + application.resolve(file));
    }
    command.add("-Dsfumato.class-index=" + application.resolve(CLASS_INDEX));
    archive.map(ClassArchive::option).ifPresent(command::add);
    command.addAll(options);
    command.addAll(more);
    command.addAll(what);
    return List.copyOf(command);
  }
}
