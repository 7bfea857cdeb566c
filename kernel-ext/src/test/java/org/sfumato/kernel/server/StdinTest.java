package org.sfumato.kernel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class StdinTest {
  private static final Map<String, ?> ASKED = Map.of("allow_stdin", true);
  private static RunningKernel kernel;
  private static Client client;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    kernel = new RunningKernel(folder);
    client = kernel.client();
  }

  @AfterAll
  static void stop() {
    kernel.close();
  }

  @Test
  void should_ask_the_front_end_of_the_cell_and_give_it_the_answer() {
    var id = client.execute("var scanner = new Scanner(System.in);\nscanner.nextLine()", ASKED);
    var question = client.next("stdin", m -> m.is("input_request"));
    assertEquals(id, question.parentId());
    assertEquals("", question.content().path("prompt").asText("none"));
    assertTrue(question.content().path("password").isBoolean());
    client.send("stdin", "input_reply", Map.of("status", "ok", "value", "grüß 😀"));
    var heard = client.untilIdle(id);
    var result = heard.stream().filter(m -> m.is("execute_result")).findFirst().orElseThrow();
    assertEquals("grüß 😀", result.content().path("data").path("text/plain").asText());
  }

  @Test
  void should_refuse_a_question_that_nobody_wants_to_answer() {
    var ran = client.run("System.in.read()");
    assertEquals("error", ran.status());
    var said = ran.reply().content().path("evalue").asText();
    assertTrue(said.startsWith("the cell asks for input, but"), said);
  }

  @Test
  void should_stop_waiting_for_an_answer_when_interrupted() {
    var id = client.execute("System.in.read()", ASKED);
    client.next("stdin", m -> m.is("input_request"));
    var interrupt = client.send("control", "interrupt_request", Map.of());
    assertEquals(
        "ok",
        client
            .next("control", m -> m.parentId().equals(interrupt))
            .content()
            .path("status")
            .asText());
    assertEquals("error", client.reply(id).content().path("status").asText());
    client.untilIdle(id);
    // An answer that comes too late belongs to no question.
    client.send("stdin", "input_reply", Map.of("value", "late"));
    var next = client.execute("new Scanner(System.in).nextLine()", ASKED);
    client.next("stdin", m -> m.is("input_request"));
    client.send("stdin", "input_reply", Map.of("value", "now"));
    var heard = client.untilIdle(next);
    var result = heard.stream().filter(m -> m.is("execute_result")).findFirst().orElseThrow();
    assertEquals("now", result.content().path("data").path("text/plain").asText());
  }

  @Test
  void should_fail_a_question_to_a_front_end_that_does_not_listen() throws IOException {
    try (var deaf = new Client(kernel.file()).ready()) {
      var ran = deaf.run("System.in.read()", ASKED);
      assertEquals("error", ran.status());
      assertEquals(
          "the cell asks for input, but its front end does not listen for questions",
          ran.reply().content().path("evalue").asText());
    }
    client.drain();
  }
}
