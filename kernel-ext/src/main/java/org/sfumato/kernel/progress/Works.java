package org.sfumato.kernel.progress;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sfumato.Progress;

/** All work that is under way. Its owner's lock guards it. */
final class Works {
  private final Map<Long, Work> open = new LinkedHashMap<>();

  /** The work that reports; it is a new one if it has not been heard of. */
  Work report(Progress p) {
    var known = open.get(p.id());
    if (known != null) {
      known.report(p);
      return known;
    }
    var work = new Work(p, open.get(p.parent()));
    open.put(p.id(), work);
    return work;
  }

  void end(Work work) {
    open.remove(work.id());
    work.end();
  }

  /** Work that is no part of other work, in the order in which it began. */
  List<Work> tops() {
    return open.values().stream().filter(w -> w.whole().isEmpty()).toList();
  }

  /** All work, whole and parts. */
  List<Work> all() {
    return List.copyOf(open.values());
  }
}
