package org.sfumato.kernel.magic;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.sfumato.Screen;
import org.sfumato.kernel.cell.Comments;
import org.sfumato.kernel.notebook.Notebook;
import org.sfumato.kernel.notebook.NotebookException;
import org.sfumato.kernel.notebook.NotebookFile;

/** {@code %load}. */
public final class LoadMagic implements Magic {
  private static final Pattern PACKAGE = Pattern.compile("^\\s*(package\\s+[\\w.]+\\s*;)");

  @Override
  public String name() {
    return "load";
  }

  @Override
  public String help() {
    return """
        Runs a file of Java, or the code cells of a notebook, in this session.

        %load tools.java
        %load start.jsh
        %load "my first notebook.ipynb"
        %load https://example.org/tools.java

        What the file declares is there afterwards, and the value that it ends with is shown. Errors
        name the file and its line. A line package …; is passed over: cells have no packages.""";
  }

  @Override
  public Set<Place> places() {
    return Set.of(Place.LINE);
  }

  @Override
  public Optional<Object> run(Call call) throws Exception {
    var words = Words.of("%load", call.arguments(), java.util.Map.of());
    if (words.rest().size() != 1) {
      throw new IllegalArgumentException(
          words.rest().isEmpty()
              ? "%load needs the name of a file; %load? shows how"
              : "%load takes one file, but got "
                  + String.join(", ", words.rest())
                  + "; a name with blanks goes in quotes");
    }
    var name = words.rest().get(0);
    if (Nesting.depth() >= Nesting.DEEPEST) {
      throw new IllegalArgumentException(name + " loads itself over and over");
    }
    try (var file = Source.of(name)) {
      return Nesting.in(
          () ->
              name.endsWith(".ipynb")
                  ? notebook(file, call.cells())
                  : call.cells().java(withoutPackage(file.text()), file.name()));
    }
  }

  private static Optional<Object> notebook(Source file, Cells cells) throws Exception {
    int number = 0;
    Optional<Object> last = Optional.empty();
    for (var cell : read(file).cells()) {
      if (!cell.isCode()) {
        continue;
      }
      number++;
      last.ifPresent(Screen::show);
      last = cells.java(cell.source(), file.name() + " [" + number + "]");
    }
    if (number == 0) {
      throw new IllegalArgumentException(file.name() + " has no code cells");
    }
    return last;
  }

  private static Notebook read(Source file) {
    try {
      return NotebookFile.read(file.path());
    } catch (NotebookException e) {
      var said = e.getMessage().replace(file.path().toString(), file.name());
      throw new NotebookException(said, e);
    }
  }

  private static String withoutPackage(String text) {
    var m = PACKAGE.matcher(Comments.blanked(text));
    return m.find()
        ? text.substring(0, m.start(1))
            + " ".repeat(m.end(1) - m.start(1))
            + text.substring(m.end(1))
        : text;
  }

  /** How many files are being loaded by one another; a file that loads itself must end. */
  private static final class Nesting {
    static final int DEEPEST = 20;
    private static int depth;

    private interface Work {
      Optional<Object> run() throws Exception;
    }

    static synchronized int depth() {
      return depth;
    }

    static Optional<Object> in(Work work) throws Exception {
      step(1);
      try {
        return work.run();
      } finally {
        step(-1);
      }
    }

    private static synchronized void step(int by) {
      depth += by;
    }
  }
}
