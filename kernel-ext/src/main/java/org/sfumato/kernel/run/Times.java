package org.sfumato.kernel.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;
import org.sfumato.kernel.message.Message;
import org.sfumato.kernel.notebook.Cell;

/**
 * When each cell ran, noted in its metadata as Jupyter's tools do ({@code execution}) and as
 * papermill does ({@code papermill}). If nobody asked for it, what an earlier run noted goes, for
 * it would be wrong.
 */
final class Times {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private final boolean noted;
  private volatile Instant input = Instant.EPOCH;

  Times(boolean noted) {
    this.noted = noted;
  }

  static String text(Instant moment) {
    return FORMAT.format(moment);
  }

  /** The same transport, listened to. */
  Consumer<Message> heard(Consumer<Message> transport) {
    return message -> {
      if (message instanceof Message.Input) {
        input = Instant.now();
      }
      transport.accept(message);
    };
  }

  /** Before the first cell: none has run. */
  void pending(List<Cell> cells) {
    for (var cell : cells) {
      var metadata = (ObjectNode) cell.json().get("metadata");
      metadata.remove(List.of("execution", "papermill"));
      if (noted) {
        papermill(metadata, null, null, "pending");
      }
    }
  }

  void ran(Cell cell, Instant start, Instant end, boolean failed) {
    if (!noted) {
      return;
    }
    var metadata = (ObjectNode) cell.json().get("metadata");
    var execution = metadata.putObject("execution");
    execution.put("iopub.status.busy", text(start));
    execution.put("iopub.execute_input", text(input));
    execution.put("shell.execute_reply", text(end));
    execution.put("iopub.status.idle", text(end));
    papermill(metadata, start, end, failed ? "failed" : "completed");
  }

  private static void papermill(ObjectNode metadata, Instant start, Instant end, String status) {
    var about = metadata.putObject("papermill");
    about.put("status", status);
    if (start == null) {
      List.of("duration", "start_time", "end_time", "exception").forEach(about::putNull);
    } else {
      about.put("duration", Duration.between(start, end).toNanos() / 1000 / 1e6);
      about.put("start_time", text(start));
      about.put("end_time", text(end));
      about.put("exception", status.equals("failed"));
    }
  }
}
