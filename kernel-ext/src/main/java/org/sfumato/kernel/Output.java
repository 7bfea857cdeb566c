package org.sfumato.kernel;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.sfumato.kernel.cell.CellEngine;
import org.sfumato.kernel.message.Bundle;
import org.sfumato.kernel.message.Message;
import org.sfumato.kernel.progress.Tracked;

/** What a cell can say to its notebook; every cell sees these words without importing them. */
public final class Output {
  private Output() {}

  /**
   * Something on show, which can be replaced in its place.
   *
   * @param id of its display
   * @param mime the only form in which it is shown; empty for all
   */
  public record Handle(String id, Optional<String> mime) {
    /** Something on show in all its forms. */
    public Handle(String id) {
      this(id, Optional.empty());
    }

    /**
     * Shows {@code value} where the first one stands: in the form that was asked for first, or in
     * all its forms if it has no such one.
     */
    public void update(Object value) {
      var engine = CellEngine.current();
      var renderers = engine.renderers();
      engine.update(
          mime.map(m -> renderers.preferred(value, m)).orElseGet(() -> renderers.bundle(value)),
          id);
    }
  }

  /** Shows a value now, in its richest form; what is on show already is not shown again. */
  public static Handle display(Object value) {
    if (value instanceof Handle shown) {
      return shown;
    }
    var engine = CellEngine.current();
    var handle = new Handle(UUID.randomUUID().toString());
    engine.display(engine.renderers().bundle(value), Optional.of(handle.id()));
    return handle;
  }

  /**
   * Shows a value in one form: a text or bytes as that MIME type, any other value in its form of
   * that type.
   *
   * @throws IllegalArgumentException if the value has no such form
   */
  public static Handle display(Object value, String mime) {
    var engine = CellEngine.current();
    var bundle = engine.renderers().bundle(value, mime);
    var handle = new Handle(UUID.randomUUID().toString(), Optional.of(mime));
    engine.display(bundle, Optional.of(handle.id()));
    return handle;
  }

  /**
   * The same elements with a bar below the cell that shows how far a loop over them is: {@code for
   * (var file : progress("reading", files))}. A loop inside another stands beneath it.
   */
  public static <T> Iterable<T> progress(String task, Iterable<T> elements) {
    return Tracked.of(task, elements);
  }

  /** The same for an array. */
  public static <T> Iterable<T> progress(String task, T[] elements) {
    return Tracked.of(task, Arrays.asList(elements));
  }

  /** The numbers 0, 1, … below {@code times}, with a bar that shows how far a loop over them is. */
  public static Iterable<Integer> progress(String task, int times) {
    return Tracked.times(task, times);
  }

  /** Removes what this cell has shown so far. */
  public static void clearOutput() {
    CellEngine.current().publish(e -> new Message.Clear(e, Message.When.NOW));
  }

  /** Removes what this cell has shown so far as soon as it shows the next thing. */
  public static void clearOutputBeforeNext() {
    CellEngine.current().publish(e -> new Message.Clear(e, Message.When.BEFORE_NEXT));
  }

  /** Shows a value on a page of its own beside the notebook; a text in its whole length. */
  public static void page(Object value) {
    var engine = CellEngine.current();
    var bundle =
        value instanceof CharSequence text
            ? Bundle.text(text.toString())
            : engine.renderers().bundle(value);
    engine.publish(e -> new Message.Page(e, bundle));
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
