package org.sfumato.kernel.progress;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
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
   * The thread that asks has ended its cell: work of it that did not come to its end says where it
   * stopped. Work of other threads goes on.
   */
  public synchronized void cellEnded() {
    Ticker.leave();
    works.tops().stream().filter(Work::isLeft).forEach(this::stopped);
    // Parts whose whole goes on elsewhere.
    works.all().stream().filter(Work::isLeft).forEach(works::end);
  }

  private void stopped(Work top) {
    draw(top.id(), ProgressHtml.ended(top, true));
    for (var part : java.util.List.copyOf(top.parts())) {
      if (part.isLeft()) {
        works.end(part);
      }
    }
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
