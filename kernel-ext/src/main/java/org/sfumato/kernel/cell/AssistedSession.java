package org.sfumato.kernel.cell;

import java.io.File;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import org.sfumato.kernel.assist.compiler.Session;
import org.sfumato.kernel.magic.Cells.Variable;

/** The engine's session, as help while writing sees it. */
record AssistedSession(CellEngine engine) implements Session {
  @Override
  public <T> T ask(Function<JShell, T> question) {
    return engine.ask(question);
  }

  @Override
  public Optional<Object> value(String variable) {
    return engine.cells().variables().stream()
        .filter(v -> v.name().equals(variable))
        .findFirst()
        .map(Variable::value);
  }

  @Override
  public String classPath() {
    return Stream.concat(
            Stream.of(System.getProperty("java.class.path")),
            engine.cells().classpath().stream().map(Object::toString))
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Override
  public boolean isBusy() {
    return engine.isBusy();
  }
}
