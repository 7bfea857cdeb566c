package org.sfumato.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfumato.kernel.message.Message;

@Tag("slow")
class InterruptTest {
  private Session session;

  @BeforeEach
  void start() {
    session = new Session();
  }

  @AfterEach
  void stop() {
    session.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ System.out.println(\"go\"); Thread.sleep(100_000); }",
        "{ System.out.println(\"go\"); while (true) {} }",
        "{ System.out.println(\"go\"); int i = 0; do { i++; } while (i != -1 || true); }",
        "{ System.out.println(\"go\"); while (true) { try { Thread.sleep(10); } catch (Exception e) {} } }",
        "{ System.out.println(\"go\"); for (;;) try { throw new Error(); } catch (Throwable t) {} }",
        "int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }\n{ System.out.println(\"go\"); fib(60); }",
        "{ System.out.println(\"go\"); IntStream.range(0, 2_000_000_000).map(i -> i ^ 3).filter(i -> i == -1).count(); }",
        "{ System.out.println(\"go\"); while (!Cancel.requested()) {} throw new Interrupted(\"stopped at step 3\", null); }"
      })
  void should_stop_a_cell_within_a_second(String code) throws Exception {
    var cell = CompletableFuture.supplyAsync(() -> session.engine().execute(code));
    waitForGo();
    long asked = System.nanoTime();
    session.engine().interrupt();
    var outcome = cell.get(10, TimeUnit.SECONDS);
    double seconds = (System.nanoTime() - asked) / 1e9;
    assertTrue(seconds < 1, "it took " + seconds + " s");
    assertEquals("Interrupted", outcome.failure().orElseThrow().name());
    assertTrue(
        outcome.failure().get().value().startsWith("stopped at In[1], line "), outcome.toString());
    assertEquals("2", session.value("1 + 1"), "the next cell runs as if nothing had been");
  }

  @Test
  void should_show_what_stopped_work_has_left() throws Exception {
    var cell =
        CompletableFuture.supplyAsync(
            () ->
                session
                    .engine()
                    .execute(
                        "record Left(String text) implements Shown {}\n{ System.out.println(\"go\");\n"
                            + "while (!Cancel.requested()) {\n  Thread.onSpinWait();\n}\n"
                            + "throw new Interrupted(\"at step 3 of 9\", new Left(\"half a brain\")); }"));
    waitForGo();
    // The library's own flag alone: its loops end themselves and hand over what they have.
    org.sfumato.Cancel.request();
    var outcome = cell.get(10, TimeUnit.SECONDS);
    assertFalse(outcome.succeeded());
    assertEquals("half a brain", session.all(Message.Display.class).get(0).bundle().plain());
  }

  @Test
  void should_do_nothing_when_no_cell_runs() {
    session.engine().interrupt();
    assertEquals("2", session.value("1 + 1"));
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_19)
  void should_end_library_code_that_looks_at_no_flag_where_java_can() throws Exception {
    var cell =
        CompletableFuture.supplyAsync(
            () ->
                session
                    .engine()
                    .execute(
                        "{ System.out.println(\"go\"); LongStream.range(0, 1L << 60).sum(); }"));
    waitForGo();
    session.engine().interrupt();
    assertFalse(cell.get(10, TimeUnit.SECONDS).succeeded());
    assertEquals("2", session.value("1 + 1"));
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_20)
  void should_give_up_a_cell_that_java_cannot_stop_and_say_so() throws Exception {
    var cell =
        CompletableFuture.supplyAsync(
            () ->
                session
                    .engine()
                    .execute(
                        "{ System.out.println(\"go\");\n"
                            + "LongStream.range(0, 1L << 60).anyMatch(org.sfumato.kernel.cell.Uninstrumented.until(System.nanoTime() + 6_000_000_000L)); }"));
    waitForGo();
    session.engine().interrupt();
    var outcome = cell.get(10, TimeUnit.SECONDS);
    assertEquals(
        "the cell runs library code that does not stop; restart to go on",
        outcome.failure().orElseThrow().value());
  }

  private void waitForGo() throws InterruptedException {
    for (int i = 0; i < 500 && !session.printed(Message.Channel.STDOUT).contains("go"); i++) {
      Thread.sleep(20);
    }
    Thread.sleep(100);
  }
}
