package org.sfumato.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sfumato.kernel.message.Message;
import org.sfumato.kernel.message.Message.Channel;

class OutletTest {
  private Session session;

  @BeforeEach
  void start() {
    session = new Session();
  }

  @AfterEach
  void stop() {
    session.close();
  }

  @Test
  void should_gather_ten_thousand_lines_into_few_messages_without_losing_one() {
    session.run("for (int i = 0; i < 10_000; i++) System.out.println(i);");
    assertEquals(10_000, session.printed(Channel.STDOUT).lines().count());
    assertTrue(session.all(Message.Stream.class).size() < 100);
  }

  @Test
  void should_keep_the_order_of_the_streams_and_of_what_is_shown() {
    session.run(
        "System.out.print(\"a\"); System.err.print(\"b\"); display(\"c\"); System.out.print(\"d\");\n\"e\"");
    var kinds = session.all(Message.class).stream().map(m -> m.getClass().getSimpleName()).toList();
    assertEquals(List.of("Input", "Stream", "Stream", "Display", "Stream", "Result"), kinds);
  }

  @Test
  void should_keep_letters_whole_that_come_in_pieces() {
    session.run(
        "for (byte b : \"é😀\".getBytes(\"UTF-8\")) System.out.write(b);\nSystem.out.flush();");
    assertEquals("é😀", session.printed(Channel.STDOUT));
  }

  @Test
  void should_give_the_output_of_a_thread_to_the_cell_that_started_it() throws Exception {
    var outcome =
        session
            .engine()
            .execute(
                "new Thread(() -> { try { Thread.sleep(400); } catch (Exception e) {}\n"
                    + "System.out.println(\"late\"); }).start();");
    session.engine().execute("System.out.println(\"next\");");
    Thread.sleep(900);
    var late =
        session.all(Message.Stream.class).stream().filter(s -> s.text().equals("late\n")).toList();
    assertEquals(1, late.size());
    assertEquals(outcome.execution(), late.get(0).execution());
  }

  @Test
  void should_show_the_error_of_a_thread() {
    session.run(
        "var t = new Thread(() -> { throw new IllegalStateException(\"in a thread\"); });\nt.start(); t.join();");
    assertTrue(session.printed(Channel.STDERR).contains("IllegalStateException: in a thread"));
  }

  @Test
  void should_update_what_is_shown_by_its_handle() {
    session.run("var h = display(\"one\");\nh.update(\"two\");");
    var shown = session.all(Message.Display.class).get(0);
    var update = session.all(Message.Update.class).get(0);
    assertEquals(shown.id().orElseThrow(), update.id());
    assertEquals("two", update.bundle().plain());
  }

  @Test
  void should_not_show_a_handle_as_a_value() {
    session.run("display(\"once\")");
    assertEquals(1, session.all(Message.Display.class).size());
    assertEquals(0, session.all(Message.Result.class).size());
  }

  @Test
  void should_show_a_text_as_the_type_asked_for() {
    session.run("display(\"<b>bold</b>\", \"text/html\");");
    assertEquals(
        java.util.Map.of("text/html", "<b>bold</b>"),
        session.all(Message.Display.class).get(0).bundle().data());
    var said = session.error("display(List.of(1), \"image/png\");");
    assertTrue(said.contains("has no form image/png; it has text/plain"), said);
  }

  @Test
  void should_ask_to_clear_now_or_before_the_next_output() {
    session.run("clearOutput(); clearOutputBeforeNext();");
    assertEquals(
        List.of(Message.When.NOW, Message.When.BEFORE_NEXT),
        session.all(Message.Clear.class).stream().map(Message.Clear::when).toList());
  }
}
