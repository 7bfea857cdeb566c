package org.sfumato;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Where shown values go: to the cell that runs, if a notebook has attached itself, else to standard
 * output as text.
 */
public final class Screen {
  private static final AtomicReference<Consumer<Object>> ATTACHED = new AtomicReference<>();

  private Screen() {}

  /** From now on {@code notebook} shows what is shown, until the returned handle is closed. */
  public static AutoCloseable attach(Consumer<Object> notebook) {
    var before = ATTACHED.getAndSet(Objects.requireNonNull(notebook, "notebook"));
    return () -> ATTACHED.compareAndSet(notebook, before);
  }

  /** Shows a value now. */
  public static void show(Object value) {
    var notebook = ATTACHED.get();
    if (notebook != null) {
      notebook.accept(value);
    } else {
      System.out.println(value instanceof Shown shown ? shown.text() : String.valueOf(value));
    }
  }
}
