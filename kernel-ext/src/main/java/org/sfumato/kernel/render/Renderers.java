package org.sfumato.kernel.render;

import ai.djl.ndarray.NDArray;
import java.awt.image.BufferedImage;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.sfumato.Picture;
import org.sfumato.Shown;
import org.sfumato.kernel.Output;
import org.sfumato.kernel.message.Bundle;
import tech.tablesaw.api.Table;

/** Which renderer shows which type: the one registered for the nearest supertype. */
public final class Renderers {
  private final Map<Class<?>, Renderer<?>> byType = new ConcurrentHashMap<>();

  private Renderers() {}

  /** Those for the language's own values, Java's, Tablesaw's tables and DJL's arrays. */
  public static Renderers standard() {
    return new Renderers()
        .register(Object.class, v -> Bundle.text(PlainText.of(v)))
        .register(Shown.class, ShownForms::of)
        .register(Bundle.class, b -> b)
        .register(Picture.class, Pictures::of)
        .register(BufferedImage.class, Pictures::of)
        .register(Table.class, TableForms::of)
        .register(NDArray.class, a -> Bundle.text(ArrayText.of(a)));
  }

  /**
   * From now on {@code renderer} shows values of this type and of its subtypes without their own.
   */
  public <T> Renderers register(Class<T> type, Renderer<? super T> renderer) {
    byType.put(type, renderer);
    return this;
  }

  /** All forms of one value. */
  public Bundle bundle(Object value) {
    return value == null ? Bundle.text("null") : render(nearest(value.getClass()), value);
  }

  /**
   * One form of a value.
   *
   * @throws IllegalArgumentException if it has no such form; the message lists those it has
   */
  public Bundle bundle(Object value, String mime) {
    if (value instanceof CharSequence text) {
      return new Bundle(Map.of(mime, text.toString()), Map.of());
    }
    var all = bundle(value);
    var form = all.data().get(mime);
    if (form == null) {
      throw new IllegalArgumentException(
          "a "
              + value.getClass().getSimpleName()
              + " has no form "
              + mime
              + "; it has "
              + String.join(", ", all.data().keySet()));
    }
    var about = all.metadata().get(mime);
    return new Bundle(Map.of(mime, form), about == null ? Map.of() : Map.of(mime, about));
  }

  /** Shows a value; a handle of something on show already is not shown again. */
  public void show(Object value, Consumer<Bundle> to) {
    if (!(value instanceof Output.Handle)) {
      to.accept(bundle(value));
    }
  }

  @SuppressWarnings("unchecked")
  private static Bundle render(Renderer<?> renderer, Object value) {
    return ((Renderer<Object>) renderer).of(value);
  }

  private Renderer<?> nearest(Class<?> type) {
    var queue = new ArrayDeque<Class<?>>();
    queue.add(type);
    while (!queue.isEmpty()) {
      var next = queue.remove();
      var found = byType.get(next);
      if (found != null && next != Object.class) {
        return found;
      }
      if (next.getSuperclass() != null) {
        queue.add(next.getSuperclass());
      }
      queue.addAll(java.util.List.of(next.getInterfaces()));
    }
    return byType.get(Object.class);
  }
}
