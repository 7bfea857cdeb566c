package org.sfumato.kernel.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.sfumato.kernel.assist.Assist;
import org.sfumato.kernel.assist.Completeness;
import org.sfumato.kernel.assist.Completions;
import org.sfumato.kernel.assist.Completions.Candidate;
import org.sfumato.kernel.cell.CellEngine;
import org.sfumato.kernel.message.Bundle;
import org.sfumato.kernel.wire.ConnectionFile;

/** A kernel in this process, with a client that is ready. */
final class RunningKernel implements AutoCloseable {
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final Path file;
  private final Kernel kernel;
  private final Client client;

  RunningKernel(Path folder) throws IOException {
    file = Client.connectionFile(folder);
    kernel = Kernel.start(ConnectionFile.read(file), parts(log));
    client = new Client(file).thatAnswers().ready();
  }

  static Kernel.Parts parts(ByteArrayOutputStream log) {
    return new Kernel.Parts(
        "0",
        CellEngine::start,
        e -> new Echo(),
        MemoryHistory::new,
        new PrintStream(log, true, StandardCharsets.UTF_8),
        false);
  }

  Client client() {
    return client;
  }

  Kernel kernel() {
    return kernel;
  }

  Path file() {
    return file;
  }

  /** What the process's own standard error would say. */
  String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    client.close();
    kernel.close();
  }

  /** Help that says back what it was asked, so that only the transport is tested. */
  private record Echo() implements Assist {
    @Override
    public Completions complete(String code, int cursor) {
      int start = code.lastIndexOf('.', Math.max(0, cursor - 1)) + 1;
      return new Completions(
          List.of(new Candidate("isBlank()", "function", "isBlank()")), start, cursor);
    }

    @Override
    public Optional<Bundle> inspect(String code, int cursor, Detail detail) {
      return code.isEmpty()
          ? Optional.empty()
          : Optional.of(Bundle.text(code.substring(0, cursor) + " " + detail));
    }

    @Override
    public Completeness completeness(String code) {
      return code.endsWith("{")
          ? new Completeness(Completeness.Status.INCOMPLETE, "  ")
          : new Completeness(Completeness.Status.COMPLETE, "");
    }
  }
}
