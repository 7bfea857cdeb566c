package org.sfumato.kernel.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.sfumato.engine.NumberTypes;

/** The JDK's own JShell, evaluating whole cells in this process. Used by one thread only. */
final class CellShell implements AutoCloseable {
  /**
   * What a cell came to.
   *
   * @param value the last expression's value, if the cell ends with one (it may be null)
   * @param shows whether there is a value to show
   * @param problem why it failed, if it did
   * @param thrown the error itself, if it failed while running
   * @param notes declarations that wait for others
   */
  record Evaluation(
      Object value,
      boolean shows,
      Optional<Problem> problem,
      Optional<Throwable> thrown,
      List<String> notes) {
    static Evaluation failed(Problem problem, Throwable thrown) {
      return new Evaluation(
          null, false, Optional.of(problem), Optional.ofNullable(thrown), List.of());
    }
  }

  private final SnippetClasses classes = new SnippetClasses();
  private final SnippetControl control = new SnippetControl(classes);
  private final CellMap map = new CellMap();
  private final JShell shell;
  private final List<String> emptied = new ArrayList<>();
  private Snippet lastSnippet;

  CellShell(List<String> imports) {
    shell =
        JShell.builder()
            .executionEngine(new InProcess(control), Map.of())
            .compilerOptions("-classpath", System.getProperty("java.class.path"), "-proc:none")
            .build();
    for (var line : imports) {
      var event = shell.eval(line).get(0);
      if (event.status() == Status.REJECTED) {
        throw new IllegalStateException("cannot " + line + " is the class path whole?");
      }
    }
  }

  ClassLoader classLoader() {
    return classes.loader();
  }

  Evaluation evaluate(String code, int cell) {
    map.cell(cell, code);
    emptied.clear();
    var deadly = NumberTypes.refusal(Comments.blanked(code));
    if (deadly.isPresent()) {
      return Evaluation.failed(Problem.of("NumberType", deadly.get(), List.of()), null);
    }
    var parts = CellText.parts(code, shell.sourceCodeAnalysis());
    // A cell that is not Java somewhere runs nowhere: half a cell is worse than none.
    for (var part : parts) {
      if (part.broken()) {
        return run(part, parts, cell);
      }
    }
    var last = new Evaluation(null, false, Optional.empty(), Optional.empty(), List.of());
    var declared = new ArrayList<DeclarationSnippet>();
    for (var part : parts) {
      last = run(part, parts, cell);
      if (last.problem().isPresent()) {
        return last;
      }
      lastDeclared().ifPresent(declared::add);
    }
    return new Evaluation(
        last.value(), last.shows(), last.problem(), last.thrown(), notes(declared));
  }

  private Optional<DeclarationSnippet> lastDeclared() {
    return lastSnippet instanceof DeclarationSnippet d ? Optional.of(d) : Optional.empty();
  }

  private Evaluation run(CellText.Part part, List<CellText.Part> parts, int cell) {
    control.next(declaredBy(part));
    var events = shell.eval(part.source());
    var main = main(events);
    var snippet = main.snippet();
    lastSnippet = snippet;
    noteLost(control.settle(), snippet, events);
    for (var event : events) {
      if (event.causeSnippet() == null) {
        map.snippet(event.snippet().id(), cell, part.start());
      }
    }
    if (main.status() == Status.REJECTED) {
      var diagnostics = shell.diagnostics(snippet).toList();
      return Evaluation.failed(CompileErrors.problem(diagnostics, map, cell, part.start()), null);
    }
    if (main.exception() != null || control.thrown() != null) {
      var place = map.line(snippet.id(), 1);
      return Evaluation.failed(runtimeProblem(main, place), control.thrown());
    }
    if (waitsInVain(snippet, main.status(), part, parts)) {
      var problem = waiting((VarSnippet) snippet, cell, part);
      shell.drop(snippet);
      return Evaluation.failed(problem, null);
    }
    var value = control.value();
    if (snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
      control.drop(((VarSnippet) snippet).name());
      shell.drop(snippet);
    }
    boolean shows = part.shows() && isExpression(snippet);
    return new Evaluation(
        shows ? value : null, shows, Optional.empty(), Optional.empty(), List.of());
  }

  private Set<String> declaredBy(CellText.Part part) {
    return shell.sourceCodeAnalysis().sourceToSnippets(part.source()).stream()
        .filter(VarSnippet.class::isInstance)
        .map(v -> ((VarSnippet) v).name())
        .collect(Collectors.toSet());
  }

  /**
   * The snippet's own event; of several ({@code int a = 1, b = 2}) the one that failed, or the
   * last.
   */
  private static SnippetEvent main(List<SnippetEvent> events) {
    var own = events.stream().filter(e -> e.causeSnippet() == null).toList();
    return own.stream()
        .filter(e -> e.status() == Status.REJECTED || e.exception() != null)
        .findFirst()
        .orElseGet(() -> own.get(own.size() - 1));
  }

  /** Variables whose values do not fit a class or variable that was declared anew. */
  private void noteLost(Set<String> lost, Snippet cause, List<SnippetEvent> events) {
    for (var event : events) {
      if (event.causeSnippet() == null || !(event.snippet() instanceof VarSnippet v)) {
        continue;
      }
      boolean gone = event.status() == Status.RECOVERABLE_NOT_DEFINED;
      if (gone) {
        control.drop(v.name());
        shell.drop(v);
      }
      if (gone || lost.contains(v.name())) {
        var name = cause instanceof DeclarationSnippet d ? d.name() : "declaration";
        emptied.add(
            v.name() + " was made with the earlier " + name + " and is empty now; make it again");
      }
    }
  }

  private Problem runtimeProblem(SnippetEvent event, CellMap.Line place) {
    if (event.exception() instanceof UnresolvedReferenceException e) {
      var names = String.join(", ", shell.unresolvedDependencies(e.getSnippet()).toList());
      var value = name(e.getSnippet()) + " uses " + names + ", which no cell has defined yet";
      return Problem.of("CompileError", value, List.of());
    }
    var frames =
        event.exception() instanceof EvalException e ? e.getStackTrace() : new StackTraceElement[0];
    var thrown = control.thrown();
    return Interrupts.requested()
        ? Traces.interrupted(thrown, frames, map, place)
        : Traces.problem(thrown, frames, map);
  }

  /**
   * A variable of a type that nobody declares, not even later in this cell, is a typing mistake.
   */
  private boolean waitsInVain(
      Snippet snippet, Status status, CellText.Part part, List<CellText.Part> parts) {
    if (!(snippet instanceof VarSnippet v) || status != Status.RECOVERABLE_NOT_DEFINED) {
      return false;
    }
    return shell
        .unresolvedDependencies(v)
        .map(d -> d.substring(d.indexOf(' ') + 1))
        .anyMatch(
            name ->
                parts.stream()
                    .filter(p -> p.start() > part.start())
                    .noneMatch(p -> declares(p.source(), name)));
  }

  private Problem waiting(VarSnippet snippet, int cell, CellText.Part part) {
    var diagnostics = shell.diagnostics(snippet).toList();
    if (diagnostics.stream().anyMatch(Diag::isError)) {
      return CompileErrors.problem(diagnostics, map, cell, part.start());
    }
    // Its own text is right, but what it uses was made from it and does not fit it any more.
    var names = String.join(", ", shell.unresolvedDependencies(snippet).toList());
    return Problem.of(
        "CompileError", snippet.name() + " uses " + names + ", which does not fit it", List.of());
  }

  private static boolean declares(String source, String type) {
    return Pattern.compile("\\b(class|record|interface|enum)\\s+" + Pattern.quote(type) + "\\b")
        .matcher(source)
        .find();
  }

  private List<String> notes(List<DeclarationSnippet> declared) {
    var notes = new ArrayList<>(emptied);
    for (var d : declared) {
      var status = shell.status(d);
      if (status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED) {
        var names = String.join(", ", shell.unresolvedDependencies(d).toList());
        notes.add(name(d) + " waits for " + names);
      }
    }
    return notes;
  }

  private static String name(DeclarationSnippet snippet) {
    return snippet.kind() == Kind.METHOD ? snippet.name() + "()" : snippet.name();
  }

  private static boolean isExpression(Snippet snippet) {
    return snippet.kind() == Kind.EXPRESSION
        || snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
  }

  @Override
  public void close() {
    shell.close();
  }

  private record InProcess(DirectExecutionControl control) implements ExecutionControlProvider {
    @Override
    public String name() {
      return "cells";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return control;
    }
  }
}
