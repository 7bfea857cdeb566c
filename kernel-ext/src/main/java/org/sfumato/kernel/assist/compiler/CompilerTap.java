package org.sfumato.kernel.assist.compiler;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import jdk.jshell.JShell;

/**
 * Lets us look at the trees and types inside JShell's own compiler, which is warm and knows the
 * session: JShell itself gives names only. It is a plugin of the compiler, in its public interface,
 * and does nothing unless the thread at work has asked for a look.
 */
public final class CompilerTap implements Plugin {
  private static final String NAME = "SfumatoAssist";

  /** What JShell's compiler must be started with; -parameters lets it read names of parameters. */
  public static final List<String> OPTIONS = List.of("-Xplugin:" + NAME, "-parameters");

  private static final ThreadLocal<Asked<?>> ASKED = new ThreadLocal<>();

  /** Made by the compiler. */
  public CompilerTap() {}

  /**
   * Finds the plugin for the compiler. A line in {@code META-INF/services} would show it to every
   * compiler that has this jar on its class path, also to the one that is compiling it.
   */
  public static ClassLoader loader() {
    return new Plugins(CompilerTap.class.getClassLoader());
  }

  /**
   * Compiles a text in the session and looks at the outcome.
   *
   * @param code declarations that become members of a class, or a file that begins with an import;
   *     the first must be whole, so that JShell sees which it is
   * @param part the part of it to which positions refer
   * @return what {@code look} says; empty if the compiler never came so far
   */
  static <T> Optional<T> look(JShell shell, String code, String part, Look<T> look) {
    var asked = new Asked<>(look, part);
    ASKED.set(asked);
    try {
      shell.sourceCodeAnalysis().completionSuggestions(code, code.length(), new int[1]);
    } finally {
      ASKED.remove();
    }
    if (asked.failure != null) {
      throw asked.failure;
    }
    return Optional.ofNullable(asked.answer);
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public void init(JavacTask task, String... arguments) {
    var asked = ASKED.get();
    if (asked != null) {
      task.addTaskListener(
          new TaskListener() {
            @Override
            public void finished(TaskEvent event) {
              if (event.getKind() == TaskEvent.Kind.ANALYZE) {
                asked.show(task, event);
              }
            }
          });
    }
  }

  private static final class Asked<T> {
    private final Look<T> look;
    private final String part;
    private T answer;
    private RuntimeException failure;
    private boolean done;

    Asked(Look<T> look, String part) {
      this.look = look;
      this.part = part;
    }

    /** A failure waits until the compiler has come to its end, or it would be unusable later. */
    void show(JavacTask task, TaskEvent event) {
      if (done) {
        return;
      }
      done = true;
      try {
        answer = look.at(new Seen(task, event.getCompilationUnit(), part));
      } catch (RuntimeException e) {
        failure = e;
      } catch (StackOverflowError | AssertionError | LinkageError e) {
        failure = new IllegalStateException("the compiler failed", e);
      }
    }
  }

  /** The compiler looks here for lists of plugins only; there is one, with one name on it. */
  private static final class Plugins extends ClassLoader {
    Plugins(ClassLoader parent) {
      super(parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) {
      return name.endsWith(Plugin.class.getName())
          ? Collections.enumeration(List.of(CompilerTap.class.getResource("plugins")))
          : Collections.emptyEnumeration();
    }
  }
}
