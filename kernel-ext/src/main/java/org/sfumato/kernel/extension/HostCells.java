package org.sfumato.kernel.extension;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import jdk.jshell.Snippet;
import org.sfumato.kernel.magic.Cells;
import org.sfumato.kernel.magic.Magics;
import org.sfumato.kernel.magic.Meter;

/** A stock kernel's session, for magics. */
final class HostCells implements Cells {
  private final Host host;
  private final CellThreads threads;
  private final Magics magics;
  private final Set<Path> added = new LinkedHashSet<>();

  HostCells(Host host, CellThreads threads, Magics magics) {
    this.host = host;
    this.threads = threads;
    this.magics = magics;
  }

  @Override
  public Optional<Object> java(String code) throws Exception {
    return Optional.ofNullable(host.evaluate(code));
  }

  /** The kernels know one source only, so the error is told with the name of the other. */
  @Override
  public Optional<Object> java(String code, String source) throws Exception {
    try {
      return java(code);
    } catch (Exception e) {
      throw new IllegalStateException(source + ": " + e.getMessage(), e);
    }
  }

  /** Where the kernel runs a cell inside another on the same thread, compiling is counted too. */
  @Override
  public Timed timed(String code) throws Exception {
    var apart = threads.spent();
    var here = Meter.read();
    var value = java(code);
    threads.settle();
    apart = threads.spent().minus(apart);
    return new Timed(value, apart.wall() > 0 ? apart : Meter.read().minus(here));
  }

  @Override
  public Magics magics() {
    return magics;
  }

  @Override
  public synchronized List<Path> classpath(List<Path> more) {
    var fresh = new ArrayList<Path>();
    for (var path : more) {
      var whole = path.toAbsolutePath().normalize();
      if (added.add(whole)) {
        host.addToClasspath(whole.toString());
        fresh.add(whole);
      }
    }
    return fresh;
  }

  /** Those that went through here; what the kernel's own magics added, only the kernel knows. */
  @Override
  public synchronized List<Path> classpath() {
    return List.copyOf(added);
  }

  @Override
  public List<Variable> variables() {
    var shell =
        host.shell()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "this version of the kernel does not tell its variables"));
    return shell
        .variables()
        .filter(v -> shell.status(v) == Snippet.Status.VALID && !v.name().startsWith("$"))
        .map(v -> new Variable(v.name(), v.typeName(), value(v.name())))
        .toList();
  }

  private Object value(String variable) {
    try {
      return host.evaluate(variable);
    } catch (Exception e) {
      throw new IllegalStateException("cannot read " + variable + ": " + e.getMessage(), e);
    }
  }
}
