package org.sfumato.kernel.cell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Stack frames that belong to cells. */
final class Frames {
  private static final String PREFIX = "REPL.$JShell$";

  /** Enough for any trace a person reads; a stack overflow has thousands. */
  private static final int MOST = 64;

  private Frames() {}

  static boolean isCell(StackTraceElement frame) {
    return frame.getClassName().startsWith(PREFIX);
  }

  /** Whether this is the class around a snippet, not one declared inside it. */
  static boolean isWrapper(String className) {
    return className.startsWith(PREFIX) && className.indexOf('$', PREFIX.length()) < 0;
  }

  /** Whether a cell's own code threw it, not code that the cell called. */
  static boolean isThrownInCell(Throwable error) {
    var frames = error.getStackTrace();
    return frames.length > 0 && isCell(frames[0]);
  }

  /** An error and its causes, outermost first, each once. */
  static List<Throwable> chain(Throwable error) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    var chain = new ArrayList<Throwable>();
    for (var t = error; t != null && seen.add(t); t = t.getCause()) {
      chain.add(t);
    }
    return chain;
  }

  /** The frames of one error that lie in cells, innermost first. */
  static List<StackTraceElement> inCells(Throwable error) {
    var frames = new ArrayList<StackTraceElement>();
    for (var frame : error.getStackTrace()) {
      if (isCell(frame) && frames.size() < MOST) {
        frames.add(frame);
      }
    }
    return frames;
  }

  /** The frames of the whole chain, each under the name of the class that JShell knows. */
  static StackTraceElement[] ofCells(Throwable error) {
    var frames = new ArrayList<StackTraceElement>();
    for (var t : chain(error)) {
      for (var frame : inCells(t)) {
        frames.add(new StackTraceElement(wrapper(frame), "do_it$", "cell", frame.getLineNumber()));
      }
    }
    return frames.toArray(StackTraceElement[]::new);
  }

  /** {@code REPL.$JShell$12$Circle} lies in the wrapper {@code REPL.$JShell$12}. */
  private static String wrapper(StackTraceElement frame) {
    int end = frame.getClassName().indexOf('$', PREFIX.length());
    return end < 0 ? frame.getClassName() : frame.getClassName().substring(0, end);
  }

  /**
   * The method as its author wrote it: {@code Circle.area}, {@code f}, or nothing for a bare cell.
   */
  static String method(StackTraceElement frame) {
    int end = frame.getClassName().indexOf('$', PREFIX.length());
    var type = end < 0 ? "" : frame.getClassName().substring(end + 1).replace('$', '.');
    var name = frame.getMethodName();
    if (name.startsWith("do_it$") || name.startsWith("lambda$")) {
      name = "";
    } else if (name.equals("<init>")) {
      name = "new " + type;
      type = "";
    }
    return type.isEmpty() || name.isEmpty() ? type + name : type + "." + name;
  }
}
