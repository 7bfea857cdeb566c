package org.sfumato.kernel.render;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Any Java value as text that a person can read, of bounded length whatever the value is: endless,
 * inside itself, changing meanwhile, or with a text that fails.
 */
final class PlainText {
  /** Of a text that is shown by itself. */
  static final int LONGEST = 10_000;

  private static final int LONGEST_INSIDE = 1_000;
  private static final int MOST_ELEMENTS = 100;
  private static final int DEEPEST = 8;

  /** A longer list of lists has a line for each. */
  private static final int LINE = 80;

  private final Renderers renderers;
  private final StringBuilder out = new StringBuilder();
  private final Set<Object> path = Collections.newSetFromMap(new IdentityHashMap<>());

  private PlainText(Renderers renderers) {
    this.renderers = renderers;
  }

  static String of(Object value, Renderers renderers) {
    var text = new PlainText(renderers);
    text.write(value, 0);
    return text.out.toString();
  }

  private void write(Object value, int depth) {
    if (value == null) {
      out.append("null");
    } else if (value instanceof CharSequence s) {
      writeText(s, depth);
    } else if (value instanceof Character c) {
      out.append(Visible.character(c));
    } else if (value instanceof Number || value instanceof Boolean) {
      writeOwn(value, depth);
    } else if (depth > DEEPEST || isFull()) {
      out.append('…');
    } else if (!path.add(value)) {
      out.append("(inside itself)");
    } else {
      int start = out.length();
      Attempt.of(
          () -> {
            writeObject(value, depth);
            return null;
          },
          e -> {
            out.setLength(start);
            var name = JavaWords.name(value.getClass());
            return out.append("a ")
                .append(name)
                .append(" whose text fails: ")
                .append(Attempt.reason(e));
          });
      path.remove(value);
    }
  }

  private void writeObject(Object value, int depth) {
    var renderer = renderers.nearest(value.getClass());
    if (!(renderer instanceof OfStructure)) {
      writeText(renderer.text(value), depth);
    } else if (value.getClass().isArray()) {
      int size = Array.getLength(value);
      writeElements(size, i -> Array.get(value, i), depth);
    } else if (value instanceof Collection<?> c) {
      var iterator = c.iterator();
      writeElements(c.size(), i -> next(iterator), depth);
    } else if (value instanceof Map<?, ?> m) {
      writeMap(m, depth);
    } else if (value instanceof Optional<?> o) {
      writeIn("Optional[", o.orElse(null), depth);
    } else if (value instanceof Record r) {
      writeRecord(r, depth);
    } else if (value instanceof Throwable t) {
      writeThrowable(t, depth);
    } else if (value instanceof Future<?> f) {
      writeFuture(f, depth);
    } else {
      var words = JavaWords.of(value);
      if (words.isPresent()) {
        writeText(words.get(), depth);
      } else {
        writeOwn(value, depth);
      }
    }
  }

  private void writeText(CharSequence text, int depth) {
    int most = depth == 0 ? LONGEST : Math.min(LONGEST_INSIDE, Math.max(1, LONGEST - out.length()));
    out.append(Visible.text(text, most));
  }

  /** What the value says of itself; if that is only an address, what it holds. */
  private void writeOwn(Object value, int depth) {
    var text = value.toString();
    if (text == null) {
      out.append("a ").append(JavaWords.name(value.getClass())).append(" whose text is null");
    } else if (!JavaWords.isAddress(text)) {
      writeText(text, depth);
    } else if (JavaWords.isOfCell(value.getClass())) {
      var fields = Components.fields(value);
      out.append(JavaWords.name(value.getClass()));
      writeParts(fields, " {", "}", depth);
    } else {
      out.append("a ").append(JavaWords.name(value.getClass()));
    }
  }

  private void writeElements(int size, IntFunction<Object> element, int depth) {
    var starts = new ArrayList<Integer>();
    int most = Math.min(size, MOST_ELEMENTS);
    boolean structured = false;
    out.append('[');
    int written = 0;
    for (; written < most && !isFull(); written++) {
      Object next;
      try {
        next = element.apply(written);
      } catch (ConcurrentModificationException
          | IndexOutOfBoundsException
          | NoSuchElementException e) {
        out.append(written == 0 ? "" : ", ").append("… it changes while it is read");
        break;
      }
      out.append(written == 0 ? "" : ", ");
      starts.add(out.length());
      structured |= isStructured(next);
      write(next, depth + 1);
    }
    if (written < size) {
      out.append(", … ").append(size).append(" in all");
    }
    out.append(']');
    if (structured && depth == 0) {
      breakLines(starts);
    }
  }

  private static Object next(Iterator<?> iterator) {
    if (!iterator.hasNext()) {
      throw new ConcurrentModificationException();
    }
    return iterator.next();
  }

  private static boolean isStructured(Object value) {
    return value instanceof Collection<?>
        || value instanceof Map<?, ?>
        || value instanceof Record
        || value != null && value.getClass().isArray();
  }

  /** Each element on its own line, if all would not fit on one. */
  private void breakLines(List<Integer> starts) {
    if (out.length() > LINE) {
      for (int i = starts.size() - 1; i > 0; i--) {
        out.insert(starts.get(i) - 1, '\n');
      }
    }
  }

  private void writeMap(Map<?, ?> map, int depth) {
    var starts = new ArrayList<Integer>();
    out.append('{');
    try {
      for (var e : map.entrySet()) {
        if (starts.size() == MOST_ELEMENTS || isFull()) {
          out.append(", … ").append(map.size()).append(" in all");
          break;
        }
        out.append(starts.isEmpty() ? "" : ", ");
        starts.add(out.length());
        write(e.getKey(), depth + 1);
        out.append('=');
        write(e.getValue(), depth + 1);
      }
    } catch (ConcurrentModificationException e) {
      out.append(", … it changes while it is read");
    }
    out.append('}');
    if (depth == 0) {
      breakLines(starts);
    }
  }

  private void writeIn(String name, Object inner, int depth) {
    if (inner == null) {
      out.append("Optional.empty");
    } else {
      out.append(name);
      write(inner, depth + 1);
      out.append(']');
    }
  }

  /**
   * A record's own text, unless it is the one that Java makes, which prints arrays as addresses.
   */
  private void writeRecord(Record r, int depth) {
    String own;
    try {
      own = r.toString();
    } catch (StackOverflowError e) {
      // It holds itself; the path finds where.
      own = null;
    }
    var head = r.getClass().getSimpleName() + "[";
    if (own != null && !(own.startsWith(head) && own.endsWith("]"))) {
      writeText(own, depth);
    } else {
      out.append(r.getClass().getSimpleName());
      writeParts(Components.of(r), "[", "]", depth);
    }
  }

  private void writeParts(Map<String, Object> parts, String open, String close, int depth) {
    var separator = "";
    out.append(open);
    for (var part : parts.entrySet()) {
      out.append(separator).append(part.getKey()).append('=');
      write(part.getValue(), depth + 1);
      separator = ", ";
    }
    out.append(close);
  }

  private void writeThrowable(Throwable t, int depth) {
    var seen = Collections.newSetFromMap(new IdentityHashMap<Throwable, Boolean>());
    var separator = "";
    for (var c = t; c != null && seen.add(c); c = c.getCause()) {
      var message = c.getLocalizedMessage();
      var text = JavaWords.name(c.getClass()) + (message == null ? "" : ": " + message);
      writeText(separator + text, depth);
      separator = depth == 0 ? "\ncaused by " : ", caused by ";
    }
  }

  private void writeFuture(Future<?> future, int depth) {
    out.append(JavaWords.state(future));
    if (future.isDone() && !future.isCancelled()) {
      Consumer<Object> value =
          v -> {
            out.append(", done: ");
            write(v, depth + 1);
          };
      Components.result(future, value, e -> out.append(", failed: ").append(Attempt.reason(e)));
    }
  }

  private boolean isFull() {
    return out.length() >= LONGEST;
  }
}
