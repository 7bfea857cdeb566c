package org.sfumato.kernel;

import java.util.Optional;
import java.util.UUID;
import org.sfumato.kernel.cell.CellEngine;
import org.sfumato.kernel.message.Bundle;
import org.sfumato.kernel.message.Message;

/** What a cell can say to its notebook; every cell sees these words without importing them. */
public final class Output {
  private Output() {}

  /** Something on show, which can be replaced in its place. */
  public record Handle(String id) {
    /** Shows {@code value} where the first one stands. */
    public void update(Object value) {
      var engine = CellEngine.current();
      engine.update(engine.renderers().bundle(value), id);
    }
  }

  /** Shows a value now, in its richest form. */
  public static Handle display(Object value) {
    var engine = CellEngine.current();
    var handle = new Handle(UUID.randomUUID().toString());
    var id = Optional.of(handle.id());
    engine.renderers().show(value, b -> engine.display(b, id));
    return handle;
  }

  /**
   * Shows a value in one form: a text as that MIME type, any other value in its form of that type.
   *
   * @throws IllegalArgumentException if the value has no such form
   */
  public static Handle display(Object value, String mime) {
    var engine = CellEngine.current();
    var handle = new Handle(UUID.randomUUID().toString());
    engine.display(engine.renderers().bundle(value, mime), Optional.of(handle.id()));
    return handle;
  }

  /** Removes what this cell has shown so far. */
  public static void clearOutput() {
    CellEngine.current().publish(e -> new Message.Clear(e, Message.When.NOW));
  }

  /** Removes what this cell has shown so far as soon as it shows the next thing. */
  public static void clearOutputBeforeNext() {
    CellEngine.current().publish(e -> new Message.Clear(e, Message.When.BEFORE_NEXT));
  }

  /** Shows a long text on a page of its own beside the notebook. */
  public static void page(String text) {
    CellEngine.current().publish(e -> new Message.Page(e, Bundle.text(text)));
  }

  /**
   * Asks whoever sits in front of the notebook for one line and waits for it.
   *
   * @throws IllegalStateException if nobody can answer: in a run without a front end, say
   */
  public static String input(String prompt) {
    return CellEngine.current().question(prompt, false);
  }

  /** As {@link #input}, but the answer is not seen while it is typed: for passwords. */
  public static String secret(String prompt) {
    return CellEngine.current().question(prompt, true);
  }

  /** The value that cell {@code In[number]} showed; the last twenty are kept. */
  public static Object out(int number) {
    return CellEngine.current().value(number);
  }
}
