package org.sfumato.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sfumato.kernel.cell.Session;
import org.sfumato.kernel.message.Message;

class OutputTest {
  private static Session session;

  @BeforeAll
  static void open() {
    session = new Session();
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static void run(String code) {
    session.value(code);
  }

  /** What each display shows when the cell has ended, and when times are left out. */
  private static List<String> page() {
    var page = new LinkedHashMap<String, String>();
    for (var message : session.all(Message.class)) {
      if (message instanceof Message.Display d) {
        page.put(d.id().orElseThrow(), d.bundle().plain());
      } else if (message instanceof Message.Update u) {
        page.put(u.id(), u.bundle().plain());
      }
    }
    return page.values().stream().map(t -> t.replaceAll("\\d+\\.\\d s", "… s")).toList();
  }

  @Test
  void should_update_a_display_in_the_form_that_was_asked_for() {
    run("var form = display(\"<b>1</b>\", \"text/html\"); form.update(\"<b>2</b>\");");
    var update = session.all(Message.Update.class).get(0);
    assertEquals(Set.of("text/html"), update.bundle().data().keySet());
    assertEquals("<b>2</b>", update.bundle().data().get("text/html"));
    assertEquals(session.all(Message.Display.class).get(0).id().orElseThrow(), update.id());
    run("form.update(1);");
    assertEquals("1", session.all(Message.Update.class).get(0).bundle().plain());
    run("var all = display(Map.of(1, 2)); all.update(Map.of(3, 4));");
    assertEquals(
        Set.of("text/plain", "text/html"),
        session.all(Message.Update.class).get(0).bundle().data().keySet());
  }

  @Test
  void should_not_show_again_what_is_on_show() {
    run("var once = display(1); display(once).update(2); once");
    assertEquals(1, session.all(Message.Display.class).size());
    assertEquals(List.of("2"), page());
    assertTrue(session.all(Message.Result.class).isEmpty());
  }

  @Test
  void should_say_in_one_sentence_that_a_value_has_no_such_form() {
    var error = session.error("display(1, \"image/png\")");
    assertTrue(
        error.contains("a java.lang.Integer has no form image/png; it has text/plain"), error);
    assertTrue(session.all(Message.Display.class).isEmpty());
  }

  @Test
  void should_show_any_value_on_a_page_of_its_own_and_a_text_whole() {
    run("page(List.of(1, 2)); page(\"x\".repeat(50_000)); page(null);");
    var pages = session.all(Message.Page.class).stream().map(p -> p.bundle().plain()).toList();
    assertEquals("[1, 2]", pages.get(0));
    assertEquals(50_000, pages.get(1).length());
    assertEquals("null", pages.get(2));
  }

  @Test
  void should_show_a_bar_for_a_loop_over_anything() {
    run(
        """
        int sum = 0;
        for (var x : progress("a list", List.of(1, 2))) sum += x;
        for (var x : progress("an array", new Integer[] {3, 4})) sum += x;
        for (var i : progress("numbers", 3)) sum += i;
        for (var x : progress("nothing", Set.<Integer>of())) sum += x;
        """);
    assertEquals(
        List.of(
            "a list: 2 steps in … s",
            "an array: 2 steps in … s",
            "numbers: 3 steps in … s",
            "nothing: 0 steps in … s"),
        page());
    assertEquals("13", session.value("sum"));
  }

  @Test
  void should_leave_one_line_of_loops_inside_a_loop() {
    run(
        "for (int i : progress(\"outer\", 3)) for (int k : progress(\"inner\", 3)) Thread.sleep(1);");
    assertEquals(List.of("outer: 3 steps in … s"), page());
  }

  @Test
  void should_leave_one_line_of_a_sweep_of_draws() {
    run(
        """
        var prior = gaussianPrior(.5, .2).shape(1, 16, 16);
        var clean = sample(prior).with(euler(2)).draw(2);
        var table = sweep(over("steps", 2, 3),
                n -> sample(prior).with(euler(n)).from(noised(clean, .5))).score(mse(clean));
        """);
    assertEquals(2, page().size(), page().toString());
    assertEquals("sweep steps: 2 steps in … s", page().get(1));
  }

  @Test
  void should_give_a_loop_that_fails_its_last_line_and_the_next_cell_its_own() {
    session.error("for (int i : progress(\"failing\", 3)) throw new RuntimeException(\"here\");");
    assertEquals(List.of("failing: stopped after 0 of 3 steps in … s"), page());
    run("for (int i : progress(\"next\", 1)) {}");
    assertEquals(List.of("next: 1 step in … s"), page());
  }

  @Test
  void should_show_what_a_class_of_a_cell_holds() {
    run("class Box { int a = 3; int[] b = {1, 2}; }");
    assertEquals("Box {a=3, b=[1, 2]}", session.value("new Box()"));
    assertEquals("class Box", session.value("Box.class"));
    assertEquals(
        "record Pair(int a, List<String> b)",
        session.value("record Pair(int a, List<String> b) {}\nPair.class"));
    assertEquals("Pair[a=1, b=[x]]", session.value("new Pair(1, List.of(\"x\"))"));
  }

  @Test
  void should_stop_a_value_whose_text_takes_for_ever() throws InterruptedException {
    var error =
        interrupted(
            """
            class Endless {
              public String toString() { while (true) { } }
            }
            new Endless()
            """);
    assertTrue(error.contains("Interrupted"), error);
    assertEquals("2", session.value("1 + 1"));
  }

  @Test
  void should_wake_a_value_whose_text_sleeps() throws InterruptedException {
    interrupted(
        """
        class Sleepy {
          public String toString() {
            try { Thread.sleep(600_000); } catch (InterruptedException e) { return "woken"; }
            return "slept";
          }
        }
        List.of(new Sleepy())
        """);
    assertEquals("2", session.value("1 + 1"));
  }

  /** Runs a cell that is interrupted after a while; what it failed with, if it did. */
  private static String interrupted(String code) throws InterruptedException {
    var stop =
        new Thread(
            () -> {
              try {
                Thread.sleep(2000);
                session.engine().interrupt();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    stop.start();
    long start = System.nanoTime();
    var outcome = session.run(code);
    stop.join();
    assertTrue((System.nanoTime() - start) / 1e9 < 60, "it was waited for");
    return outcome.failure().map(f -> f.name() + ": " + f.value()).orElse("");
  }
}
