package org.sfumato.kernel.assist.compiler;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.VarSnippet;

/** Compiles cells that have not run, in the light of those that have. */
public final class Compiler {
  /** Ends of the text at which JShell's own search for words has nothing to do. */
  private static final String AFTER_MEMBERS = "\nstatic int end$ = 1;";

  private static final String AFTER_FILE = "\n// ";

  private final Session session;

  public Compiler(Session session) {
    this.session = session;
  }

  public Session session() {
    return session;
  }

  /**
   * Compiles the unit and looks at it; empty if the compiler gave up or {@code look} saw nothing.
   */
  public <T> Optional<T> look(CellUnit unit, Look<T> look) {
    return session.ask(
        shell ->
            unit.imports().isEmpty()
                ? CompilerTap.look(shell, unit.text() + AFTER_MEMBERS, unit.text(), look)
                : CompilerTap.look(shell, withImports(shell, unit), unit.text(), look));
  }

  /**
   * JShell lends its imports to classes, but a class cannot bring imports of its own. So a cell
   * whose imports have not run is compiled as a file of its own, with the session told in Java.
   */
  private static String withImports(JShell shell, CellUnit unit) {
    var session =
        shell.imports().map(Snippet::source).map(String::strip).collect(Collectors.joining("\n"));
    var variables =
        shell
            .variables()
            .filter(v -> !v.name().startsWith("$"))
            .map(v -> typeName(v) + " " + v.name() + ";")
            .collect(Collectors.joining("\n"));
    var declared =
        Stream.concat(shell.methods(), shell.types())
            .map(Snippet::source)
            .collect(Collectors.joining("\n"));
    // The first word tells JShell that this is a file.
    return "import java.lang.Object;\n"
        + session
        + "\n"
        + String.join("\n", unit.imports())
        + "\nclass Cell$ {\n"
        + variables
        + "\n"
        + declared
        + "\n"
        + unit.text()
        + "}"
        + AFTER_FILE;
  }

  /** Types that have no name in Java are as good as unknown here. */
  private static String typeName(VarSnippet variable) {
    var name = variable.typeName();
    return name.startsWith("<") || name.contains("#") || name.contains("&") ? "Object" : name;
  }
}
