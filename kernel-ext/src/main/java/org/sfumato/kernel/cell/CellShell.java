package org.sfumato.kernel.cell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.VarSnippet;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.sfumato.engine.NumberTypes;
import org.sfumato.kernel.magic.Cells;

/**
 * The JDK's own JShell, evaluating whole cells in this process. Used by one thread only, which is
 * never the one that runs what users wrote.
 */
final class CellShell implements AutoCloseable {
  private final SnippetClasses classes;
  private final UserThread user;
  private final SnippetControl control;
  private final CellMap map = new CellMap();
  private final List<Path> added = new ArrayList<>();
  private final JShell shell;
  private CellMap.Place nestedAt;
  private boolean compiling;

  CellShell(List<String> imports, SnippetClasses classes, UserThread user) {
    this.classes = classes;
    this.user = user;
    control = new SnippetControl(classes, user);
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

  /** Runs a cell. */
  Evaluation evaluate(String code, int cell) {
    return evaluate(new CellMap.Place(new CellMap.Source("In[" + cell + "]", code), 0), code);
  }

  /** Runs an expression that a front end wants to know beside the cell. */
  Evaluation expression(String code, String name) {
    return evaluate(new CellMap.Place(new CellMap.Source(name, code), 0), code);
  }

  /** The first evaluation loads half a compiler; nobody should wait for that. */
  void warmUp() {
    evaluate(new CellMap.Place(new CellMap.Source("start", "1"), 0), "1");
  }

  /**
   * Runs a text inside the cell that runs now. Where the text stands in the cell, its lines are the
   * cell's.
   */
  Evaluation nested(String code) {
    if (compiling) {
      throw new IllegalStateException(
          "a cell's own Java cannot run more Java in the same cell; only a magic can");
    }
    var outer = nestedAt;
    int at = outer == null ? -1 : outer.source().text().indexOf(code, outer.offset());
    return evaluate(
        at < 0
            ? new CellMap.Place(new CellMap.Source("the text that was run", code), 0)
            : new CellMap.Place(outer.source(), at),
        code);
  }

  private Evaluation evaluate(CellMap.Place place, String code) {
    var deadly = NumberTypes.refusal(Comments.blanked(code));
    if (deadly.isPresent()) {
      return Evaluation.failed(Problem.of("NumberType", deadly.get(), List.of()), null);
    }
    var parts = CellText.parts(code, shell.sourceCodeAnalysis());
    // A cell that is not Java somewhere runs nowhere: half a cell is worse than none.
    var broken = parts.stream().filter(CellText.Part::broken).findFirst();
    if (broken.isPresent()) {
      parts = List.of(broken.get());
    }
    var run = new CellRun(shell, control, map, place, parts);
    var last = Evaluation.NOTHING;
    for (var part : parts) {
      last = evaluate(part, place, run);
      if (last.problem().isPresent()) {
        return last;
      }
    }
    return last.with(run.notes());
  }

  /** One part of a cell. */
  private Evaluation evaluate(CellText.Part part, CellMap.Place place, CellRun run) {
    compiling = true;
    try {
      return run.java(part);
    } finally {
      compiling = false;
    }
  }

  /**
   * Does something that is not Java of a cell as the cell's own: on its thread, so that an
   * interrupt reaches it and its output is the cell's. It may run Java with {@link #nested}.
   *
   * @param at where in the cell it stands
   */
  Evaluation run(CellMap.Place at, Callable<Optional<Object>> work) {
    var outer = nestedAt;
    nestedAt = at;
    try {
      return user.run(work).map(Evaluation::of).orElse(Evaluation.NOTHING);
    } catch (NestedFailure e) {
      return e.evaluation();
    } catch (Exception | Error e) {
      return Evaluation.failed(Traces.plain(e, at.line(1)), e);
    } finally {
      nestedAt = outer;
    }
  }

  /** Jars and folders for cells from now on; returns those that are new. */
  List<Path> addToClasspath(List<Path> more) {
    var fresh = new ArrayList<Path>();
    for (var path : more) {
      var whole = path.toAbsolutePath().normalize();
      if (!added.contains(whole)) {
        shell.addToClasspath(whole.toString());
        added.add(whole);
        fresh.add(whole);
      }
    }
    return fresh;
  }

  List<Path> classpath() {
    return List.copyOf(added);
  }

  List<Cells.Variable> variables() {
    return shell
        .variables()
        .filter(v -> shell.status(v) == Status.VALID)
        .map(this::variable)
        .toList();
  }

  private Cells.Variable variable(VarSnippet v) {
    return new Cells.Variable(v.name(), v.typeName(), control.valueOf(v.name()));
  }

  JShell shell() {
    return shell;
  }

  ClassLoader classLoader() {
    return classes.loader();
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
