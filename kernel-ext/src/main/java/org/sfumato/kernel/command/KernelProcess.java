package org.sfumato.kernel.command;

import java.io.PrintStream;
import java.nio.file.Path;
import org.sfumato.kernel.Sfumato;
import org.sfumato.kernel.cell.CellEngine;
import org.sfumato.kernel.history.HistoryFile;
import org.sfumato.kernel.server.Kernel;
import org.sfumato.kernel.wire.ConnectionFile;

/**
 * A kernel that has the process for itself: signals are interrupts, and it ends with its parent.
 */
public final class KernelProcess {
  /** After this the process ends, whatever a library's or a cell's own threads still want. */
  private static final long END_MILLISECONDS = 1500;

  private KernelProcess() {}

  /**
   * Serves until a front end ends it.
   *
   * @param anyAddress whether it may listen where other machines reach it
   * @throws org.sfumato.kernel.wire.WireException in one sentence, if it cannot listen
   */
  public static int serve(Path file, boolean anyAddress) {
    new Downloads().apply();
    // The engine makes standard error the cells' own.
    var log = System.err;
    try (var engine = new EarlyEngine();
        var kernel = Kernel.start(ConnectionFile.read(file), parts(engine, log, anyAddress))) {
      InterruptSignal.handle(kernel::interrupt);
      ParentProcess.whenItEnds(kernel::shutdown);
      kernel.awaitShutdown();
      endSoon();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  private static Kernel.Parts parts(EarlyEngine engine, PrintStream log, boolean anyAddress) {
    return new Kernel.Parts(
        Sfumato.VERSION,
        engine::speakingTo,
        CellEngine::assist,
        () -> HistoryFile.open(HistoryFile.folder()),
        log,
        anyAddress);
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
