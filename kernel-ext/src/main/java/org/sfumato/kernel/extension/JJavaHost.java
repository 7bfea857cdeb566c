package org.sfumato.kernel.extension;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Function;
import java.util.stream.Collectors;
import jdk.jshell.JShell;
import org.dflib.jjava.jupyter.kernel.BaseKernel;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.dflib.jjava.jupyter.kernel.display.mime.MIMEType;
import org.dflib.jjava.jupyter.kernel.magic.CellMagic;
import org.dflib.jjava.jupyter.kernel.magic.LineMagic;
import org.sfumato.kernel.message.Bundle;

/** DFLib's JJava. Only this class and {@link JJavaExtension} name its types. */
final class JJavaHost implements Host {
  private final BaseKernel kernel;

  JJavaHost(BaseKernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public Object evaluate(String code) throws Exception {
    return Inside.has(kernel, "evalRaw", String.class)
        ? Inside.call(kernel, "evalRaw", code)
        : Inside.call(Inside.call(kernel, "evalBuilder", code), "eval");
  }

  @Override
  public void addToClasspath(String path) {
    SharedParts.addToClasspath(kernel, path);
  }

  @Override
  public Optional<JShell> shell() {
    return SharedParts.only(JShell.class, Inside.field(kernel, "jShell"));
  }

  @Override
  public Optional<ThreadPoolExecutor> threads() {
    return SharedParts.only(
        ThreadPoolExecutor.class,
        Inside.field(kernel, "evaluator")
            .flatMap(e -> Inside.field(e, "execControl"))
            .flatMap(c -> Inside.field(c, "executor")));
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
    var magics = kernel.getMagicsRegistry();
    boolean free = !magics.getLineMagicNames().contains(name);
    if (free) {
      LineMagic<Object, BaseKernel> magic =
          (k, arguments) -> command.run(SharedParts.line(arguments), Optional.empty());
      magics.registerLineMagic(name, magic);
    }
    return free;
  }

  @Override
  public boolean registerCell(String name, Command command) {
    var magics = kernel.getMagicsRegistry();
    boolean free = !magics.getCellMagicNames().contains(name);
    if (free) {
      CellMagic<Object, BaseKernel> magic =
          (k, arguments, body) -> command.run(SharedParts.line(arguments), Optional.of(body));
      magics.registerCellMagic(name, magic);
    }
    return free;
  }

  @Override
  public boolean showsValuesOfMagics() {
    return true;
  }

  @Override
  public void display(Bundle bundle, Optional<String> id) {
    var data = data(bundle);
    // Not setDisplayId: it returns nothing in some versions and the data in others.
    id.ifPresent(i -> data.putTransientData("display_id", i));
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
