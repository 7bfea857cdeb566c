package org.sfumato.kernel.assist.complete;

import java.util.List;
import java.util.Set;
import org.sfumato.kernel.assist.Completions;
import org.sfumato.kernel.assist.Completions.Candidate;
import org.sfumato.kernel.assist.complete.FileNames.Quoting;
import org.sfumato.kernel.assist.text.MagicLine;
import org.sfumato.kernel.magic.Magic;
import org.sfumato.kernel.magic.Magic.Place;

/** Completes the names of magics, and files where a magic takes them. */
final class MagicWords {
  private static final Set<String> WITH_FILES = Set.of("load", "classpath", "writefile");

  private final List<Magic> magics;
  private final FileNames files;

  MagicWords(List<Magic> magics, FileNames files) {
    this.magics = magics;
    this.files = files;
  }

  Completions complete(MagicLine line, String text, int cursor) {
    if (cursor <= line.nameEnd()) {
      var place = line.heads() ? Place.CELL : Place.LINE;
      var mark = line.heads() ? "%%" : "%";
      var typed = text.substring(Math.min(line.nameStart(), cursor), cursor);
      var names =
          magics.stream()
              .filter(m -> m.places().contains(place) && m.name().startsWith(typed))
              .map(m -> new Candidate(mark + m.name(), "magic", ""))
              .sorted((a, b) -> a.text().compareTo(b.text()))
              .toList();
      return new Completions(names, line.nameStart() - mark.length(), cursor);
    }
    if (!WITH_FILES.contains(line.name())) {
      return Completions.none(cursor);
    }
    int from = cursor;
    while (from > line.nameEnd() && !Character.isWhitespace(text.charAt(from - 1))) {
      from--;
    }
    return files.complete(text.substring(from, cursor), cursor, Quoting.PLAIN);
  }
}
