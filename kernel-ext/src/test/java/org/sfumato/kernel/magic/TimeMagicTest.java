package org.sfumato.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfumato.kernel.cell.Session;
import org.sfumato.kernel.message.Message;
import org.sfumato.kernel.message.Message.Channel;

class TimeMagicTest {
  private static Session session;

  @BeforeAll
  static void start() {
    session = new Session();
  }

  @AfterAll
  static void stop() {
    session.close();
  }

  private static String said() {
    return session.all(Message.Display.class).get(0).bundle().plain();
  }

  private static double milliseconds(String text) {
    var m = Pattern.compile("^([\\d.]+) (ns|µs|ms|s)\\b").matcher(text);
    assertTrue(m.find(), text);
    double unit =
        switch (m.group(2)) {
          case "ns" -> 1e-6;
          case "µs" -> 1e-3;
          case "ms" -> 1;
          default -> 1000;
        };
    return Double.parseDouble(m.group(1)) * unit;
  }

  @Test
  void should_show_value_and_time_of_an_expression() {
    assertEquals("42", session.value("%time 6 * 7"));
    assertTrue(
        said().matches("[\\d.]+ (ns|µs|ms|s), CPU .*, [\\d.]+ (B|kB|MB) of heap taken"), said());
  }

  @Test
  void should_measure_the_time_that_passes() {
    session.run("%time Thread.sleep(300)");
    assertTrue(milliseconds(said()) >= 300, said());
    assertTrue(milliseconds(said()) < 30_000, said());
  }

  @Test
  void should_measure_processor_time_apart_from_waiting() {
    session.run("%time Thread.sleep(300)");
    var cpu = said().replaceFirst(".*CPU ", "");
    assertTrue(milliseconds(cpu) < 150, said());
  }

  @Test
  void should_not_count_compiling() {
    session.run("%time 1 + 1");
    // A snippet takes the compiler tens of milliseconds; running this takes microseconds.
    assertTrue(milliseconds(said()) < 10, said());
  }

  @Test
  void should_measure_the_heap_that_is_taken() {
    session.run("%time var big = new byte[50_000_000];");
    var mb = Pattern.compile("([\\d.]+) MB of heap").matcher(said());
    assertTrue(mb.find(), said());
    assertEquals(50, Double.parseDouble(mb.group(1)), 1);
  }

  @Test
  void should_keep_what_the_statement_declares() {
    session.run("%time var t1 = 11;");
    assertEquals("12", session.value("t1 + 1"));
    session.run("%%time\nint t2 = 5;\nint t3 = t2 + 1;");
    assertEquals("6", session.value("t3"));
  }

  @Test
  void should_time_a_whole_cell() {
    assertEquals("3", session.value("%%time\nint p = 1;\nint q = 2;\np + q"));
    assertTrue(said().contains("CPU"), said());
    assertEquals("", session.value("%%time\n1 + 1;"));
  }

  @Test
  void should_repeat_an_expression() {
    session.run("var calls = new java.util.concurrent.atomic.AtomicInteger();");
    session.run("%time -n 4 { calls.incrementAndGet(); Thread.sleep(60); }");
    assertTrue(said().contains("(mean ± sd of 4 runs), best "), said());
    assertTrue(milliseconds(said()) >= 60, said());
    int calls = Integer.parseInt(session.value("calls.get()"));
    assertTrue(calls >= 5 && calls <= 12, "called " + calls + " times");
  }

  @Test
  void should_repeat_expressions_of_every_kind() {
    assertEquals("3", session.value("%time -n 3 1 + 2"));
    assertTrue(said().contains("mean ± sd of 3 runs of"), said());
    session.run("var list = new ArrayList<Integer>();");
    for (var code : new String[] {"list.clear()", "list.clear();", "list.add(3)"}) {
      assertTrue(session.run("%time -n 2 " + code).succeeded(), code);
    }
    assertTrue(
        session.run("%%time -n 2\nint s = 0;\nfor (int i = 0; i < 9; i++) s += i;").succeeded());
    assertTrue(said().contains("2 runs"), said());
  }

  @Test
  void should_point_at_the_place_of_an_error_in_its_java() {
    var wrong = session.error("int u1 = 1;\n%time u1 + nowhere");
    assertTrue(wrong.contains("line 2, column 12: cannot find symbol"), wrong);
    var thrown = session.error("\n\n%time Integer.parseInt(\"x\")");
    assertTrue(thrown.contains("java.lang.NumberFormatException"), thrown);
    assertTrue(thrown.contains("line 3"), thrown);
    var body = session.error("%%time\nint u2 = 0;\nint u3 = 1 / u2;");
    assertTrue(body.contains("ArithmeticException: / by zero"), body);
    assertTrue(body.contains("line 3"), body);
    var again = session.error("%time -n 5 Integer.parseInt(\"x\")");
    assertTrue(again.contains("NumberFormatException"), again);
  }

  @Test
  void should_say_what_is_missing() {
    assertTrue(session.error("%time").contains("%time needs Java behind it"));
    assertTrue(session.error("%%time\n  \n").contains("%%time measures the rest of its cell"));
    assertTrue(session.error("%time -n x 1").contains("-n needs a whole number from 1 to"));
    assertTrue(session.error("%time -n 0 1").contains("-n needs a whole number"));
    assertTrue(session.error("%%time foo()\n1").contains("takes no arguments"));
  }

  @Test
  void should_say_that_a_declaration_cannot_be_repeated() {
    var error = session.error("%time -n 3 import java.awt.Point;");
    assertTrue(error.contains("can be timed once only"), error);
  }

  @Test
  void should_print_what_the_java_prints() {
    session.run("%time System.out.println(\"hello\")");
    assertEquals("hello\n", session.printed(Channel.STDOUT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%time Thread.sleep(100_000)",
        "%time -n 100000 Thread.sleep(300)",
        "%%time\nwhile (true) {}"
      })
  void should_stop_when_it_is_interrupted(String code) throws Exception {
    var cell = CompletableFuture.supplyAsync(() -> session.run(code));
    Thread.sleep(1500);
    session.engine().interrupt();
    var outcome = cell.get(30, TimeUnit.SECONDS);
    assertEquals("Interrupted", outcome.failure().orElseThrow().name());
    assertEquals("2", session.value("1 + 1"));
  }

  @Test
  void should_write_amounts_with_three_digits() {
    assertEquals("0 ns", Amount.time(0));
    assertEquals("12.0 ns", Amount.time(12));
    assertEquals("1.00 µs", Amount.time(999.9));
    assertEquals("3.40 ms", Amount.time(3.4e6));
    assertEquals("59.9 s", Amount.time(59.94e9));
    assertEquals("1 min 0 s", Amount.time(59.96e9));
    assertEquals("2 h 5 min", Amount.time(7500e9));
    assertEquals("999 B", Amount.bytes(999));
    assertEquals("1.00 kB", Amount.bytes(1000));
    assertEquals("1.00 MB", Amount.bytes(999_900));
    assertEquals("3.20 GB", Amount.bytes(3_200_000_000L));
    assertEquals("2.50 TB", Amount.bytes(2_500_000_000_000L));
  }

  @Test
  void should_compute_mean_deviation_and_best() {
    var runs = new Repeats(1, new double[] {2e6, 4e6, 9e6}, 10);
    assertEquals(5e6, runs.mean());
    assertEquals(Math.sqrt(13) * 1e6, runs.deviation(), 1e-3);
    assertEquals(2e6, runs.best());
    assertEquals(
        "5.00 ms ± 3.61 ms (mean ± sd of 3 runs), best 2.00 ms, 10 B of heap each", runs.text());
  }
}
