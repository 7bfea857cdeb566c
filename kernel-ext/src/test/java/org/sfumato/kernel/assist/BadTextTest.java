package org.sfumato.kernel.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfumato.kernel.assist.Assist.Detail;
import org.sfumato.kernel.cell.Session;

/** Help always has an answer, whatever the text and whatever the session is doing. */
class BadTextTest {
  private static Session session;
  private static Assist assist;

  @BeforeAll
  static void start() {
    session = new Session();
    session.run("String greeting = \"hi\";");
    assist = session.engine().assist();
  }

  @AfterAll
  static void stop() {
    session.close();
  }

  private static void ask(String code, int cursor) {
    var found = assist.complete(code, cursor);
    assertTrue(0 <= found.start() && found.start() <= found.end(), found.toString());
    assertTrue(found.end() <= code.length(), found.toString());
    assertNotNull(assist.inspect(code, cursor, Detail.NORMAL));
    assertNotNull(assist.completeness(code));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0000",
        "\ud83d",
        "\ude00\ud83d",
        "\\u00",
        "\\ud83d\\ude00",
        "\"\"\"",
        "'''",
        "}}}}}}}}",
        "((((((((",
        "<<<<>>>>",
        "@@@",
        "%%%%",
        "%",
        "%%",
        "?",
        "??",
        "\r\r\n",
        "\u2028",
        "import",
        "import ;",
        "import static",
        "import ..",
        "new",
        "new new new",
        "class",
        "class {",
        "enum E {",
        "record",
        "switch (",
        "case",
        "x -> ->",
        "a.b.c.d.e.f.g.h",
        "...",
        "::",
        "int int int",
        "here$",
        "here$.here$",
        "cell$()",
        "var Part1$ = 1; Part1$.",
        "/**",
        "/** @param",
        "//",
        "\"\\",
        "dataset(\"",
        "prior(\"\\",
        "Path.of(\"/\u0000",
        "~/",
        "\"~",
        "%load \u0000",
        "%load ~/",
      })
  void should_answer_for_garbage(String code) {
    for (int at : new int[] {-1, 0, 1, code.length() / 2, code.length()}) {
      ask(code, at);
    }
  }

  @Test
  void should_answer_for_a_cursor_that_is_nowhere() {
    for (int at : new int[] {Integer.MIN_VALUE, -1, 9, 1000, Integer.MAX_VALUE}) {
      ask("greeting", at);
    }
    assertEquals(
        List.of("greeting"),
        assist.complete("gree", 1000).candidates().stream().map(c -> c.text()).toList());
  }

  @Test
  @Tag("slow")
  void should_answer_for_random_cuttings_of_a_program() {
    var program =
        """
        import java.time.*;
        /** It. */ record R<T extends Comparable<T>>(T a, int... rest) { T get() { return a; } }
        var r = new R<>("a\\"", 1, 2);
        int f(String s) throws Exception { return switch (s) { case "x" -> { yield 1; } default -> s.length(); }; }
        for (int i = 0; i < 3; i++) { System.out.println(f(r.get()) + '\\'' + \"""
            text \\\""" block
            \"""); } // 😀
        """;
    var random = new Random(7);
    for (int i = 0; i < 15; i++) {
      int from = random.nextInt(program.length());
      int to = from + random.nextInt(program.length() - from + 1);
      var code = program.substring(0, from) + program.substring(to);
      ask(code, random.nextInt(code.length() + 1));
    }
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "(",
        "{",
        "\"",
        "/*",
        "a.",
        "x;\n",
        "f(g(",
        "\n",
        "%\n",
        "😀",
        "a -> ",
        "import a;\n"
      })
  void should_answer_for_a_megabyte(String piece) {
    var code = piece.repeat(1_000_000 / piece.length());
    assertTimeoutPreemptively(Duration.ofSeconds(300), () -> ask(code, code.length()));
  }

  @Test
  void should_know_the_end_of_a_very_long_cell() {
    var code = "System.out.println(1);\n".repeat(2_000) + "var x = \"a\";\nx.isBl";
    var found = assist.complete(code, code.length());
    assertEquals("isBlank()", found.candidates().get(0).text());
  }

  @Test
  void should_answer_while_a_cell_runs_and_from_many_threads() throws Exception {
    session.run("var gate = new CountDownLatch(1);");
    var cell =
        CompletableFuture.supplyAsync(() -> session.run("gate.await(); greeting = \"bye\";"));
    try {
      var asked = new ArrayList<CompletableFuture<Completions>>();
      for (int i = 0; i < 8; i++) {
        asked.add(CompletableFuture.supplyAsync(() -> assist.complete("greeting.isBl", 13)));
      }
      for (var one : asked) {
        assertEquals("isBlank()", one.get(60, TimeUnit.SECONDS).candidates().get(0).text());
      }
      ask("greeting.length(", 16);
      assertFalse(cell.isDone(), "the cell should wait for its gate still");
    } finally {
      session.engine().cells().variables().stream()
          .filter(v -> v.name().equals("gate"))
          .forEach(v -> ((java.util.concurrent.CountDownLatch) v.value()).countDown());
    }
    assertTrue(cell.get(60, TimeUnit.SECONDS).succeeded());
  }

  @Test
  void should_change_nothing_in_the_session() {
    session.run("int n = 0; int count() { return ++n; }");
    ask("int n = 100; count(); import java.time.*; n", 42);
    ask("count()", 7);
    ask("class String {} greeting.", 25);
    assertEquals("1", session.value("count()"));
    assertEquals("2", session.value("greeting.length()"));
  }
}
