package org.sfumato.kernel.install;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.sfumato.kernel.wire.Channel;
import org.sfumato.kernel.wire.Client;
import org.sfumato.kernel.wire.Received;

/**
 * A kernel that was started as Jupyter does it, answered, and ended.
 *
 * @param ready from its start until it said what it is
 * @param firstResult from its start until the first cell was done
 */
public record KernelTrial(Duration ready, Duration firstResult) {
  private static final int LINES_TOLD = 5;

  /**
   * Starts a kernel, runs cells, completes and explains a word, and ends it.
   *
   * @param command as in a kernelspec
   * @param cells run one after another; the first should be quick
   * @throws InstallException if it does not start, answer, compute or end in time
   */
  static KernelTrial run(
      List<String> command, Map<String, String> environment, List<String> cells, Duration patience)
      throws IOException {
    var folder = Files.createTempDirectory("sfumato-trial");
    try {
      return run(folder, command, environment, cells, patience);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InstallException("the trial of the kernel was interrupted", e);
    } finally {
      Atomic.delete(folder);
    }
  }

  private static KernelTrial run(
      Path folder,
      List<String> command,
      Map<String, String> environment,
      List<String> cells,
      Duration patience)
      throws IOException, InterruptedException {
    var connection = folder.resolve("connection.json");
    var said = folder.resolve("said");
    var address = Client.newConnection(connection);
    var builder =
        new ProcessBuilder(
                command.stream()
                    .map(a -> a.replace(Launch.CONNECTION_FILE, connection.toString()))
                    .toList())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().putAll(environment);
    // Nobody typed these cells.
    builder.environment().put("SFUMATO_HISTORY", folder.toString());
    // As Jupyter does: should this process be killed, the kernel ends by itself.
    builder.environment().put("JPY_PARENT_PID", String.valueOf(ProcessHandle.current().pid()));
    long start = System.nanoTime();
    var process = builder.start();
    try (var client = new Client(address)) {
      var trial = new Conversation(client, process, said, patience);
      trial.ask(Channel.SHELL, "kernel_info_request", Map.of());
      var ready = Duration.ofNanos(System.nanoTime() - start);
      trial.execute(cells.get(0));
      var firstResult = Duration.ofNanos(System.nanoTime() - start);
      cells.stream().skip(1).forEach(trial::execute);
      trial.ask(Channel.SHELL, "complete_request", Map.of("code", "Stri", "cursor_pos", 4));
      trial.ask(
          Channel.SHELL,
          "inspect_request",
          Map.of("code", "String.valueOf(", "cursor_pos", 15, "detail_level", 0));
      trial.ask(Channel.CONTROL, "shutdown_request", Map.of("restart", false));
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new InstallException("the kernel does not end when it is told to");
      }
      return new KernelTrial(ready, firstResult);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /** Requests that must be answered well. */
  private record Conversation(Client client, Process process, Path said, Duration patience) {
    Received ask(Channel channel, String type, Map<String, ?> content) {
      var reply =
          client
              .ask(channel, type, content, process::isAlive, patience)
              .orElseThrow(() -> new InstallException(silence(type)));
      if (!reply.content().path("status").asText().equals("ok")) {
        throw new InstallException(
            "the kernel answers "
                + type
                + " with "
                + reply.content().path("evalue").asText("an error"));
      }
      return reply;
    }

    void execute(String code) {
      ask(
          Channel.SHELL,
          "execute_request",
          Map.of(
              "code", code,
              "silent", false,
              "store_history", false,
              "user_expressions", Map.of(),
              "allow_stdin", false,
              "stop_on_error", true));
    }

    private String silence(String type) {
      if (process.isAlive()) {
        return "the kernel does not answer " + type + " within " + patience.toSeconds() + " s";
      }
      return "the kernel ended with " + process.exitValue() + lastWords();
    }

    private String lastWords() {
      try {
        var lines =
            new String(Files.readAllBytes(said), Charset.defaultCharset()).strip().lines().toList();
        return lines.isEmpty()
            ? " and said nothing"
            : ": "
                + String.join(
                    "\n", lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size()));
      } catch (IOException e) {
        return "";
      }
    }
  }

  /** In seconds. */
  public static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
