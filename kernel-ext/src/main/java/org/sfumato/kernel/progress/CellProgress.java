package org.sfumato.kernel.progress;

import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.sfumato.Picture;
import org.sfumato.Progress;
import org.sfumato.kernel.html.Escape;
import org.sfumato.kernel.message.Bundle;

/**
 * Shows long work below its cell: one output per piece of work, updated in its place at most four
 * times a second, and left as plain text and HTML when the work ends.
 */
public final class CellProgress implements AutoCloseable {
  /** Every display of progress has an id that starts so. */
  public static final String ID = "progress-";

  private static final long PAUSE_NANOSECONDS = 250_000_000;

  private final BiConsumer<Bundle, Optional<String>> display;
  private final BiConsumer<Bundle, String> update;
  private final AutoCloseable listening;
  private final Map<Long, Work> works = new HashMap<>();

  private static final class Work {
    private final long start = System.nanoTime();
    private long drawn = start;
    private Progress last;

    double seconds() {
      return (System.nanoTime() - start) / 1e9;
    }
  }

  public CellProgress(
      BiConsumer<Bundle, Optional<String>> display, BiConsumer<Bundle, String> update) {
    this.display = display;
    this.update = update;
    listening = Progress.listen(this::accept);
  }

  private synchronized void accept(Progress p) {
    var work = works.get(p.id());
    if (work == null) {
      work = new Work();
      works.put(p.id(), work);
      work.last = p;
      display.accept(p.finished() ? ended(work, false) : running(p), Optional.of(ID + p.id()));
    } else {
      work.last = p;
      long now = System.nanoTime();
      if (p.finished() || now - work.drawn >= PAUSE_NANOSECONDS) {
        update.accept(p.finished() ? ended(work, false) : running(p), ID + p.id());
        work.drawn = System.nanoTime();
      }
    }
    if (p.finished()) {
      works.remove(p.id());
    }
  }

  /** Work that did not come to its end says where it stopped. */
  public synchronized void cellEnded() {
    works.forEach((id, work) -> update.accept(ended(work, true), ID + id));
    works.clear();
  }

  private static Bundle running(Progress p) {
    int total = Math.max(1, p.total());
    var html =
        "<div class=\"sf-progress\"><span>"
            + Escape.html(p.task())
            + "</span> <progress value=\""
            + Math.min(p.done(), total)
            + "\" max=\""
            + total
            + "\" style=\"width:16em;vertical-align:middle\"></progress> <span>"
            + Escape.html(ProgressText.details(p))
            + "</span>"
            + p.picture().map(make -> image(make.get())).orElse("")
            + "</div>";
    return Bundle.text(ProgressText.running(p)).with(Bundle.HTML, html);
  }

  private static Bundle ended(Work work, boolean stopped) {
    var text = ProgressText.ended(work.last, work.seconds(), stopped);
    var html = "<div class=\"sf-progress\">" + Escape.html(text) + "</div>";
    return Bundle.text(text).with(Bundle.HTML, html);
  }

  private static String image(Picture picture) {
    return "<br><img alt=\"what there is so far\" width=\""
        + picture.width()
        + "\" height=\""
        + picture.height()
        + "\" src=\"data:image/png;base64,"
        + Base64.getEncoder().encodeToString(picture.png())
        + "\">";
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (Exception e) {
      throw new IllegalStateException("cannot stop listening to progress", e);
    }
  }
}
