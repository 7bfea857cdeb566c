package org.sfumato.kernel.html;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The headings of a page: each gets an address, and together they are its table of contents. */
final class Contents {
  /** Fewer are found without a table. */
  private static final int FEWEST = 3;

  private static final int DEEPEST = 3;

  private record Entry(int level, String id, String html) {}

  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> taken = new HashSet<>();

  /**
   * Notes a heading.
   *
   * @param text its words
   * @return its address on the page: its words with hyphens, as Jupyter makes it, so that links in
   *     notebooks work
   */
  String heading(int level, String text) {
    var words = MathText.MARK.matcher(text).replaceAll("").strip().replaceAll("\\s+", "-");
    var base = words.isEmpty() ? "section" : words;
    var id = base;
    for (int i = 1; !taken.add(id); i++) {
      id = base + "-" + i;
    }
    entries.add(new Entry(level, id, Escape.html(text.strip())));
    return id;
  }

  /** The table, or nothing if there is little to find; formulas are still marks. */
  String html() {
    var shown = entries.stream().filter(e -> e.level() > 1 && e.level() <= DEEPEST).toList();
    if (shown.size() < FEWEST) {
      return "";
    }
    var out = new StringBuilder("<nav class=\"sf-contents\" aria-label=\"Contents\">\n<ul>\n");
    for (var entry : shown) {
      out.append("<li class=\"sf-level-")
          .append(entry.level())
          .append("\"><a href=\"#")
          .append(Escape.html(entry.id()))
          .append("\">")
          .append(entry.html())
          .append("</a></li>\n");
    }
    return out.append("</ul>\n</nav>\n").toString();
  }
}
