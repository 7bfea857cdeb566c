package org.sfumato.kernel.progress;

import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.IntStream;
import org.sfumato.Cancel;
import org.sfumato.Interrupted;
import org.sfumato.engine.Ticker;

/**
 * The same elements in the same order, with a bar that shows how far a loop over them is. Every
 * loop over it is work of its own; a loop inside another stands beneath it.
 */
public final class Tracked<T> implements Iterable<T> {
  private final String task;
  private final Iterable<T> elements;
  private final int size;

  private Tracked(String task, Iterable<T> elements, int size) {
    this.task = Objects.requireNonNull(task, "task");
    this.elements = Objects.requireNonNull(elements, "elements");
    this.size = size;
  }

  /** Knows how much there is to do if the elements are a collection. */
  public static <T> Tracked<T> of(String task, Iterable<T> elements) {
    return new Tracked<>(task, elements, elements instanceof Collection<?> c ? c.size() : 0);
  }

  /** The numbers from 0, so many. */
  public static Tracked<Integer> times(String task, int times) {
    if (times < 0) {
      throw new IllegalArgumentException("nothing can be done " + times + " times");
    }
    return new Tracked<>(task, () -> IntStream.range(0, times).iterator(), times);
  }

  /**
   * An iterator that begins the work at once and ends it after the last element.
   *
   * @return an iterator whose {@code next} throws {@link Interrupted} once the cell was interrupted
   */
  @Override
  public Iterator<T> iterator() {
    return new Steps(elements.iterator(), Ticker.ofEqualSteps(task, size, ""));
  }

  @Override
  public String toString() {
    return "progress(\"" + task + "\", …)";
  }

  private final class Steps implements Iterator<T> {
    private final Iterator<T> inner;
    private final Ticker ticker;
    private int given;
    private int done;

    Steps(Iterator<T> inner, Ticker ticker) {
      this.inner = inner;
      this.ticker = ticker;
    }

    /** Asking for more means that what was given is done. */
    private void tick() {
      if (done < given) {
        done = given;
        ticker.tick(done, "", null);
      }
    }

    @Override
    public boolean hasNext() {
      tick();
      if (inner.hasNext()) {
        return true;
      }
      ticker.close();
      return false;
    }

    @Override
    public T next() {
      tick();
      if (Cancel.requested()) {
        ticker.finish("stopped");
        throw new Interrupted(task + " was stopped after " + done + " steps", null);
      }
      try {
        var element = inner.next();
        given++;
        return element;
      } catch (NoSuchElementException e) {
        ticker.close();
        throw e;
      }
    }
  }
}
