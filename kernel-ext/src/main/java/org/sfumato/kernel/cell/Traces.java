package org.sfumato.kernel.cell;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.sfumato.engine.EngineError;

/** Writes an error as its reader wants it: own class, causes, and only the lines of cells. */
final class Traces {
  private static final int MOST = 12;

  private Traces() {}

  /**
   * @param translated one frame for each frame of {@link Frames#ofCells}, with the snippet's id
   *     ({@code #12}) as file and the line within the snippet
   */
  static Problem problem(Throwable error, StackTraceElement[] translated, CellMap map) {
    var next = List.of(translated).iterator();
    var lines = new ArrayList<String>();
    CellMap.Line shown = null;
    for (var t : told(error)) {
      var head = Problem.headline(t.getClass().getName(), text(t));
      lines.add(lines.isEmpty() ? head : "caused by " + head);
      var places = places(t, next, map);
      for (int i = 0; i < Math.min(MOST, places.size()); i++) {
        lines.add(Problem.faint("    at " + places.get(i)));
        if (shown == null && i == 0) {
          shown = places.get(i).line();
          lines.add("      " + shown.text().strip());
        }
      }
      if (places.size() > MOST) {
        lines.add(Problem.faint("    … and further calls"));
      }
    }
    return new Problem(error.getClass().getName(), text(error), lines);
  }

  /**
   * Where it was when it was stopped.
   *
   * @param start the line of the statement, for one that was stopped before it began
   */
  static Problem interrupted(
      Throwable error, StackTraceElement[] translated, CellMap map, CellMap.Line start) {
    var places = places(error, List.of(translated).iterator(), map);
    var where = places.isEmpty() ? start : places.get(0).line();
    var why = error instanceof org.sfumato.Interrupted ? ": " + text(error) : "";
    return Problem.of("Interrupted", "stopped at " + where + why, List.of());
  }

  /** A thread was left to what it does. */
  static Problem givenUp(
      WorkThread.GivenUp given, StackTraceElement[] translated, CellMap map, CellMap.Line start) {
    var places = places(given, List.of(translated).iterator(), map);
    return givenUp(given, places.isEmpty() ? start : places.get(0).line());
  }

  private static Problem givenUp(WorkThread.GivenUp given, CellMap.Line where) {
    var said =
        "the code at "
            + where
            + " does not stop; its thread \""
            + given.thread().getName()
            + "\" still runs, and cells go on with a new one and all variables."
            + " Restart the kernel to be rid of it";
    return Problem.of("Interrupted", said, List.of());
  }

  /**
   * What failed was no Java of a cell, but something that the cell asked for.
   *
   * @param line where it asked
   */
  static Problem plain(Throwable error, CellMap.Line line) {
    if (error instanceof WorkThread.GivenUp given) {
      return givenUp(given, line);
    }
    if (Interrupts.requested()) {
      return interrupted(error, new StackTraceElement[0], new CellMap(), line);
    }
    var name = error.getClass().getSimpleName();
    return Problem.of(
        name,
        text(error),
        List.of(Problem.faint("    at " + line), "      " + line.text().strip()));
  }

  /** What failed was neither Java of a cell nor asked for by one: the text of its value, a hook. */
  static Problem outside(Throwable error) {
    if (error instanceof WorkThread.GivenUp given) {
      return Problem.of("Interrupted", given.getMessage(), List.of());
    }
    if (Interrupts.requested()) {
      return Problem.of("Interrupted", "stopped while the cell's value was shown", List.of());
    }
    var said = Objects.requireNonNullElse(error.getMessage(), "");
    return Problem.of(
        error.getClass().getName(),
        "the value was made but cannot show itself: " + said,
        List.of());
  }

  private record Place(String method, CellMap.Line line) {
    @Override
    public String toString() {
      return method.isEmpty() ? line.toString() : method + " (" + line + ")";
    }
  }

  private static List<Place> places(
      Throwable error, Iterator<StackTraceElement> translated, CellMap map) {
    var places = new ArrayList<Place>();
    for (var frame : Frames.inCells(error)) {
      if (!translated.hasNext()) {
        break;
      }
      var t = translated.next();
      var file = Objects.requireNonNullElse(t.getFileName(), "");
      var line = file.startsWith("#") ? map.line(file.substring(1), t.getLineNumber()) : null;
      if (line != null && !isGlue(frame)) {
        places.add(new Place(Frames.method(frame), line));
      }
    }
    return places;
  }

  /** Constructors and bridges that the compiler made have no line of their own. */
  private static boolean isGlue(StackTraceElement frame) {
    return frame.getLineNumber() < 0 || frame.getMethodName().startsWith("access$");
  }

  /**
   * The error and those causes that say more to the writer of the cell: a library's sentence is
   * whole, and what it met on the way down is not the reader's, unless it comes out of a cell's own
   * code, deeper than the sentence does.
   */
  private static List<Throwable> told(Throwable error) {
    var told = new ArrayList<Throwable>();
    int deepest = -1;
    for (var t : Frames.chain(error)) {
      int depth = Frames.inCells(t).size();
      if (told.isEmpty() || depth > deepest || Frames.isThrownInCell(error)) {
        told.add(t);
      }
      deepest = Math.max(deepest, depth);
    }
    return told;
  }

  private static String text(Throwable t) {
    if (t instanceof NullPointerException && !Frames.isThrownInCell(t)) {
      return "null was given where a value is needed; is every variable on this line set, or did its cell fail?";
    }
    return EngineError.sentence(t).orElse(Objects.requireNonNullElse(t.getMessage(), ""));
  }
}
