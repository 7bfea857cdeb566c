package org.sfumato.kernel.command;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.sfumato.kernel.Sfumato;
import org.sfumato.kernel.notebook.NotebookException;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Runs the command again in the folder where a notebook lies. A notebook that reads {@code
 * data.csv} means the one beside it, in Jupyter and here, and Java cannot change its folder.
 */
final class Elsewhere {
  private static final long PATIENCE_SECONDS = 10;

  private Elsewhere() {}

  /**
   * Whether the notebook lies in another folder than this process runs in, and this process is the
   * command's own.
   */
  static boolean isNeeded(Path notebook) {
    if (!Boolean.getBoolean(Sfumato.OWN_PROCESS) || System.getProperty(Folder.CALLER) != null) {
      return false;
    }
    try {
      return !folder(notebook).equals(Path.of("").toRealPath());
    } catch (IOException e) {
      return false;
    }
  }

  private static Path folder(Path notebook) throws IOException {
    return notebook.toAbsolutePath().getParent().toRealPath();
  }

  /** The command's own arguments, with one notebook in place of all. */
  static List<String> about(Path notebook, List<Path> notebooks, CommandSpec command) {
    var positional = notebooks.stream().map(Path::toString).toList();
    var arguments = new ArrayList<>(command.commandLine().getParseResult().originalArgs());
    arguments.removeIf(a -> positional.contains(a) || a.equals("--"));
    arguments.add("--");
    arguments.add(notebook.toString());
    return arguments;
  }

  /**
   * Runs the command there, with this process's input and output, and waits.
   *
   * @return its exit code: 0 or 1, or another if it crashed
   */
  static int run(Path notebook, List<String> arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-D" + Folder.CALLER + "=" + Path.of("").toAbsolutePath());
    command.add("-cp");
    command.add(classPath());
    command.add(Sfumato.class.getName());
    command.addAll(arguments);
    try {
      var process =
          new ProcessBuilder(command).directory(folder(notebook).toFile()).inheritIO().start();
      var hook = new Thread(() -> end(process), "end of the notebook's process");
      Runtime.getRuntime().addShutdownHook(hook);
      int code = process.waitFor();
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // This process is ending already.
      }
      return code;
    } catch (IOException e) {
      throw new NotebookException(
          "cannot start Java where " + notebook + " lies: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotebookException("stopped while " + notebook + " ran", e);
    }
  }

  /** Relative entries would mean other files there. */
  private static String classPath() {
    var separator = java.io.File.pathSeparator;
    var entries = new ArrayList<String>();
    for (var entry :
        System.getProperty("java.class.path").split(java.util.regex.Pattern.quote(separator))) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(separator, entries);
  }

  /** It keeps what it has first, which takes a moment. */
  private static void end(Process process) {
    process.destroy();
    try {
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
