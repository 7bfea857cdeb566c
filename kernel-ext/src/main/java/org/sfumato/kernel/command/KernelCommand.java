package org.sfumato.kernel.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sfumato kernel}, which Jupyter runs. */
@Command(
    name = "kernel",
    description = "Serve a notebook's cells; Jupyter starts this for each notebook.",
    mixinStandardHelpOptions = true)
public final class KernelCommand implements Callable<Integer> {
  @Parameters(paramLabel = "CONNECTION_FILE", description = "Where to listen; Jupyter writes it.")
  private Path file;

  @Option(
      names = "--any-address",
      description = "Listen also where other machines can reach the kernel.")
  private boolean anyAddress;

  @Mixin private Downloads downloads;

  @Override
  public Integer call() {
    downloads.apply();
    return KernelProcess.serve(file, anyAddress);
  }

  /**
   * Whether this is how Jupyter starts a kernel. To read it needs no library, which would take as
   * long as the rest of the start.
   */
  public static boolean isPlain(String... arguments) {
    return arguments.length == 2 && arguments[0].equals("kernel") && !arguments[1].startsWith("-");
  }
}
