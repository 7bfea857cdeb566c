package org.sfumato.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
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
  private static final int LIVENESS_SECONDS = 30;
  private Session session;

  @BeforeEach
  void start() {
    Uninstrumented.gate = new CountDownLatch(1);
    session = new Session();
    session.run("int kept = 7;");
  }

  @AfterEach
  void stop() {
    Uninstrumented.gate.countDown();
    session.close();
  }

  /** Runs a cell that says "go", interrupts it, and hands over how it ended. */
  private Outcome interrupted(String code) throws Exception {
    var cell = CompletableFuture.supplyAsync(() -> session.run(code));
    waitUntil(() -> said("go") || !session.all(Message.Update.class).isEmpty());
    Thread.sleep(100);
    session.engine().interrupt();
    var outcome = cell.get(LIVENESS_SECONDS, TimeUnit.SECONDS);
    assertEquals("Interrupted", outcome.failure().orElseThrow().name());
    return outcome;
  }

  private boolean said(String text) {
    return session.printed(Message.Channel.STDOUT).contains(text);
  }

  private static void waitUntil(BooleanSupplier happens) throws InterruptedException {
    for (int i = 0; i < 50 * LIVENESS_SECONDS && !happens.getAsBoolean(); i++) {
      Thread.sleep(20);
    }
    assertTrue(happens.getAsBoolean(), "it has not happened");
  }

  /** No thread is inside a cell's code or a loop that a cell has begun. */
  private static void assertNobodyRuns() throws InterruptedException {
    waitUntil(
        () -> Thread.getAllStackTraces().values().stream().noneMatch(InterruptTest::isOfCell));
  }

  private static boolean isOfCell(StackTraceElement[] frames) {
    return List.of(frames).stream()
        .anyMatch(f -> Frames.isCell(f) || f.getClassName().contains("LongPipeline"));
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
        "{ System.out.println(\"go\"); LongStream.range(0, 1L << 60).parallel().map(i -> i ^ 3).filter(i -> i == -1).count(); }",
        "{ System.out.println(\"go\"); new CompletableFuture<String>().get(); }",
        "{ System.out.println(\"go\"); var lock = new Object(); synchronized (lock) { lock.wait(); } }",
        "{ var t = new Thread(() -> { System.out.println(\"go\"); while (true) {} }); t.start(); t.join(); }",
        "{ var pool = Executors.newFixedThreadPool(2); pool.submit(() -> { System.out.println(\"go\"); while (true) {} }).get(); }",
        "{ System.out.println(\"go\"); while (!Cancel.requested()) {} throw new Interrupted(\"stopped at step 3\", null); }"
      })
  void should_stop_a_cell_and_what_it_has_started(String code) throws Exception {
    var outcome = interrupted(code);
    assertTrue(
        outcome.failure().get().value().startsWith("stopped at In[2], line "), outcome.toString());
    assertNobodyRuns();
    assertEquals("", session.printed(Message.Channel.STDERR));
    assertEquals("8", session.value("kept + 1"), "the next cell runs as if nothing had been");
  }

  @Test
  void should_stop_a_loop_over_arrays_in_a_library() throws Exception {
    interrupted("org.sfumato.kernel.cell.Uninstrumented.arrays();");
    assertEquals("cells", session.value("Thread.currentThread().getName()"), "its thread lives");
    assertEquals("8", session.value("kept + 1"));
    assertNobodyRuns();
  }

  @Test
  void should_stop_a_sampler_within_a_step() throws Exception {
    var outcome = interrupted("sample(prior(\"brain-t1\")).with(ancestral(5000)).seed(1).draw(1)");
    assertFalse(outcome.succeeded());
    assertEquals("8", session.value("kept + 1"));
    assertNobodyRuns();
  }

  @Test
  void should_show_what_stopped_work_has_left() throws Exception {
    var cell =
        CompletableFuture.supplyAsync(
            () ->
                session.run(
                    "record Left(String text) implements Shown {}\n{ System.out.println(\"go\");\n"
                        + "while (!Cancel.requested()) {\n  Thread.onSpinWait();\n}\n"
                        + "throw new Interrupted(\"at step 3 of 9\", new Left(\"half a brain\")); }"));
    waitUntil(() -> said("go"));
    // The library's own flag alone: its loops end themselves and hand over what they have.
    org.sfumato.Cancel.request();
    assertFalse(cell.get(LIVENESS_SECONDS, TimeUnit.SECONDS).succeeded());
    assertEquals("half a brain", session.all(Message.Display.class).get(0).bundle().plain());
  }

  @Test
  void should_do_nothing_when_no_cell_runs() {
    session.engine().interrupt();
    assertEquals("2", session.value("1 + 1"));
  }

  @Test
  void should_leave_threads_of_other_cells_alone() throws Exception {
    session.run(
        "var beats = new java.util.concurrent.atomic.AtomicLong();\n"
            + "var heart = new Thread(() -> { while (beats.get() >= 0) beats.incrementAndGet(); });\n"
            + "heart.setDaemon(true); heart.start();");
    interrupted("{ System.out.println(\"go\"); while (true) {} }");
    assertEquals(
        "true", session.value("long then = beats.get(); Thread.sleep(500); beats.get() > then"));
    session.run("beats.set(Long.MIN_VALUE); heart.join();");
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_19)
  void should_end_library_code_that_looks_at_no_flag_where_java_can() throws Exception {
    interrupted("{ System.out.println(\"go\"); LongStream.range(0, 1L << 60).sum(); }");
    assertEquals("cells", session.value("Thread.currentThread().getName()"), "its thread lives");
    assertNobodyRuns();
  }

  @Test
  void should_leave_behind_what_no_java_can_stop_and_go_on_with_all_variables() throws Exception {
    var outcome = interrupted("int made = 1;\norg.sfumato.kernel.cell.Uninstrumented.blocked();");
    assertEquals(
        "the code at In[2], line 2 does not stop; its thread \"cells\" still runs, and cells go on"
            + " with a new one and all variables. Restart the kernel to be rid of it",
        outcome.failure().orElseThrow().value());
    assertEquals("cells 2", session.value("Thread.currentThread().getName()"));
    assertEquals("8", session.value("kept + made"));
    interrupted("{ System.out.println(\"go\"); while (true) {} }");
    Uninstrumented.gate.countDown();
    assertNobodyRuns();
    assertEquals("8", session.value("kept + made"));
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_20)
  void should_drop_the_late_result_of_what_was_left_behind_and_show_its_output_in_its_cell()
      throws Exception {
    var outcome = interrupted("int stuck = org.sfumato.kernel.cell.Uninstrumented.stubborn();");
    session.run("int after = 1;");
    session.run("int kept = 8;");
    assertTrue(session.error("stuck").contains("symbol:   variable stuck"));
    Uninstrumented.gate.countDown();
    waitUntil(() -> said("late"));
    var late =
        session.all(Message.Stream.class).stream().filter(m -> m.text().contains("late")).toList();
    assertEquals(outcome.execution(), late.get(0).execution());
    assertNotEquals("cells", session.value("Thread.currentThread().getName()"));
    assertEquals("9", session.value("kept + after"));
    assertTrue(session.error("stuck").contains("symbol:   variable stuck"));
    assertNobodyRuns();
  }
}
