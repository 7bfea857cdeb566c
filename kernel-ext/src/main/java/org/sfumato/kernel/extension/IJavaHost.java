package org.sfumato.kernel.extension;

import io.github.spencerpark.jupyter.kernel.BaseKernel;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.kernel.display.mime.MIMEType;
import io.github.spencerpark.jupyter.kernel.magic.registry.CellMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.LineMagicFunction;
import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import org.sfumato.kernel.message.Bundle;

/** Spencer Park's IJava. Only this class names its types. */
final class IJavaHost implements Host {
  /** Its registry cannot be asked what it holds. */
  private static final Set<String> OWN_LINES =
      Set.of(
          "addMavenDependencies",
          "addMavenDependency",
          "addMavenRepo",
          "classpath",
          "jars",
          "load",
          "loadFromPOM",
          "maven",
          "mavenRepo");

  private static final Set<String> OWN_CELLS = Set.of("loadFromPOM");

  private final BaseKernel kernel;

  IJavaHost(Object kernel) {
    this.kernel = (BaseKernel) kernel;
  }

  @Override
  public Object evaluate(String code) throws Exception {
    return Inside.call(kernel, "evalRaw", code);
  }

  @Override
  public void addToClasspath(String path) {
    SharedParts.addToClasspath(kernel, path);
  }

  @Override
  public Optional<JShell> shell() {
    return SharedParts.only(
        JShell.class, Inside.field(kernel, "evaluator").flatMap(e -> Inside.field(e, "shell")));
  }

  @Override
  public Optional<ThreadPoolExecutor> threads() {
    var evaluator = Inside.field(kernel, "evaluator");
    var provider = evaluator.flatMap(e -> Inside.field(e, "executionControlProvider"));
    var id = evaluator.flatMap(e -> Inside.field(e, "executionControlID"));
    if (provider.isEmpty() || id.isEmpty()) {
      return Optional.empty();
    }
    try {
      var control =
          Inside.call(provider.get(), "getRegisteredControlByID", String.valueOf(id.get()));
      return SharedParts.only(ThreadPoolExecutor.class, Inside.field(control, "executor"));
    } catch (Exception e) {
      return Optional.empty();
    }
  }

  @Override
  public void register(Class<?> type, Function<Object, Bundle> forms) {
    kernel
        .getRenderer()
        .register(
            SharedParts.MIME_TYPES.stream().map(MIMEType::parse).collect(Collectors.toSet()),
            Set.of(MIMEType.ANY),
            Set.<Class<? extends Object>>of(type),
            (value, context) -> {
              var bundle = forms.apply(value);
              bundle
                  .data()
                  .forEach(
                      (mime, content) -> {
                        if (context.wantsDataRenderedAs(MIMEType.parse(mime))) {
                          put(context.getOutputContainer(), bundle, mime, content);
                        }
                      });
            });
  }

  @Override
  public boolean registerLine(String name, Command command) {
    boolean free = !OWN_LINES.contains(name);
    if (free) {
      LineMagicFunction<Object> magic =
          arguments -> command.run(SharedParts.line(arguments), Optional.empty());
      magics().registerLineMagic(name, magic);
    }
    return free;
  }

  @Override
  public boolean registerCell(String name, Command command) {
    boolean free = !OWN_CELLS.contains(name);
    if (free) {
      CellMagicFunction<Object> magic =
          (arguments, body) -> command.run(SharedParts.line(arguments), Optional.of(body));
      magics().registerCellMagic(name, magic);
    }
    return free;
  }

  private Magics magics() {
    try {
      return (Magics) Inside.call(kernel, "getMagics");
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("IJava does not give away its magics: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean showsValuesOfMagics() {
    return false;
  }

  @Override
  public void display(Bundle bundle, Optional<String> id) {
    var data = data(bundle);
    id.ifPresent(data::setDisplayId);
    kernel.display(data);
  }

  @Override
  public void update(Bundle bundle, String id) {
    kernel.getIO().display.updateDisplay(id, data(bundle));
  }

  private static DisplayData data(Bundle bundle) {
    var data = new DisplayData();
    bundle.data().forEach((mime, content) -> put(data, bundle, mime, content));
    return data;
  }

  private static void put(DisplayData data, Bundle bundle, String mime, Object content) {
    data.putData(mime, content);
    var about = bundle.metadata().get(mime);
    if (about != null) {
      data.putMetaData(mime, about);
    }
  }
}
