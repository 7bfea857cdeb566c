package org.sfumato.kernel.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.sfumato.kernel.Sfumato;
import org.sfumato.kernel.assist.Assist;
import org.sfumato.kernel.assist.Completeness;
import org.sfumato.kernel.assist.Completions;
import org.sfumato.kernel.cell.CellEngine;
import org.sfumato.kernel.server.Kernel;
import org.sfumato.kernel.wire.ConnectionFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sun.misc.Signal;

/** {@code sfumato kernel}, which Jupyter runs. */
@Command(
    name = "kernel",
    description = "Serve a notebook's cells; Jupyter starts this for each notebook.",
    mixinStandardHelpOptions = true)
public final class KernelCommand implements Callable<Integer> {
  /** After this the process ends, whatever a library's or a cell's own threads still want. */
  private static final long END_MILLISECONDS = 2500;

  private static final Assist NONE =
      new Assist() {
        @Override
        public Completions complete(String code, int cursor) {
          return Completions.none(cursor);
        }

        @Override
        public java.util.Optional<org.sfumato.kernel.message.Bundle> inspect(
            String code, int cursor, Detail detail) {
          return java.util.Optional.empty();
        }

        @Override
        public Completeness completeness(String code) {
          return new Completeness(Completeness.Status.UNKNOWN, "");
        }
      };

  @Parameters(paramLabel = "CONNECTION_FILE", description = "Where to listen; Jupyter writes it.")
  private Path file;

  @Option(
      names = "--any-address",
      description = "Listen also where other machines can reach the kernel.")
  private boolean anyAddress;

  @Mixin private Downloads downloads;

  @Override
  public Integer call() throws InterruptedException {
    downloads.apply();
    var parts =
        new Kernel.Parts(
            Sfumato.VERSION,
            CellEngine::start,
            e -> NONE,
            () -> {
              throw new java.io.IOException("no store");
            },
            System.err,
            anyAddress);
    try (var kernel = Kernel.start(ConnectionFile.read(file), parts)) {
      Signal.handle(new Signal("INT"), s -> kernel.interrupt());
      ParentProcess.whenItEnds(kernel::shutdown);
      kernel.awaitShutdown();
      endSoon();
    }
    return 0;
  }

  private static void endSoon() {
    var end =
        new Thread(
            () -> {
              try {
                Thread.sleep(END_MILLISECONDS);
              } catch (InterruptedException e) {
                // Then it ends now.
              }
              Runtime.getRuntime().halt(0);
            },
            "end of the process");
    end.setDaemon(true);
    end.start();
  }
}
