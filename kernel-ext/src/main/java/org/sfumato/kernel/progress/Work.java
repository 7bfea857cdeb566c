package org.sfumato.kernel.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.sfumato.Picture;
import org.sfumato.Progress;

/** One piece of work that is under way, as a listener knows it, with the parts of it. */
final class Work {
  private static final double NANOSECONDS = 1e9;

  private final long start = System.nanoTime();
  private final Thread thread = Thread.currentThread();
  private final int before;
  private final List<Work> parts = new ArrayList<>();

  /** What parts that ended since the last step left behind. */
  private final List<String> ended = new ArrayList<>();

  private Work whole;
  private Progress last;
  private Optional<Picture> picture = Optional.empty();

  /**
   * @param whole what it is a part of, or null
   */
  Work(Progress first, Work whole) {
    last = first;
    before = first.done();
    this.whole = whole;
    if (whole != null) {
      whole.parts.add(this);
    }
  }

  void report(Progress p) {
    if (p.done() != last.done()) {
      ended.clear();
    }
    last = p;
  }

  /** The work is over; parts that are not go on alone. */
  void end() {
    parts.forEach(p -> p.whole = null);
    parts.clear();
    picture = Optional.empty();
    if (whole != null) {
      whole.parts.remove(this);
      whole.ended.add(ProgressText.ended(this, false));
      whole = null;
    }
  }

  /**
   * Makes the current picture. Only the thread that reports may do so, before it goes on: later the
   * arrays behind the picture may be gone.
   */
  void takePicture() {
    try {
      picture = last.picture().map(make -> make.get()).or(() -> picture);
    } catch (RuntimeException | LinkageError e) {
      // The bar goes on without it; the work itself will say what is wrong.
      picture = Optional.empty();
    }
  }

  long id() {
    return last.id();
  }

  Progress last() {
    return last;
  }

  Optional<Work> whole() {
    return Optional.ofNullable(whole);
  }

  /** The outermost work that this is a part of; itself if it stands alone. */
  Work top() {
    var top = this;
    while (top.whole != null) {
      top = top.whole;
    }
    return top;
  }

  List<Work> parts() {
    return parts;
  }

  List<String> endedParts() {
    return ended;
  }

  /** The picture of the innermost work that has one. */
  Optional<Picture> picture() {
    for (int i = parts.size() - 1; i >= 0; i--) {
      var inner = parts.get(i).picture();
      if (inner.isPresent()) {
        return inner;
      }
    }
    return picture;
  }

  /** Whether a thread of the cell began it, or one that will never speak again. */
  boolean isLeft(Predicate<Thread> ofCell) {
    return ofCell.test(thread) || !thread.isAlive();
  }

  double seconds() {
    return (System.nanoTime() - start) / NANOSECONDS;
  }

  /** Steps per second; empty before the first. */
  Optional<Double> rate() {
    int toDo = last.total() - last.done();
    if (toDo > 0 && last.secondsLeft().isPresent()) {
      // As the work itself measures it, without its warm-up.
      return last.secondsLeft().filter(s -> s > 0).map(s -> toDo / s);
    }
    int done = last.done() - before;
    double seconds = seconds();
    return done > 0 && seconds > 0 ? Optional.of(done / seconds) : Optional.empty();
  }
}
