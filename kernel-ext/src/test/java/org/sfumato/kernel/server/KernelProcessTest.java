package org.sfumato.kernel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code sfumato kernel} as Jupyter starts it: a process of its own. */
@Timeout(180)
class KernelProcessTest {
  @TempDir Path folder;
  private Process process;

  @AfterEach
  void end() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void should_stop_a_cell_at_the_signal_that_would_end_other_processes() throws Exception {
    assumeFalse(ignoresInterrupts(), "who started the tests has told them to ignore the signal");
    var file = Client.connectionFile(folder);
    start(Map.of(), "kernel", file.toString());
    try (var client = new Client(file).ready()) {
      assertEquals("42", client.run("6 * 7").result());
      var id = client.execute("System.out.println(\"go\"); while (true) { }");
      client.next("iopub", m -> m.is("stream"));
      signal("INT");
      assertEquals("error", client.reply(id).content().path("status").asText());
      client.untilIdle(id);
      assertEquals("43", client.run("43").result());
    }
  }

  /** So do the jobs that a shell's script starts in the background, and Java leaves it so. */
  private static boolean ignoresInterrupts() throws IOException {
    var status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.split("\\s+")[1], 16) & 2) != 0);
  }

  @Test
  void should_end_soon_after_a_shutdown_although_a_cell_does_not_stop() throws Exception {
    var file = Client.connectionFile(folder);
    start(Map.of(), "kernel", file.toString());
    try (var client = new Client(file).ready()) {
      client.execute(
          "System.out.println(\"go\"); java.util.stream.LongStream.range(0, Long.MAX_VALUE).sum()");
      client.next("iopub", m -> m.is("stream"));
      var id = client.send("control", "shutdown_request", Map.of("restart", false));
      client.next("control", m -> m.parentId().equals(id));
      assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the process should have ended");
      assertEquals(0, process.exitValue());
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void should_end_when_whoever_started_it_ends() throws Exception {
    var file = Client.connectionFile(folder);
    var parent = new ProcessBuilder("sleep", "600").start();
    try (var client = new Client(file)) {
      start(Map.of("JPY_PARENT_PID", "" + parent.pid()), "kernel", file.toString());
      client.ready();
      parent.destroyForcibly().waitFor();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the process should have ended");
    } finally {
      parent.destroyForcibly();
    }
  }

  @Test
  void should_say_in_one_sentence_what_is_wrong_with_a_connection_file() throws Exception {
    var missing = folder.resolve("none.json");
    assertEquals(
        "sfumato: the connection file "
            + missing
            + " does not exist; Jupyter writes one for each kernel",
        failure("kernel", missing.toString()));
    var corrupt = Files.writeString(folder.resolve("corrupt.json"), "{\"shell_port\": 1");
    assertTrue(failure("kernel", corrupt.toString()).startsWith("sfumato: the connection file "));
  }

  @Test
  void should_not_listen_where_other_machines_reach_it_unless_told_so() throws Exception {
    var content = new java.util.HashMap<String, Object>();
    for (var name : List.of("shell", "control", "stdin", "iopub", "hb")) {
      content.put(name + "_port", 49_999);
    }
    content.put("ip", "0.0.0.0");
    content.put("key", "k");
    var said = failure("kernel", Client.write(folder, content).toString());
    assertTrue(said.startsWith("sfumato: other machines could reach a kernel at 0.0.0.0;"), said);
    content.put("key", "");
    var file = Client.write(folder, content).toString();
    assertTrue(failure("kernel", "--any-address", file).startsWith("sfumato: without a key"));
  }

  private void start(Map<String, String> environment, String... arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Djava.awt.headless=true", "-Dai.djl.offline=true", "-XX:+UseSerialGC"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.sfumato.kernel.Sfumato");
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("OPT_OUT_TRACKING", "true");
    builder.environment().put("SFUMATO_HISTORY", folder.resolve("history").toString());
    builder.redirectOutput(folder.resolve("log").toFile());
    process = builder.start();
  }

  /** What a command says that fails, as it should, with 1. */
  private String failure(String... arguments) throws Exception {
    start(Map.of(), arguments);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the process should have ended");
    var said = Files.readString(folder.resolve("log"), StandardCharsets.UTF_8).strip();
    assertEquals(1, process.exitValue(), said);
    assertEquals(1, said.lines().count(), said);
    return said;
  }

  private void signal(String name) throws Exception {
    var kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
    assertEquals(0, kill.waitFor());
  }
}
