package org.sfumato.kernel.cell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Kind;
import jdk.jshell.Snippet.Status;
import jdk.jshell.Snippet.SubKind;
import jdk.jshell.SnippetEvent;
import jdk.jshell.UnresolvedReferenceException;
import jdk.jshell.VarSnippet;

/** One cell going through JShell, snippet by snippet. */
final class CellRun {
  private final JShell shell;
  private final SnippetControl control;
  private final CellMap map;
  private final CellMap.Place start;
  private final Waiting waiting;
  private final List<String> emptied = new ArrayList<>();
  private final List<DeclarationSnippet> declared = new ArrayList<>();

  CellRun(
      JShell shell,
      SnippetControl control,
      CellMap map,
      CellMap.Place start,
      List<CellText.Part> parts) {
    this.shell = shell;
    this.control = control;
    this.map = map;
    this.start = start;
    waiting = new Waiting(shell, parts);
  }

  /** Runs one snippet. */
  Evaluation java(CellText.Part part) {
    var place = new CellMap.Place(start.source(), start.offset() + part.start());
    control.next(declaredBy(part));
    var events = shell.eval(part.source());
    var main = main(events);
    var snippet = main.snippet();
    noteLost(control.settle(), snippet, events);
    for (var event : events) {
      if (event.causeSnippet() == null) {
        map.snippet(event.snippet().id(), place);
      }
    }
    if (main.status() == Status.REJECTED) {
      return Evaluation.failed(
          CompileErrors.problem(shell.diagnostics(snippet).toList(), place), null);
    }
    if (main.exception() != null || control.thrown() != null) {
      return failed(main, place);
    }
    var vain = waiting.inVain(snippet, main.status(), part, place);
    if (vain.isPresent()) {
      shell.drop(snippet);
      return Evaluation.failed(vain.get(), null);
    }
    var value = control.value();
    if (snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND) {
      drop((VarSnippet) snippet);
    }
    if (snippet instanceof DeclarationSnippet d) {
      declared.add(d);
    }
    return part.shows() && isExpression(snippet) ? Evaluation.of(value) : Evaluation.NOTHING;
  }

  /** What the reader of the cell should know, though nothing failed. */
  List<String> notes() {
    var notes = new ArrayList<>(emptied);
    declared.forEach(d -> waiting.note(d).ifPresent(notes::add));
    return notes;
  }

  /** Asking JShell takes as long as running the snippet, so only those that may be declarations. */
  private Set<String> declaredBy(CellText.Part part) {
    if (!control.mayRedeclare(part.source())) {
      return Set.of();
    }
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
        drop(v);
      }
      if (gone || lost.contains(v.name())) {
        var name = cause instanceof DeclarationSnippet d ? d.name() : "declaration";
        emptied.add(
            v.name() + " was made with the earlier " + name + " and is empty now; make it again");
      }
    }
  }

  private void drop(VarSnippet variable) {
    control.drop(variable.name());
    shell.drop(variable);
  }

  private Evaluation failed(SnippetEvent event, CellMap.Place place) {
    if (event.exception() instanceof UnresolvedReferenceException e) {
      return Evaluation.failed(waiting.problem(e.getSnippet()), control.thrown());
    }
    var frames =
        event.exception() instanceof EvalException e ? e.getStackTrace() : new StackTraceElement[0];
    var thrown = control.thrown();
    Optional<Problem> givenUp = Optional.empty();
    if (thrown instanceof WorkThread.GivenUp g) {
      givenUp = Optional.of(Traces.givenUp(g, frames, map, place.line(1)));
      // Should it return one day, its value is nobody's.
      if (event.snippet() instanceof VarSnippet v) {
        drop(v);
      }
    }
    var problem =
        givenUp.orElseGet(
            () ->
                Interrupts.requested()
                    ? Traces.interrupted(thrown, frames, map, place.line(1))
                    : Traces.problem(thrown, frames, map));
    return Evaluation.failed(problem, thrown);
  }

  private static boolean isExpression(Snippet snippet) {
    return snippet.kind() == Kind.EXPRESSION
        || snippet.subKind() == SubKind.TEMP_VAR_EXPRESSION_SUBKIND;
  }
}
