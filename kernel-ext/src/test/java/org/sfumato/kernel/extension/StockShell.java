package org.sfumato.kernel.extension;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.DirectExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Evaluates as IJava and JJava do: JShell in this process, each snippet on a thread of a cached
 * pool, objects kept aside because JShell hands on texts only.
 */
final class StockShell implements AutoCloseable {
  private static final AtomicInteger NUMBERS = new AtomicInteger();

  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  final Control control = new Control();
  final JShell shell;

  StockShell() {
    shell = JShell.builder().executionEngine(new Provider(control), Map.of()).build();
  }

  /** The last value of the text, or null. */
  Object evaluate(String code) {
    Object value = null;
    CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(code);
    while (next.completeness().isComplete()) {
      value = snippet(next.source());
      next = shell.sourceCodeAnalysis().analyzeCompletion(next.remaining());
    }
    return value;
  }

  private Object snippet(String source) {
    Object value = null;
    for (var event : shell.eval(source)) {
      if (event.causeSnippet() != null) {
        continue;
      }
      if (event.exception() instanceof EvalException e) {
        throw new IllegalStateException(e.getExceptionClassName() + ": " + e.getMessage(), e);
      }
      if (!event.status().isDefined()) {
        throw new IllegalStateException("rejected: " + source);
      }
      boolean ran = event.value() != null && event.snippet().subKind().isExecutable();
      value = ran ? control.results.remove(event.value()) : null;
    }
    return value;
  }

  /** As the kernels answer an interrupt. */
  void interrupt() {
    control.running.forEach(f -> f.cancel(true));
  }

  @Override
  public void close() {
    shell.close();
    control.executor.shutdownNow();
    Thread.currentThread().setContextClassLoader(before);
  }

  static final class Control extends DirectExecutionControl {
    final ExecutorService executor =
        Executors.newCachedThreadPool(r -> new Thread(r, "stock-" + NUMBERS.incrementAndGet()));
    final Map<String, Object> results = new ConcurrentHashMap<>();
    final Set<Future<Object>> running = ConcurrentHashMap.newKeySet();

    @Override
    protected String invoke(Method method) throws Exception {
      Future<Object> task = executor.submit(() -> method.invoke(null));
      running.add(task);
      try {
        var value = task.get();
        var key = "result " + NUMBERS.incrementAndGet();
        if (value != null) {
          results.put(key, value);
        }
        return key;
      } catch (ExecutionException e) {
        throw e.getCause() instanceof InvocationTargetException i ? i : e;
      } finally {
        running.remove(task);
      }
    }
  }

  private record Provider(Control control) implements ExecutionControlProvider {
    @Override
    public String name() {
      return "stock";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv env, Map<String, String> parameters) {
      return control;
    }
  }
}
