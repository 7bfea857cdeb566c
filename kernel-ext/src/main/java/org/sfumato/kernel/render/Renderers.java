package org.sfumato.kernel.render;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.sfumato.Shown;
import org.sfumato.kernel.Output;
import org.sfumato.kernel.message.Bundle;

/**
 * Which renderer shows which type: the one registered for the most specific of the value's types,
 * and of two unrelated ones the one registered later. Types are kept by name and renderers are made
 * when they are first needed, so that no library is loaded before one of its values is shown.
 */
public final class Renderers {
  private record Entry(int order, Supplier<? extends Renderer<?>> make) {}

  private final Map<String, Entry> byType = new ConcurrentHashMap<>();
  private final Set<String> discovered = ConcurrentHashMap.newKeySet();
  private final AtomicInteger orders = new AtomicInteger();

  private Renderers() {}

  /**
   * Those for the language's own values, Java's, pictures, charts, Tablesaw's tables and DJL's
   * arrays, and those that jars on the class path bring.
   */
  public static Renderers standard() {
    var all = new Renderers();
    return all.register(Object.class, new JavaForms(all))
        .register(Object[].class, new ObjectArrayForms(all))
        .lazily("java.util.Collection", () -> new CollectionForms(all))
        .lazily("java.util.Map", () -> new MapForms(all))
        .lazily("java.util.Optional", () -> new OptionalForms(all))
        .register(java.net.URI.class, LinkForms::of)
        .register(java.net.URL.class, LinkForms::of)
        .register(Shown.class, new ShownForms())
        .register(Bundle.class, b -> b)
        // Lambdas, because a reference to a constructor would load its class at once.
        .lazily("org.sfumato.Picture", () -> new PictureForms())
        .lazily("java.awt.Color", () -> new ColourForms())
        .lazily("java.awt.image.RenderedImage", () -> new ImageForms())
        .lazily("java.awt.Image", () -> new LooseImageForms())
        .lazily("java.awt.image.BufferedImage", () -> new ImageForms())
        .lazily("org.knowm.xchart.internal.chartpart.Chart", () -> new ChartForms())
        .lazily("tech.tablesaw.api.Table", () -> new TableForms())
        .lazily("tech.tablesaw.columns.Column", () -> new ColumnForms())
        .lazily("ai.djl.ndarray.NDArray", () -> new ArrayForms())
        .lazily("ai.djl.ndarray.NDList", () -> new ArrayListForms())
        .lazily("ai.djl.modality.cv.Image", () -> new DjlImageForms())
        .discover(Renderers.class.getClassLoader());
  }

  /**
   * From now on {@code renderer} shows values of this type and of its subtypes without their own.
   */
  public <T> Renderers register(Class<T> type, Renderer<? super T> renderer) {
    return lazily(type.getName(), () -> renderer);
  }

  private Renderers lazily(String type, Supplier<? extends Renderer<?>> make) {
    byType.put(type, new Entry(orders.incrementAndGet(), make));
    return this;
  }

  /** Names of the types that have a renderer of their own. */
  public Set<String> types() {
    return Set.copyOf(byType.keySet());
  }

  /**
   * Registers the {@link TypeRenderer}s that this loader sees and that are not registered yet. One
   * that cannot be made is left out, and standard error says why.
   */
  public Renderers discover(ClassLoader loader) {
    var found = ServiceLoader.load(TypeRenderer.class, loader).stream().iterator();
    while (true) {
      try {
        if (!found.hasNext()) {
          return this;
        }
        var provider = found.next();
        if (discovered.add(provider.type().getName())) {
          add(provider.get());
        }
      } catch (ServiceConfigurationError | LinkageError e) {
        var said = "a renderer of a jar cannot be used: " + e.getMessage();
        if (discovered.add(said)) {
          System.err.println(said);
        }
      }
    }
  }

  private <T> void add(TypeRenderer<T> renderer) {
    register(renderer.type(), renderer);
  }

  /** All forms of one value; if its renderer fails, its text and the reason. */
  public Bundle bundle(Object value) {
    if (value == null) {
      return Bundle.text("null");
    }
    return Attempt.of(
        () -> nearest(value.getClass()).of(value),
        e -> Bundle.text(text(value) + "\n(no richer form: " + Attempt.reason(e) + ")"));
  }

  /**
   * One form of a value, or a text or bytes that are that form already.
   *
   * @throws IllegalArgumentException if it has no such form; the message lists those it has
   */
  public Bundle bundle(Object value, String mime) {
    return Forms.one(value, Forms.checked(mime), this);
  }

  /**
   * That form of a value, if it has it or is a text or bytes of that type; all its forms otherwise.
   */
  public Bundle preferred(Object value, String mime) {
    return Forms.preferred(value, Forms.checked(mime), this);
  }

  /** The text of a value, made without its pictures. */
  public String text(Object value) {
    return PlainText.of(value, this);
  }

  /** Shows a value; a handle of something on show already is not shown again. */
  public void show(Object value, Consumer<Bundle> to) {
    if (!(value instanceof Output.Handle)) {
      to.accept(bundle(value));
    }
  }

  @SuppressWarnings("unchecked") // Registration pairs a type with a renderer for it.
  Renderer<Object> nearest(Class<?> type) {
    var types = new ArrayList<Class<?>>(supertypes(type));
    types.removeIf(t -> !byType.containsKey(t.getName()));
    List<Class<?>> nearest =
        types.stream()
            .filter(t -> types.stream().noneMatch(o -> o != t && t.isAssignableFrom(o)))
            .toList();
    Entry best = null;
    for (var t : nearest) {
      var entry = byType.get(t.getName());
      best = best == null || entry.order > best.order ? entry : best;
    }
    return (Renderer<Object>) best.make.get();
  }

  private static Set<Class<?>> supertypes(Class<?> type) {
    var all = new LinkedHashSet<Class<?>>();
    collect(type, all);
    if (type.isArray() && !type.getComponentType().isPrimitive()) {
      all.add(Object[].class);
    }
    all.add(Object.class);
    return all;
  }

  private static void collect(Class<?> type, Set<Class<?>> all) {
    if (type != null && all.add(type)) {
      collect(type.getSuperclass(), all);
      for (var i : type.getInterfaces()) {
        collect(i, all);
      }
    }
  }
}
