package org.sfumato.kernel.cell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sfumato.kernel.magic.Cells;
import org.sfumato.kernel.magic.Magics;

/** The session as magics see it. Callable from any thread; JShell's own does the work. */
record ShellCells(WorkThread compiler, CellShell shell) implements Cells {
  @Override
  public Optional<Object> java(String code) throws Exception {
    return value(compiler.call(() -> shell.nested(code)));
  }

  @Override
  public Optional<Object> java(String code, String source) throws Exception {
    return value(compiler.call(() -> shell.nested(code, source)));
  }

  @Override
  public Timed timed(String code) throws Exception {
    var measured = compiler.call(() -> shell.measured(code));
    return new Timed(value(measured.evaluation()), measured.spent());
  }

  private static Optional<Object> value(Evaluation evaluation) {
    if (evaluation.problem().isPresent()) {
      throw new NestedFailure(evaluation);
    }
    evaluation.notes().forEach(System.err::println);
    return evaluation.shows() ? Optional.ofNullable(evaluation.value()) : Optional.empty();
  }

  @Override
  public List<Path> classpath(List<Path> more) {
    return on(() -> shell.addToClasspath(more));
  }

  @Override
  public List<Path> classpath() {
    return on(shell::classpath);
  }

  @Override
  public List<Variable> variables() {
    return on(shell::variables);
  }

  @Override
  public Magics magics() {
    return shell.magics();
  }

  private <T> T on(Callable<T> work) {
    try {
      return compiler.call(work);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the session cannot do this now: " + e.getMessage(), e);
    }
  }
}
