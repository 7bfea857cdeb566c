package org.sfumato.kernel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.zeromq.SocketType;

/** What the kernel answers beside cells. */
class AnswersTest {
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
  void should_say_who_it_is() {
    var info = client.ask("kernel_info_request", Map.of());
    assertEquals("ok", info.path("status").asText());
    assertEquals("5.3", info.path("protocol_version").asText());
    assertEquals("java", info.path("language_info").path("name").asText());
    assertEquals(
        "" + Runtime.version().feature(), info.path("language_info").path("version").asText());
    assertTrue(info.path("supported_features").isArray());
    assertFalse(info.path("debugger").asBoolean(true));
  }

  @Test
  void should_count_cursors_in_code_points() {
    var code = "\"😀\"; \"abc\".isBl";
    int points = code.codePointCount(0, code.length());
    var reply = client.ask("complete_request", Map.of("code", code, "cursor_pos", points));
    assertEquals(11, reply.path("cursor_start").asInt());
    assertEquals(points, reply.path("cursor_end").asInt());
    assertEquals("isBlank()", reply.path("matches").path(0).asText());
    var typed = reply.path("metadata").path("_jupyter_types_experimental").path(0);
    assertEquals("function", typed.path("type").asText());
    assertEquals(11, typed.path("start").asInt());
    var found = client.ask("inspect_request", Map.of("code", "\"😀\"x", "cursor_pos", 3));
    assertEquals("\"😀\" NORMAL", found.path("data").path("text/plain").asText());
  }

  @Test
  void should_take_a_cursor_outside_the_text_for_its_end() {
    for (int cursor : new int[] {-5, 99}) {
      var asked = Map.of("code", "ab", "cursor_pos", cursor, "detail_level", 1);
      var reply = client.ask("inspect_request", asked);
      assertEquals(
          (cursor < 0 ? "" : "ab") + " FULL", reply.path("data").path("text/plain").asText());
    }
  }

  @Test
  void should_say_that_nothing_was_found() {
    var reply = client.ask("inspect_request", Map.of("code", "", "cursor_pos", 0));
    assertEquals("ok", reply.path("status").asText());
    assertFalse(reply.path("found").asBoolean(true));
    assertEquals(0, reply.path("data").size());
  }

  @Test
  void should_say_whether_a_text_can_run() {
    var incomplete = client.ask("is_complete_request", Map.of("code", "if (true) {"));
    assertEquals("incomplete", incomplete.path("status").asText());
    assertEquals("  ", incomplete.path("indent").asText());
    var complete = client.ask("is_complete_request", Map.of("code", "1"));
    assertEquals("complete", complete.path("status").asText());
    assertFalse(complete.has("indent"));
  }

  @Test
  void should_help_while_a_cell_runs_and_say_again_that_the_kernel_is_busy() {
    var cell = client.execute("Thread.sleep(1500); \"done\"");
    client.next("iopub", m -> m.is("execute_input"));
    var help = client.send("shell", "complete_request", Map.of("code", "a.b", "cursor_pos", 3));
    assertEquals(help, client.poll("shell", Client.PATIENCE_MILLISECONDS).parentId());
    var heard = new ArrayList<>(client.untilIdle(help));
    heard.add(client.poll("iopub", Client.PATIENCE_MILLISECONDS));
    var states = new ArrayList<String>();
    heard.forEach(
        m ->
            states.add(
                m.content().path("execution_state").asText()
                    + (m.parentId().equals(cell) ? " cell" : " help")));
    assertEquals(List.of("busy help", "idle help", "busy cell"), states);
    assertEquals("ok", client.reply(cell).content().path("status").asText());
    var rest = client.untilIdle(cell);
    assertTrue(rest.stream().anyMatch(m -> m.is("execute_result")));
  }

  @Test
  void should_say_what_a_request_lacks() {
    var noCode = client.ask("complete_request", Map.of());
    assertEquals("error", noCode.path("status").asText());
    assertEquals("complete_request needs a text named code", noCode.path("evalue").asText());
    var strange = client.ask("history_request", Map.of("hist_access_type", "future"));
    assertEquals(
        "hist_access_type is future; there are tail, range and search",
        strange.path("evalue").asText());
  }

  @Test
  void should_be_busy_and_idle_at_a_request_it_does_not_know() {
    var id = client.send("shell", "sing_request", Map.of());
    client.untilIdle(id);
    assertTrue(kernel.log().contains("there is no answer to a sing_request"), kernel.log());
  }

  @Test
  void should_send_heartbeats_back() {
    var heart = client.connect("hb", SocketType.REQ, "heart".getBytes());
    heart.setReceiveTimeOut(Client.PATIENCE_MILLISECONDS);
    for (int i = 0; i < 3; i++) {
      heart.send("beat " + i, 0);
      assertEquals("beat " + i, new String(heart.recv(0)));
    }
  }

  @Test
  void should_close_a_comm_that_nobody_answers() {
    var id = client.send("shell", "comm_open", comm("c0", Map.of(), "nobody"));
    var heard = client.untilIdle(id);
    var close = heard.stream().filter(m -> m.is("comm_close")).findFirst().orElseThrow();
    assertEquals("c0", close.content().path("comm_id").asText());
    assertEquals(0, client.ask("comm_info_request", Map.of()).path("comms").size());
  }

  @Test
  void should_speak_over_a_comm_both_ways() {
    Comms.register(
        "echo",
        (comm, opened) ->
            comm.onMessage(
                data -> comm.send(Comm.Data.of(Map.of("echo", data.content().get("word"))))));
    try {
      client.untilIdle(client.send("shell", "comm_open", comm("c1", Map.of(), "echo")));
      var info = client.ask("comm_info_request", Map.of("target_name", "echo"));
      assertEquals("echo", info.path("comms").path("c1").path("target_name").asText());
      var id = client.send("shell", "comm_msg", comm("c1", Map.of("word", "grüß"), ""));
      var heard = client.untilIdle(id);
      var answer = heard.stream().filter(m -> m.is("comm_msg")).findFirst().orElseThrow();
      assertEquals(id, answer.parentId());
      assertEquals("grüß", answer.content().path("data").path("echo").asText());
      client.untilIdle(client.send("shell", "comm_close", comm("c1", Map.of(), "")));
      assertEquals(0, client.ask("comm_info_request", Map.of()).path("comms").size());
    } finally {
      Comms.unregister("echo");
    }
  }

  @Test
  void should_survive_a_comm_target_that_throws() {
    Comms.register(
        "broken",
        (comm, opened) -> {
          throw new IllegalStateException("no widget today");
        });
    try {
      var heard =
          client.untilIdle(client.send("shell", "comm_open", comm("c2", Map.of(), "broken")));
      assertTrue(heard.stream().anyMatch(m -> m.is("comm_close")));
      assertTrue(
          heard.stream()
              .anyMatch(m -> m.content().path("text").asText().contains("no widget today")));
    } finally {
      Comms.unregister("broken");
    }
  }

  @Test
  void should_open_a_comm_from_a_cell() {
    var ran =
        client.run(
            "var line = org.sfumato.kernel.server.Comms.open(\"front\","
                + " org.sfumato.kernel.server.Comm.Data.of(Map.of(\"n\", 1)));");
    var open = ran.all("comm_open").get(0).content();
    assertEquals("front", open.path("target_name").asText());
    assertEquals(1, open.path("data").path("n").asInt());
    var close = client.run("line.close(org.sfumato.kernel.server.Comm.Data.of(Map.of()));");
    assertEquals(open.path("comm_id"), close.all("comm_close").get(0).content().path("comm_id"));
  }

  private static Map<String, Object> comm(String id, Map<String, ?> data, String target) {
    return target.isEmpty()
        ? Map.of("comm_id", id, "data", data)
        : Map.of("comm_id", id, "data", data, "target_name", target);
  }
}
