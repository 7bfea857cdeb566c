package org.sfumato.kernel.assist.inspect;

import java.util.Optional;
import jdk.jshell.JShell;
import jdk.jshell.PersistentSnippet;
import org.sfumato.kernel.assist.compiler.CellUnit;
import org.sfumato.kernel.assist.compiler.Session;
import org.sfumato.kernel.assist.text.Lexed;

/** The sources of what cells declare. */
record CellSources(Session session) {
  /**
   * The source of a class that was made for cells.
   *
   * @param file its name as the compiler knows it
   * @param cell the cell that is being written
   */
  Optional<String> of(String file, Lexed cell) {
    if (file.endsWith("DOESNOTMATTER") || file.equals("Cell$")) {
      return CellUnit.around(cell, 0, cell.text().length())
          .map(u -> "class Cell$ {" + u.text() + "}");
    }
    return file.startsWith("REPL.") ? session.ask(shell -> snippet(shell, file)) : Optional.empty();
  }

  private static Optional<String> snippet(JShell shell, String file) {
    var wrapper = file.substring(file.indexOf('.') + 1);
    return shell
        .snippets()
        .filter(s -> s instanceof PersistentSnippet && shell.status(s).isActive())
        .filter(s -> shell.sourceCodeAnalysis().wrapper(s).fullClassName().equals(file))
        .findFirst()
        .map(s -> "class " + wrapper + " {\n" + s.source() + "\n}");
  }
}
