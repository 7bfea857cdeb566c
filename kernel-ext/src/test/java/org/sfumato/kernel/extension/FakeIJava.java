package org.sfumato.kernel.extension;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.LanguageInfo;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import io.github.spencerpark.jupyter.messages.ContentType;
import io.github.spencerpark.jupyter.messages.publish.PublishUpdateDisplayData;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;

/** IJava's own base, renderer and registry, with a shell like that of its {@code JavaKernel}. */
public final class FakeIJava extends BaseKernel implements FakeKernel {
  private final List<Published> published = new CopyOnWriteArrayList<>();
  private final StockShell stock = new StockShell();
  private final Magics magics = new Magics();

  // Named as in JavaKernel, CodeEvaluator and IJavaExecutionControl.
  final Evaluator evaluator =
      new Evaluator(stock.shell, new Provider(new Control(stock.control.executor)), "one");

  record Evaluator(
      jdk.jshell.JShell shell, Provider executionControlProvider, String executionControlID) {}

  record Provider(Control control) {
    public Control getRegisteredControlByID(String id) {
      return id.equals("one") ? control : null;
    }
  }

  record Control(ExecutorService executor) {}

  FakeIJava() throws ReflectiveOperationException {
    var display = getIO().display;
    var env = display.getClass().getDeclaredField("env");
    env.setAccessible(true);
    env.set(display, new Recorder());
  }

  public Object evalRaw(String source) {
    return stock.evaluate(source);
  }

  public Magics getMagics() {
    return magics;
  }

  public void addToClasspath(String path) {
    stock.shell.addToClasspath(path);
  }

  @Override
  public DisplayData eval(String source) {
    var value = evalRaw(source);
    return value == null ? null : getRenderer().render(value);
  }

  @Override
  public LanguageInfo getLanguageInfo() {
    return new LanguageInfo.Builder("Java").build();
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
    return magics.applyLineMagic(name, arguments);
  }

  @Override
  public Object cellMagic(String name, List<String> arguments, String body) throws Exception {
    return magics.applyCellMagic(name, arguments, body);
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
