package org.sfumato.kernel.render;

import java.io.Closeable;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterator;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Words for values whose own text says nothing, or that would be used up or waited for if they were
 * read.
 */
final class JavaWords {
  /** The class around every snippet, in which the classes of cells lie. */
  private static final Pattern SNIPPET = Pattern.compile("REPL\\.\\$JShell\\$\\w+[$.]");

  private static final String OF_CELLS = "REPL.";

  /** What {@link Object#toString} gives. */
  private static final Pattern ADDRESS = Pattern.compile("[\\w.$/\\[;]+@[0-9a-f]+");

  private JavaWords() {}

  /** Words for the kinds of values that are not read; empty for others. */
  static Optional<String> of(Object value) {
    if (value instanceof Class<?> c) {
      return Optional.of(declaration(c));
    }
    if (value instanceof Member || value instanceof Type) {
      return Optional.of(withoutSnippet(value.toString()));
    }
    if (value instanceof BaseStream<?, ?>) {
      return Optional.of(kind(value) + ", not read: that would use it up; .toList() reads it");
    }
    if (value instanceof Iterator<?>
        || value instanceof Enumeration<?>
        || value instanceof Spliterator<?>) {
      return Optional.of(kind(value) + ", not read: that would use it up");
    }
    return isLambda(value.getClass())
        ? Optional.of("a lambda: " + interfaces(value))
        : closed(value);
  }

  /** Files, sockets and the like have no text but their address. */
  private static Optional<String> closed(Object value) {
    if (!(value instanceof Closeable)) {
      return Optional.empty();
    }
    var text = String.valueOf(value.toString());
    return Optional.of(isAddress(text) ? "a " + name(value.getClass()) : text);
  }

  /** How far a future is; it is never waited for. */
  static String state(Future<?> future) {
    var kind = kind(future);
    if (!future.isDone()) {
      return kind + ", still running";
    }
    return future.isCancelled() ? kind + ", cancelled" : kind;
  }

  /** The class or interface that a person would call it by. */
  private static String kind(Object value) {
    return Stream.<Class<?>>of(
            java.util.stream.IntStream.class,
            java.util.stream.LongStream.class,
            java.util.stream.DoubleStream.class,
            Stream.class,
            java.util.Scanner.class,
            java.util.ListIterator.class,
            java.util.PrimitiveIterator.class,
            Iterator.class,
            Enumeration.class,
            Spliterator.class,
            java.util.concurrent.CompletableFuture.class,
            Future.class)
        .filter(c -> c.isInstance(value))
        .findFirst()
        .map(Class::getSimpleName)
        .orElseGet(() -> name(value.getClass()));
  }

  private static boolean isLambda(Class<?> c) {
    return c.isSynthetic() && c.getName().contains("$$Lambda");
  }

  private static String interfaces(Object value) {
    return Arrays.stream(value.getClass().getInterfaces())
        .map(JavaWords::name)
        .collect(Collectors.joining(" & "));
  }

  /**
   * {@code record Point(int x, int y)}, {@code interface Shape}, {@code class Circle extends …}.
   */
  private static String declaration(Class<?> c) {
    if (c.isPrimitive() || c.isArray()) {
      return name(c);
    }
    if (c.isRecord()) {
      return "record "
          + name(c)
          + Arrays.stream(c.getRecordComponents())
              .map(
                  r ->
                      withoutSnippet(r.getGenericType().getTypeName())
                              .replaceAll("\\bjava\\.(lang|util)\\.(?=[A-Z])", "")
                          + " "
                          + r.getName())
              .collect(Collectors.joining(", ", "(", ")"));
    }
    if (c.isEnum()) {
      return "enum "
          + name(c)
          + Arrays.stream(c.getEnumConstants())
              .map(e -> ((Enum<?>) e).name())
              .limit(20)
              .collect(
                  Collectors.joining(", ", " {", c.getEnumConstants().length > 20 ? ", …}" : "}"));
    }
    var kind = c.isAnnotation() ? "@interface " : c.isInterface() ? "interface " : "class ";
    var head =
        c.isInterface() || !Modifier.isAbstract(c.getModifiers()) ? kind : "abstract " + kind;
    var parent = c.getSuperclass();
    var from = parent == null || parent == Object.class ? "" : " extends " + name(parent);
    return head + name(c) + from;
  }

  /** The name of a class as its author wrote it: in full, or alone if a cell declares it. */
  static String name(Class<?> c) {
    return withoutSnippet(c.getTypeName()).replaceFirst("\\$\\$Lambda.*", "").replace('$', '.');
  }

  static String withoutSnippet(String text) {
    return SNIPPET.matcher(text).replaceAll("");
  }

  static boolean isOfCell(Class<?> c) {
    return c.getName().startsWith(OF_CELLS);
  }

  /** Whether a text is a class name and an address, which tells a reader nothing. */
  static boolean isAddress(String text) {
    return ADDRESS.matcher(text).matches();
  }
}
