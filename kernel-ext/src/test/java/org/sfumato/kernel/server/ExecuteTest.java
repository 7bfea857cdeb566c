package org.sfumato.kernel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecuteTest {
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
  void should_say_busy_then_input_then_result_then_idle_all_with_the_request_as_parent() {
    var ran = client.run("20 + 22");
    var types = ran.heard().stream().map(Heard::type).toList();
    assertEquals(List.of("status", "execute_input", "execute_result", "status"), types);
    assertTrue(ran.heard().get(0).says("busy"));
    ran.heard().forEach(m -> assertEquals(ran.id(), m.parentId()));
    assertEquals("42", ran.result());
    assertEquals("ok", ran.status());
    assertEquals(
        ran.count(), ran.all("execute_input").get(0).content().path("execution_count").asInt());
    assertEquals("ok", ran.reply().metadata().path("status").asText());
    assertTrue(
        Instant.parse(ran.reply().metadata().path("started").asText()).isBefore(Instant.now()));
    ran.heard().forEach(m -> assertEquals("5.3", m.header().path("version").asText()));
  }

  @Test
  void should_show_neither_input_nor_value_and_not_count_if_silent() {
    int before = client.run("1").count();
    var ran = client.run("System.out.println(\"heard\"); 5", Map.of("silent", true));
    assertEquals(List.of("stream"), ran.types());
    assertEquals("ok", ran.status());
    assertEquals(before + 1, client.run("1").count());
  }

  @Test
  void should_leave_the_counter_alone_without_store_history() {
    int before = client.run("1").count();
    var uncounted = client.run("7", Map.of("store_history", false));
    assertEquals("7", uncounted.result());
    assertEquals(before + 1, client.run("1").count());
  }

  @Test
  void should_abort_waiting_cells_after_an_error_and_go_on_with_those_sent_later() {
    var ids = new ArrayList<String>();
    for (var code : List.of("Thread.sleep(200); int broken = 1 / 0;", "var never1 = 1", "2")) {
      ids.add(client.execute(code));
    }
    assertEquals("error", client.reply(ids.get(0)).content().path("status").asText());
    for (var id : ids.subList(1, 3)) {
      assertEquals("aborted", client.reply(id).content().path("status").asText());
      var heard = client.untilIdle(id).stream().filter(m -> m.parentId().equals(id)).toList();
      assertTrue(
          heard.stream().allMatch(m -> m.is("status")), "an aborted cell only is busy and idle");
    }
    assertEquals("error", client.run("never1").status());
    assertEquals("3", client.run("3").result());
  }

  @Test
  void should_abort_a_cell_that_was_sent_before_the_error_but_comes_after_it() throws Exception {
    client.run("int n = 1 / 0;");
    var sent = Instant.now();
    var id = client.execute("Thread.sleep(300); int m = 1 / 0;");
    assertEquals("error", client.reply(id).content().path("status").asText());
    client.untilIdle(id);
    var late =
        client.send(
            "shell", "execute_request", Client.request("1", Map.of()), sent.plusMillis(100));
    assertEquals("aborted", client.reply(late).content().path("status").asText());
    assertEquals("1", client.run("1").result());
  }

  @Test
  void should_run_on_after_an_error_without_stop_on_error() {
    var failing =
        client.execute("Thread.sleep(100); int n = 1 / 0;", Map.of("stop_on_error", false));
    var next = client.execute("11");
    assertEquals("error", client.reply(failing).content().path("status").asText());
    assertEquals("ok", client.reply(next).content().path("status").asText());
  }

  @Test
  void should_say_what_failed_in_reply_and_broadcast_alike() {
    var ran = client.run("Integer.parseInt(\"x\")");
    var error = ran.all("error").get(0).content();
    for (var field : List.of("ename", "evalue", "traceback")) {
      assertEquals(error.path(field), ran.reply().content().path(field));
    }
    assertEquals("java.lang.NumberFormatException", error.path("ename").asText());
    assertEquals("error", ran.reply().metadata().path("status").asText());
  }

  @Test
  void should_show_what_a_thread_prints_after_its_cell_ended_in_that_cell() {
    var starting =
        client.run(
            "new Thread(() -> { try { Thread.sleep(400); } catch (InterruptedException e) {} "
                + "System.out.println(\"late\"); }).start();");
    var other = client.run("Thread.sleep(900); \"other\"");
    var late = other.all("stream").get(0);
    assertEquals("late\n", late.content().path("text").asText());
    assertEquals(starting.id(), late.parentId());
  }

  @Test
  void should_give_displays_their_id_and_update_them_from_another_cell() {
    var shown = client.run("var handle = display(\"one\");");
    var display = shown.all("display_data").get(0).content();
    var update = client.run("handle.update(\"two\");").all("update_display_data").get(0).content();
    assertFalse(display.path("transient").path("display_id").asText().isEmpty());
    assertEquals(display.path("transient"), update.path("transient"));
    assertEquals("two", update.path("data").path("text/plain").asText());
  }

  @Test
  void should_clear_now_or_before_the_next_output() {
    assertFalse(
        client
            .run("clearOutput();")
            .all("clear_output")
            .get(0)
            .content()
            .path("wait")
            .asBoolean(true));
    assertTrue(
        client
            .run("clearOutputBeforeNext();")
            .all("clear_output")
            .get(0)
            .content()
            .path("wait")
            .asBoolean());
  }

  @Test
  void should_put_a_page_into_the_reply() {
    var payload = client.run("page(\"long text\");").reply().content().path("payload");
    assertEquals(1, payload.size());
    assertEquals("page", payload.path(0).path("source").asText());
    assertEquals("long text", payload.path(0).path("data").path("text/plain").asText());
    assertEquals(0, payload.path(0).path("start").asInt(-1));
    assertEquals(0, client.run("1").reply().content().path("payload").size());
  }

  @Test
  void should_evaluate_user_expressions_after_the_cell() {
    var ran =
        client.run(
            "int six = 6;",
            Map.of("user_expressions", Map.of("good", "six * 7", "bad", "nobody + 1")));
    var answers = ran.reply().content().path("user_expressions");
    assertEquals("ok", answers.path("good").path("status").asText());
    assertEquals("42", answers.path("good").path("data").path("text/plain").asText());
    assertEquals("error", answers.path("bad").path("status").asText());
    assertFalse(answers.path("bad").path("evalue").asText().isEmpty());
  }

  @Test
  void should_carry_all_alphabets_and_half_a_character() {
    assertEquals(
        "grüß 😀 日本\n", client.run("System.out.println(\"grüß 😀 日本\")").printed("stdout"));
    assertEquals("ok", client.run("\"half \\uD83D\"").status());
    assertEquals("7", client.run("7").result());
  }

  @Test
  void should_answer_a_cell_without_code_with_an_error() {
    var id = client.send("shell", "execute_request", Map.of("silent", false));
    var reply = client.reply(id).content();
    assertEquals("error", reply.path("status").asText());
    assertEquals("execute_request needs a text named code", reply.path("evalue").asText());
    client.untilIdle(id);
  }

  @Test
  void should_find_cells_in_the_history() {
    client.run("\"first of three\"");
    client.run("\"second of three\"");
    int line = client.run("\"third of three\"").count();
    client.run("\"not kept of three\"", Map.of("store_history", false));
    var tail = history(Map.of("hist_access_type", "tail", "n", 2));
    assertEquals(
        "[[1,"
            + (line - 1)
            + ",\"\\\"second of three\\\"\"],[1,"
            + line
            + ",\"\\\"third of three\\\"\"]]",
        tail);
    var range =
        Map.of(
            "hist_access_type",
            "range",
            "session",
            0,
            "start",
            line,
            "stop",
            line + 1,
            "output",
            true);
    assertEquals(
        "[[1," + line + ",[\"\\\"third of three\\\"\",\"third of three\"]]]", history(range));
    var search =
        Map.of("hist_access_type", "search", "pattern", "*of three*", "n", 5, "unique", true);
    assertEquals(3, history(search).split("of three").length - 1);
  }

  private static String history(Map<String, ?> request) {
    var content = new java.util.HashMap<String, Object>(Map.of("raw", true, "output", false));
    content.putAll(request);
    var reply = client.ask("history_request", content);
    assertEquals("ok", reply.path("status").asText());
    return reply.path("history").toString();
  }
}
