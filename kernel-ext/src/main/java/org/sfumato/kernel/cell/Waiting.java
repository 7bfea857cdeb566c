package org.sfumato.kernel.cell;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.VarSnippet;

/** Declarations that use what no cell has defined yet: some may wait, others are mistakes. */
final class Waiting {
  private final JShell shell;
  private final List<CellText.Part> parts;

  Waiting(JShell shell, List<CellText.Part> parts) {
    this.shell = shell;
    this.parts = parts;
  }

  /**
   * A variable of a type that nobody declares, not even later in this cell, is a typing mistake.
   */
  Optional<Problem> inVain(
      Snippet snippet, Status status, CellText.Part part, CellMap.Place place) {
    if (!(snippet instanceof VarSnippet v) || status != Status.RECOVERABLE_NOT_DEFINED) {
      return Optional.empty();
    }
    boolean vain =
        shell
            .unresolvedDependencies(v)
            .map(d -> d.substring(d.indexOf(' ') + 1))
            .anyMatch(name -> !comesAfter(part, name));
    return vain ? Optional.of(mistake(v, place)) : Optional.empty();
  }

  private boolean comesAfter(CellText.Part part, String type) {
    var declaration =
        Pattern.compile("\\b(class|record|interface|enum)\\s+" + Pattern.quote(type) + "\\b");
    return parts.stream()
        .filter(p -> p.start() > part.start())
        .anyMatch(p -> declaration.matcher(p.source()).find());
  }

  private Problem mistake(VarSnippet snippet, CellMap.Place place) {
    var diagnostics = shell.diagnostics(snippet).toList();
    if (diagnostics.stream().anyMatch(Diag::isError)) {
      return CompileErrors.problem(diagnostics, place);
    }
    // Its own text is right, but what it uses was made from it and does not fit it any more.
    return Problem.of(
        "CompileError",
        snippet.name() + " uses " + missing(snippet) + ", which does not fit it",
        List.of());
  }

  /** Why this cannot run yet. */
  Problem problem(DeclarationSnippet snippet) {
    var value = name(snippet) + " uses " + missing(snippet) + ", which no cell has defined yet";
    return Problem.of("CompileError", value, List.of());
  }

  /** That it waits, if it does. */
  Optional<String> note(DeclarationSnippet snippet) {
    var status = shell.status(snippet);
    return status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED
        ? Optional.of(name(snippet) + " waits for " + missing(snippet))
        : Optional.empty();
  }

  private String missing(DeclarationSnippet snippet) {
    return String.join(", ", shell.unresolvedDependencies(snippet).toList());
  }

  private static String name(DeclarationSnippet snippet) {
    return snippet.kind() == Kind.METHOD ? snippet.name() + "()" : snippet.name();
  }
}
