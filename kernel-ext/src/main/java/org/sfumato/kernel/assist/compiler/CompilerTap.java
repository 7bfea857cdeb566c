package org.sfumato.kernel.assist.compiler;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import java.util.Optional;
import java.util.stream.Stream;
import jdk.jshell.JShell;

/**
 * Lets us look at the trees and types inside JShell's own compiler, which is warm and knows the
 * session: JShell itself gives names only. It is a plugin of the compiler, in its public interface,
 * and does nothing unless the thread at work has asked for a look.
 */
public final class CompilerTap implements Plugin {
  private static final String NAME = "SfumatoAssist";
  private static final ThreadLocal<Asked<?>> ASKED = new ThreadLocal<>();

  /** Made by the compiler. */
  public CompilerTap() {}

  /**
   * Prepares a JShell for {@link #look}.
   *
   * @param options what its compiler is started with otherwise
   */
  public static JShell.Builder into(JShell.Builder builder, String... options) {
    // With -parameters the compiler also reads the names of parameters.
    var all = Stream.concat(Stream.of(options), Stream.of("-Xplugin:" + NAME, "-parameters"));
    return builder.compilerOptions(all.toArray(String[]::new)).fileManager(TapFiles::of);
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
}
