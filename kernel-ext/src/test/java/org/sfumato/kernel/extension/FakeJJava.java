package org.sfumato.kernel.extension;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import org.dflib.jjava.jupyter.channels.ShellReplyEnvironment;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.JupyterIO;
import org.dflib.jjava.jupyter.kernel.LanguageInfo;
import org.dflib.jjava.jupyter.kernel.ReplacementOptions;
import org.dflib.jjava.jupyter.kernel.comm.CommManager;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.Renderer;
import org.dflib.jjava.jupyter.kernel.magic.MagicParser;
import org.dflib.jjava.jupyter.kernel.magic.MagicTranspiler;
import org.dflib.jjava.jupyter.kernel.magic.MagicsRegistry;
import org.dflib.jjava.jupyter.kernel.util.StringStyler;
import org.dflib.jjava.jupyter.messages.ContentType;
import org.dflib.jjava.jupyter.messages.publish.PublishUpdateDisplayData;

/** JJava's own base, renderer and registry, with a shell like that of its {@code JavaKernel}. */
final class FakeJJava extends BaseKernel implements FakeKernel {
  private final List<Published> published = new CopyOnWriteArrayList<>();
  private final StockShell stock = new StockShell();

  // Named as in JavaKernel, CodeEvaluator and JJavaExecutionControl.
  final jdk.jshell.JShell jShell = stock.shell;
  final Evaluator evaluator = new Evaluator(new ExecControl(stock.control.executor));

  record Evaluator(ExecControl execControl) {}

  record ExecControl(ExecutorService executor) {}

  FakeJJava() throws ReflectiveOperationException {
    super(
        "JJava",
        "1.0",
        new LanguageInfo.Builder("Java").build(),
        List.of(),
        null,
        new JupyterIO(StandardCharsets.UTF_8),
        new CommManager(),
        new Renderer(),
        new MagicParser("(?<=(?:^|=))\\s*%", "%%", new MagicTranspiler()),
        new MagicsRegistry(),
        true,
        new StringStyler.Builder().build());
    var env = io.display.getClass().getDeclaredField("env");
    env.setAccessible(true);
    env.set(io.display, new Recorder());
  }

  @Override
  public Object evalRaw(String source) {
    return stock.evaluate(source);
  }

  /** Public in {@code JavaKernel} too. */
  public void addToClasspath(String path) {
    stock.shell.addToClasspath(path);
  }

  @Override
  public DisplayData inspect(String code, int at, boolean extraDetail) {
    return null;
  }

  @Override
  public ReplacementOptions complete(String code, int at) {
    return null;
  }

  @Override
  public String isComplete(String code) {
    return IS_COMPLETE_YES;
  }

  @Override
  public void interrupt() {
    stock.interrupt();
  }

  @Override
  public List<Published> published() {
    return published;
  }

  @Override
  public Published result(String code) {
    return Published.of(false, eval(code));
  }

  @Override
  public Published render(Object value, String mime) {
    return Published.of(false, getRenderer().renderAs(value, mime));
  }

  @Override
  public Object lineMagic(String name, List<String> arguments) throws Exception {
    return getMagicsRegistry().evalLineMagic(this, name, arguments);
  }

  @Override
  public Object cellMagic(String name, List<String> arguments, String body) throws Exception {
    return getMagicsRegistry().evalCellMagic(this, name, arguments, body);
  }

  @Override
  public StockShell stock() {
    return stock;
  }

  @Override
  public void close() {
    stock.close();
  }

  private final class Recorder extends ShellReplyEnvironment {
    Recorder() {
      super(null, null, null, null);
    }

    @Override
    public <T extends ContentType<T>> void publish(T content) {
      published.add(Published.of(content instanceof PublishUpdateDisplayData, content));
    }
  }
}
