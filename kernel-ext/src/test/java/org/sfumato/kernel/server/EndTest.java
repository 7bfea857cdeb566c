package org.sfumato.kernel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.kernel.wire.ConnectionFile;
import org.sfumato.kernel.wire.WireException;

/** How cells and kernels end. */
@Timeout(120)
@SuppressWarnings("try") // Kernels run while their blocks last.
class EndTest {
  @TempDir Path folder;

  @Test
  void should_stop_a_spinning_cell_and_abort_those_that_wait() throws IOException {
    try (var kernel = new RunningKernel(folder)) {
      var client = kernel.client();
      var spinning = client.execute("System.out.println(\"go\"); while (true) { }");
      var waiting = client.execute("1");
      client.next("iopub", m -> m.is("stream"));
      var interrupt = client.send("control", "interrupt_request", Map.of());
      client.next("control", m -> m.parentId().equals(interrupt));
      assertEquals("error", client.reply(spinning).content().path("status").asText());
      assertEquals("aborted", client.reply(waiting).content().path("status").asText());
      client.untilIdle(waiting);
      assertEquals("2", client.run("2").result());
    }
  }

  @Test
  void should_answer_a_shutdown_and_end_although_a_cell_runs() throws Exception {
    for (var channel : new String[] {"control", "shell"}) {
      try (var kernel = new RunningKernel(folder)) {
        var client = kernel.client();
        client.execute("System.out.println(\"go\"); while (true) { }");
        client.next("iopub", m -> m.is("stream"));
        var id = client.send(channel, "shutdown_request", Map.of("restart", true));
        var reply = client.next(channel, m -> m.parentId().equals(id));
        assertEquals("shutdown_reply", reply.type());
        assertTrue(reply.content().path("restart").asBoolean());
        assertEquals("ok", reply.content().path("status").asText());
        var heard = client.untilIdle(id);
        assertTrue(heard.stream().anyMatch(m -> m.is("shutdown_reply")));
        var ended = new Thread(() -> awaitShutdown(kernel));
        ended.start();
        ended.join(TimeUnit.SECONDS.toMillis(30));
        assertTrue(!ended.isAlive(), "the kernel should have been told to end");
      }
    }
  }

  @Test
  void should_let_go_of_its_ports_when_it_ends() throws IOException {
    var file = Client.connectionFile(folder);
    for (int i = 0; i < 3; i++) {
      try (var kernel =
              Kernel.start(
                  ConnectionFile.read(file), RunningKernel.parts(new ByteArrayOutputStream()));
          var client = new Client(file).ready()) {
        assertEquals("ok", client.ask("kernel_info_request", Map.of()).path("status").asText());
      }
    }
  }

  @Test
  void should_say_which_port_is_taken() throws IOException {
    try (var kernel = new RunningKernel(folder)) {
      var file = ConnectionFile.read(kernel.file());
      var parts = RunningKernel.parts(new ByteArrayOutputStream());
      var e = assertThrows(WireException.class, () -> Kernel.start(file, parts));
      assertTrue(
          e.getMessage()
              .matches("cannot listen at tcp://127.0.0.1:\\d+ \\(\\w+_port\\): the port is taken"),
          e.getMessage());
      assertEquals("1", kernel.client().run("1").result());
    }
  }

  @Test
  void should_answer_who_it_is_before_its_engine_has_started() throws Exception {
    var file = Client.connectionFile(folder);
    var gate = new java.util.concurrent.CountDownLatch(1);
    var usual = RunningKernel.parts(new ByteArrayOutputStream());
    var parts =
        new Kernel.Parts(
            usual.version(),
            (transport, asker) -> {
              try {
                gate.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              return usual.engine().start(transport, asker);
            },
            usual.assist(),
            usual.history(),
            usual.log(),
            false);
    try (var kernel = Kernel.start(ConnectionFile.read(file), parts);
        var client = new Client(file).ready()) {
      var cell = client.execute("6 * 7");
      assertEquals(
          "5.3", client.ask("kernel_info_request", Map.of()).path("protocol_version").asText());
      gate.countDown();
      assertEquals("ok", client.reply(cell).content().path("status").asText());
    }
  }

  @Test
  void should_say_why_no_cell_can_run_if_the_engine_does_not_start() throws IOException {
    var file = Client.connectionFile(folder);
    var usual = RunningKernel.parts(new ByteArrayOutputStream());
    var parts =
        new Kernel.Parts(
            usual.version(),
            (transport, asker) -> {
              throw new IllegalStateException("no compiler here");
            },
            usual.assist(),
            usual.history(),
            usual.log(),
            false);
    try (var kernel = Kernel.start(ConnectionFile.read(file), parts);
        var client = new Client(file).ready()) {
      var ran = client.run("1");
      assertEquals("error", ran.status());
      var said = "the cell engine did not start: no compiler here";
      assertEquals(said, ran.all("error").get(0).content().path("evalue").asText());
    }
  }

  private static void awaitShutdown(RunningKernel kernel) {
    try {
      kernel.kernel().awaitShutdown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
