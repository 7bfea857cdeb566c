package org.sfumato.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sfumato.kernel.message.Bundle;
import org.sfumato.kernel.message.Message;
import org.sfumato.kernel.message.Message.Channel;

class OutputsTest {
  private final Notebook notebook = new Notebooks().code("a").code("b").notebook();
  private final Cell first = notebook.cells().get(0);
  private final Cell second = notebook.cells().get(1);
  private final Outputs outputs = new Outputs();

  @Test
  void should_replace_the_outputs_of_an_earlier_run_and_count() {
    begin(1, first);
    assertEquals("[]", first.outputs().toString());
    assertEquals(1, first.json().get("execution_count").asInt());
  }

  @Test
  void should_merge_what_a_stream_says_in_pieces() {
    begin(1, first);
    outputs.accept(new Message.Stream(1, Channel.STDOUT, "a"));
    outputs.accept(new Message.Stream(1, Channel.STDOUT, "b\nc"));
    outputs.accept(new Message.Stream(1, Channel.STDERR, "d"));
    assertEquals(
        "[{\"output_type\":\"stream\",\"name\":\"stdout\",\"text\":[\"ab\\n\",\"c\"]},"
            + "{\"output_type\":\"stream\",\"name\":\"stderr\",\"text\":[\"d\"]}]",
        first.outputs().toString());
  }

  @Test
  void should_update_every_display_with_the_id_in_any_cell() {
    begin(1, first);
    outputs.accept(new Message.Display(1, Bundle.text("old"), Optional.of("id")));
    begin(2, second);
    outputs.accept(new Message.Display(2, Bundle.text("old too"), Optional.of("id")));
    outputs.accept(new Message.Display(2, Bundle.text("other"), Optional.empty()));
    outputs.accept(new Message.Update(2, Bundle.text("new"), "id"));
    assertEquals(List.of("new"), texts(first));
    assertEquals(List.of("new", "other"), texts(second));
  }

  @Test
  void should_update_earlier_displays_when_an_id_is_displayed_again() {
    begin(1, first);
    outputs.accept(new Message.Display(1, Bundle.text("old"), Optional.of("id")));
    begin(2, second);
    outputs.accept(new Message.Update(2, Bundle.text("nothing has this"), "other"));
    outputs.accept(new Message.Display(2, Bundle.text("new"), Optional.of("id")));
    assertEquals(List.of("new"), texts(first));
    assertEquals(List.of("new"), texts(second));
  }

  @Test
  void should_not_take_a_page_for_the_next_output() {
    begin(1, first);
    outputs.accept(new Message.Display(1, Bundle.text("a"), Optional.empty()));
    outputs.accept(new Message.Clear(1, Message.When.BEFORE_NEXT));
    outputs.accept(new Message.Page(1, Bundle.text("aside")));
    outputs.accept(new Message.Update(1, Bundle.text("b"), "none"));
    assertEquals(List.of("a"), texts(first));
  }

  @Test
  void should_keep_the_last_writing_of_a_line_when_the_run_is_over() {
    begin(1, first);
    outputs.accept(new Message.Stream(1, Channel.STDOUT, "0 %\r50 %\r"));
    outputs.accept(new Message.Stream(1, Channel.STDOUT, "\ndone\r"));
    outputs.end();
    assertEquals("[\"50 %\\r\\n\",\"done\\r\"]", first.outputs().get(0).get("text").toString());
    outputs.accept(new Message.Stream(1, Channel.STDOUT, "too late"));
    assertEquals(1, first.outputs().size());
    assertEquals("[\"50 %\\r\\n\",\"done\\r\"]", first.outputs().get(0).get("text").toString());
  }

  @Test
  void should_clear_now_or_when_the_next_output_comes() {
    begin(1, first);
    outputs.accept(new Message.Display(1, Bundle.text("a"), Optional.empty()));
    outputs.accept(new Message.Clear(1, Message.When.NOW));
    assertEquals(List.of(), texts(first));
    outputs.accept(new Message.Display(1, Bundle.text("b"), Optional.empty()));
    outputs.accept(new Message.Clear(1, Message.When.BEFORE_NEXT));
    assertEquals(List.of("b"), texts(first));
    outputs.accept(new Message.Display(1, Bundle.text("c"), Optional.empty()));
    assertEquals(List.of("c"), texts(first));
  }

  @Test
  void should_give_late_output_to_the_cell_it_belongs_to() {
    begin(1, first);
    begin(2, second);
    outputs.accept(new Message.Stream(1, Channel.STDOUT, "late"));
    assertEquals(1, first.outputs().size());
    assertEquals(0, second.outputs().size());
  }

  @Test
  void should_write_text_as_lines_pictures_as_one_text_and_json_as_json() {
    begin(1, first);
    var bundle =
        Bundle.text("a\nb")
            .withPicture("image/png", "QUJD", 3, 2)
            .with("application/json", Map.of("k", List.of(1)));
    outputs.accept(new Message.Result(1, bundle, 1));
    assertEquals(
        "{\"output_type\":\"execute_result\",\"execution_count\":1,"
            + "\"data\":{\"text/plain\":[\"a\\n\",\"b\"],\"image/png\":\"QUJD\",\"application/json\":{\"k\":[1]}},"
            + "\"metadata\":{\"image/png\":",
        first.outputs().get(0).toString().replaceAll("\\{\"(width|height)\".*", ""));
  }

  private void begin(long execution, Cell cell) {
    outputs.next(cell);
    outputs.accept(new Message.Input(execution, (int) execution, cell.source()));
  }

  private static List<String> texts(Cell cell) {
    return cell.outputs().findValues("text/plain").stream().map(Lines::text).toList();
  }
}
