package org.sfumato.kernel.progress;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.sfumato.Progress;
import org.sfumato.engine.Ticker;
import org.sfumato.kernel.message.Bundle;

/**
 * Shows long work below its cell: one output per piece of work with its parts beneath it, updated
 * in its place at most four times a second, and left as plain text and HTML when the work ends.
 */
public final class CellProgress implements AutoCloseable {
  /** Every display of progress has an id that starts so. */
  public static final String ID = "progress-";

  private static final long PAUSE_NANOSECONDS = 250_000_000;

  private final BiConsumer<Bundle, Optional<String>> display;
  private final BiConsumer<Bundle, String> update;
  private final AutoCloseable listening;
  private final Works works = new Works();

  /** When each output on show was last drawn, by the id of its work. */
  private final Map<Long, Long> drawn = new HashMap<>();

  /** Listens from now on. */
  public CellProgress(
      BiConsumer<Bundle, Optional<String>> display, BiConsumer<Bundle, String> update) {
    this.display = display;
    this.update = update;
    listening = Progress.listen(this::accept);
  }

  private synchronized void accept(Progress p) {
    var work = works.report(p);
    if (p.finished()) {
      ended(work);
    } else if (isDue(work.top())) {
      work.takePicture();
      draw(work.top().id(), ProgressHtml.running(work.top()));
    }
  }

  private void ended(Work work) {
    var top = work.top();
    if (top == work) {
      draw(work.id(), ProgressHtml.ended(work, false));
      forget(work);
    } else {
      works.end(work);
      if (isDue(top)) {
        draw(top.id(), ProgressHtml.running(top));
      }
    }
  }

  private boolean isDue(Work top) {
    var last = drawn.get(top.id());
    return last == null || System.nanoTime() - last >= PAUSE_NANOSECONDS;
  }

  private void draw(long id, Bundle bundle) {
    if (drawn.containsKey(id)) {
      update.accept(bundle, ID + id);
    } else {
      display.accept(bundle, Optional.of(ID + id));
    }
    drawn.put(id, System.nanoTime());
  }

  private void forget(Work work) {
    works.end(work);
    drawn.remove(work.id());
  }

  /**
   * A cell has ended: work that its threads began and did not end says where it stopped. Work of
   * other threads goes on while they live.
   *
   * @param ofCell which threads the cell's own code ran on
   */
  public synchronized void cellEnded(Predicate<Thread> ofCell) {
    Ticker.leave(ofCell);
    works.tops().stream().filter(w -> w.isLeft(ofCell)).forEach(w -> stopped(w, ofCell));
    // Parts whose whole goes on elsewhere.
    works.all().stream().filter(w -> w.isLeft(ofCell)).forEach(works::end);
  }

  private void stopped(Work top, Predicate<Thread> ofCell) {
    draw(top.id(), ProgressHtml.ended(top, true));
    List.copyOf(top.parts()).stream().filter(p -> p.isLeft(ofCell)).forEach(works::end);
    forget(top);
  }

  /** Listens no longer; what is still under way says where it was. */
  @Override
  public void close() {
    try {
      listening.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot stop listening to progress", e);
    }
    synchronized (this) {
      for (var top : works.tops()) {
        draw(top.id(), ProgressHtml.ended(top, true));
      }
      drawn.clear();
    }
  }
}
