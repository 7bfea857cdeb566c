package org.sfumato.kernel.cell;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sfumato.kernel.magic.Magic;
import org.sfumato.kernel.magic.MagicText;
import org.sfumato.kernel.magic.Magics;
import org.sfumato.kernel.notebook.NotebookException;

/** What went wrong with a magic, told as a compile error is: the sentence, the line, a mark. */
final class MagicErrors {
  /** What these bring along may be what a later line of the cell needs. */
  private static final Set<String> BRINGERS = Set.of("classpath", "maven", "load");

  private MagicErrors() {}

  /** Why no part of the cell should run: a magic that there is not, or in the wrong place. */
  static Optional<Problem> beforehand(
      List<CellText.Part> parts, Magics magics, CellMap.Place start) {
    for (var part : parts) {
      if (part.magic().isEmpty()) {
        continue;
      }
      var use = part.magic().get();
      var complaint =
          magics.complaint(use).or(() -> late(use, start.source().text(), start.offset()));
      if (complaint.isPresent()) {
        var at = new CellMap.Place(start.source(), start.offset() + use.start());
        return Optional.of(pointed(complaint.get(), use, at));
      }
      if (BRINGERS.contains(use.name())) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Optional<String> late(MagicText use, String text, int from) {
    boolean heads = text.substring(from, from + use.start()).isBlank();
    return use.place() == Magic.Place.LINE || use.help() || heads
        ? Optional.empty()
        : Optional.of(use.word() + " takes a whole cell, so it must be the cell's first line");
  }

  /** What a magic threw: its own sentence, or an error that nobody foresaw. */
  static Problem problem(Throwable error, MagicText use, CellMap.Place at) {
    boolean sentence =
        error instanceof IllegalArgumentException
            || error instanceof IllegalStateException
            || error instanceof IOException
            || error instanceof NotebookException;
    return sentence && error.getMessage() != null && !Interrupts.requested()
        ? pointed(error.getMessage(), use, at)
        : Traces.plain(error, at.line(1));
  }

  private static Problem pointed(String sentence, MagicText use, CellMap.Place at) {
    var text = at.source().text();
    int lineStart = text.lastIndexOf('\n', at.offset() - 1) + 1;
    var line = at.line(1);
    return new Problem(
        "MagicError",
        sentence,
        List.of(
            Problem.headline(line.toString(), sentence),
            "    " + line.text().replace('\t', ' ').stripTrailing(),
            "    "
                + " ".repeat(at.offset() - lineStart)
                + Problem.red("^".repeat(use.word().length()))));
  }
}
