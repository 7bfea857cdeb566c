package org.sfumato.kernel.assist.complete;

import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import org.sfumato.Catalogue;
import org.sfumato.kernel.assist.Completions;
import org.sfumato.kernel.assist.compiler.ClassNames;
import org.sfumato.kernel.assist.compiler.Compiler;
import org.sfumato.kernel.assist.compiler.Session;
import org.sfumato.kernel.assist.text.Lexed;
import org.sfumato.kernel.assist.text.MagicLine;
import org.sfumato.kernel.assist.text.Token.Kind;
import org.sfumato.kernel.magic.Magic;

/** Completes whatever stands in a cell: magics, what is in literals, and Java. */
public final class CellWords {
  private final Session session;
  private final JavaWords java;
  private final Literals literals;
  private final MagicWords magics;
  private CompletableFuture<ClassNames> names;
  private String namesOf = "";

  public CellWords(Session session) {
    this.session = session;
    java = new JavaWords(new Compiler(session), this::names);
    var files =
        new FileNames(
            Path.of(System.getProperty("user.dir", ".")),
            Path.of(System.getProperty("user.home", ".")));
    literals = new Literals(Catalogue::found, files);
    magics =
        new MagicWords(
            ServiceLoader.load(Magic.class, Magic.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList(),
            files);
  }

  public Completions complete(String code, int cursor) {
    var lines = MagicLine.of(code);
    var line = MagicLine.at(lines, cursor);
    if (line.isPresent() && cursor <= Math.max(line.get().javaFrom(), line.get().nameEnd())) {
      return magics.complete(line.get(), code, cursor);
    }
    if (lines.stream().anyMatch(l -> l.takesText() && cursor > l.end())) {
      return Completions.none(cursor);
    }
    var cell = Lexed.of(MagicLine.blanked(code, lines));
    var literal = cell.around(cursor);
    if (literal.isPresent()) {
      return literal.get().is(Kind.STRING)
          ? literals.complete(cell, literal.get(), cursor)
          : Completions.none(cursor);
    }
    return java.complete(cell, cursor);
  }

  /** Begins to read them when first asked, and again when the class path has grown. */
  private synchronized CompletableFuture<ClassNames> names() {
    var path = session.classPath();
    if (names == null || !path.equals(namesOf)) {
      names = CompletableFuture.supplyAsync(() -> new ClassNames(path));
      namesOf = path;
    }
    return names;
  }
}
