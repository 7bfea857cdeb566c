package org.sfumato.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sfumato.kernel.message.Message;

/** Cells that ask, and front ends that ask about cells. */
class QuestionsTest {
  private final List<String> asked = new ArrayList<>();
  private final Queue<String> answers = new ArrayDeque<>();
  private final BlockingQueue<String> waiting = new LinkedBlockingQueue<>();
  private Session session;

  @BeforeEach
  void start() {
    session = new Session(this::answer);
  }

  @AfterEach
  void stop() {
    session.close();
  }

  private String answer(String prompt, boolean secret) {
    asked.add(prompt + (secret ? " (secret)" : "") + " on " + Thread.currentThread().getName());
    if (!answers.isEmpty()) {
      return answers.remove();
    }
    waiting.add(prompt);
    try {
      Thread.sleep(60_000);
      return "too late";
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody waits any more", e);
    }
  }

  private static Request asking(String code) {
    return new Request(code, Request.Mode.NORMAL, Map.of(), true);
  }

  private String value(String code) {
    var outcome = session.run(asking(code));
    assertTrue(outcome.succeeded(), outcome.toString());
    return session.all(Message.Result.class).get(0).bundle().plain();
  }

  @Test
  void should_ask_on_the_thread_of_cells_and_hand_back_the_line() {
    answers.add("Ada");
    answers.add("pass");
    assertEquals("Ada/pass", value("input(\"Name? \") + \"/\" + secret(\"Word? \")"));
    assertEquals(List.of("Name?  on cells", "Word?  (secret) on cells"), asked);
  }

  @Test
  void should_read_standard_input_line_by_line() {
    answers.addAll(List.of("3 4", "füńf 😀", "", "last"));
    assertEquals(
        "7|füńf 😀||last",
        value(
            """
            var in = new Scanner(System.in, "UTF-8");
            int sum = in.nextInt() + in.nextInt();
            in.nextLine();
            sum + "|" + in.nextLine() + "|" + in.nextLine() + "|" + in.nextLine()
            """));
    assertEquals(4, asked.size(), "nobody was asked for more than was read");
  }

  @Test
  void should_read_standard_input_through_a_buffered_reader_in_one_cell_and_the_next() {
    answers.addAll(List.of("one", "two"));
    assertEquals(
        "one",
        value(
            "var lines = new BufferedReader(new InputStreamReader(System.in));\nlines.readLine()"));
    assertEquals(1, asked.size(), "one line was asked for");
    assertEquals("two", value("lines.readLine()"));
  }

  @Test
  void should_say_in_one_sentence_that_nobody_can_answer() {
    for (var code :
        List.of("input(\"Name? \")", "System.in.read()", "new Scanner(System.in).nextLine()")) {
      var said = session.error(code);
      assertTrue(said.contains("the cell asks for input, but nobody can answer here"), said);
    }
    assertEquals(List.of(), asked);
  }

  @Test
  void should_end_the_wait_for_an_answer_by_an_interrupt() throws Exception {
    var cell =
        CompletableFuture.supplyAsync(() -> session.engine().execute(asking("input(\"wait\")")));
    assertEquals("wait", waiting.poll(20, TimeUnit.SECONDS));
    session.engine().interrupt();
    var outcome = cell.get(20, TimeUnit.SECONDS);
    assertEquals("Interrupted", outcome.failure().orElseThrow().name());
    assertEquals("2", session.value("1 + 1"));
  }

  @Test
  void should_answer_expressions_after_the_cell_without_counting_or_showing_them() {
    int before = session.run("int n = 5;").count();
    var asks = Map.of("sum", "n + 1", "wrong", "n + ", "thrown", "n / 0", "none", "int m = n;");
    var outcome = session.run(new Request("n = 6;", Request.Mode.NORMAL, asks, false));
    assertEquals("7", outcome.answers().get("sum").value().orElseThrow().plain());
    assertTrue(outcome.answers().get("sum").failure().isEmpty());
    assertEquals("CompileError", outcome.answers().get("wrong").failure().orElseThrow().name());
    var thrown = outcome.answers().get("thrown").failure().orElseThrow();
    assertEquals("java.lang.ArithmeticException", thrown.name());
    assertTrue(String.join("\n", thrown.traceback()).contains("thrown, line 1"), thrown.toString());
    assertEquals("NoValue", outcome.answers().get("none").failure().orElseThrow().name());
    assertEquals(List.of(), session.all(Message.Result.class));
    assertEquals(List.of(), session.all(Message.Failure.class));
    assertEquals(before + 2, session.run("1").count());
  }

  @Test
  void should_answer_no_expressions_after_a_cell_that_failed() {
    var outcome =
        session.run(new Request("1 / 0", Request.Mode.NORMAL, Map.of("two", "1 + 1"), false));
    assertFalse(outcome.succeeded());
    assertEquals(Map.of(), outcome.answers());
  }

  @Test
  void should_answer_what_jshell_knows_while_a_cell_waits() throws Exception {
    var cell =
        CompletableFuture.supplyAsync(
            () -> session.engine().execute(asking("int known = 1;\ninput(\"wait\")")));
    assertEquals("wait", waiting.poll(20, TimeUnit.SECONDS));
    var words =
        session
            .engine()
            .ask(
                shell ->
                    shell.sourceCodeAnalysis().completionSuggestions("know", 4, new int[1]).stream()
                        .map(s -> s.continuation())
                        .toList());
    assertEquals(List.of("known"), words);
    session.engine().interrupt();
    cell.get(20, TimeUnit.SECONDS);
    assertEquals("1", session.value("known"));
  }
}
