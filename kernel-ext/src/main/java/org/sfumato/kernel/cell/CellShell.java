package org.sfumato.kernel.cell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import jdk.jshell.JShell;
import jdk.jshell.Snippet.Status;
import jdk.jshell.VarSnippet;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.sfumato.engine.NumberTypes;
import org.sfumato.kernel.Output;
import org.sfumato.kernel.assist.compiler.CompilerTap;
import org.sfumato.kernel.magic.Cells;
import org.sfumato.kernel.magic.MagicText;
import org.sfumato.kernel.magic.Magics;
import org.sfumato.kernel.magic.Spent;

/**
 * The JDK's own JShell, evaluating whole cells in this process. Used by one thread only, which is
 * never the one that runs what users wrote.
 */
final class CellShell implements AutoCloseable {
  private static final String NO_MORE_JAVA =
      "a cell's own Java cannot run more Java in the same cell; only a magic can";

  private final SnippetClasses classes;
  private final UserThread user;
  private final SnippetControl control;
  private final CellMap map = new CellMap();
  private final List<Path> added = new ArrayList<>();
  private final JShell shell;
  private final Magics magics = new Magics();
  private Consumer<ClassLoader> jarsCame = loader -> {};
  private Span nestedIn;
  private boolean compiling;

  /** With the whole vocabulary imported; the index of classes is read meanwhile. */
  static CellShell start(
      Supplier<ClassPathIndex> index,
      SnippetClasses classes,
      UserThread user,
      DroppedArrays dropped) {
    var classPath = CompletableFuture.supplyAsync(index);
    return new CellShell(classPath, classes, user, dropped);
  }

  private CellShell(
      CompletableFuture<ClassPathIndex> classPath,
      SnippetClasses classes,
      UserThread user,
      DroppedArrays dropped) {
    this.classes = classes;
    this.user = user;
    control = new SnippetControl(classes, user, dropped);
    shell =
        JShell.builder()
            .executionEngine(new InProcess(control), Map.of())
            .compilerOptions(CompilerTap.OPTIONS.toArray(String[]::new))
            .fileManager(files -> new ClassPathFiles(files, classPath))
            .build();
    importAll(Vocabulary.imports(classPath.join()));
  }

  /**
   * JShell takes all imports at once as one snippet, in the time that it takes for one; where it
   * refuses, it refuses one of them.
   */
  private void importAll(List<String> imports) {
    if (refuses(String.join(" ", imports))) {
      for (var line : imports) {
        if (refuses(line)) {
          throw new IllegalStateException("cannot " + line + " is the class path whole?");
        }
      }
    }
  }

  private boolean refuses(String source) {
    return shell.eval(source).get(0).status() == Status.REJECTED;
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
      throw new IllegalStateException(NO_MORE_JAVA);
    }
    return evaluate(nestedIn == null ? elsewhere(code) : nestedIn.place(code), code);
  }

  /** Runs a text of another source inside the cell that runs now. */
  Evaluation nested(String code, String source) {
    if (compiling) {
      throw new IllegalStateException(NO_MORE_JAVA);
    }
    return evaluate(new CellMap.Place(new CellMap.Source(source, code), 0), code);
  }

  private static CellMap.Place elsewhere(String code) {
    return new CellMap.Place(new CellMap.Source("the text that was run", code), 0);
  }

  /** As {@link #nested(String)}, and measures what running it costs. */
  Measured measured(String code) {
    var outer = control.startMeter();
    try {
      var evaluation = nested(code);
      return new Measured(evaluation, control.spent());
    } finally {
      control.stopMeter(outer);
    }
  }

  private Evaluation evaluate(CellMap.Place place, String code) {
    var parts = CellText.parts(code, shell.sourceCodeAnalysis(), this::isMagic);
    var deadly = NumberTypes.refusal(Comments.blanked(CellText.java(code, parts)));
    if (deadly.isPresent()) {
      return Evaluation.failed(Problem.of("NumberType", deadly.get(), List.of()), null);
    }
    var wrong = MagicErrors.beforehand(parts, magics, place);
    if (wrong.isPresent()) {
      return Evaluation.failed(wrong.get(), null);
    }
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
    if (part.magic().isPresent()) {
      return magic(part.magic().get(), part.shows(), place);
    }
    compiling = true;
    try {
      return run.java(part);
    } finally {
      compiling = false;
    }
  }

  /**
   * Runs a magic as the cell's own: on its thread, so that an interrupt reaches it and its output
   * is the cell's. It may run Java with {@link #nested}.
   */
  private Evaluation magic(MagicText use, boolean shows, CellMap.Place start) {
    var at = new CellMap.Place(start.source(), start.offset() + use.start());
    var outer = nestedIn;
    nestedIn = new Span(at, start.offset() + use.end());
    try {
      var cells = CellEngine.current().cells();
      return user.run(() -> shown(magics.run(use, cells), shows));
    } catch (NestedFailure e) {
      return e.evaluation();
    } catch (Exception | Error e) {
      return Evaluation.failed(MagicErrors.problem(e, use, at), e);
    } finally {
      nestedIn = outer;
    }
  }

  /** The value of a cell's last part is the cell's; any other is shown where it comes. */
  private static Evaluation shown(Optional<Object> value, boolean last) {
    if (value.isPresent() && !last) {
      Output.display(value.get());
    }
    return value.isPresent() && last ? Evaluation.of(value.get()) : Evaluation.NOTHING;
  }

  /** Whether a line that begins with this name of a magic can be one. */
  private boolean isMagic(String name) {
    return magics.find(name).isPresent() && shell.variables().noneMatch(v -> v.name().equals(name));
  }

  /** Is told the cells' loader whenever jars have been added to it. */
  void whenJarsCome(Consumer<ClassLoader> listener) {
    jarsCame = listener;
  }

  Magics magics() {
    return magics;
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
    if (!fresh.isEmpty()) {
      magics.search(classes.loader());
      jarsCame.accept(classes.loader());
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

  /** What a text came to, and what it cost. */
  record Measured(Evaluation evaluation, Spent spent) {}

  /**
   * A magic in its source.
   *
   * @param end where its own text ends
   */
  private record Span(CellMap.Place at, int end) {
    /** Where its Java stands: the last thing that a magic's text says. */
    CellMap.Place place(String code) {
      int found = at.source().text().lastIndexOf(code, end - code.length());
      return found < at.offset() ? elsewhere(code) : new CellMap.Place(at.source(), found);
    }
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
