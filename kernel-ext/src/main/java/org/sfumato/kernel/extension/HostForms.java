package org.sfumato.kernel.extension;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.sfumato.kernel.render.Renderers;

/** How values look in a stock kernel: as in Sfumato's own. */
final class HostForms {
  private final Host host;
  private final Renderers renderers = Renderers.standard();
  private final Set<String> registered = new HashSet<>();

  HostForms(Host host) {
    this.host = host;
  }

  /**
   * Registers the types that were not there the last time.
   *
   * @param loader sees the language and the session's jars
   */
  void register(ClassLoader loader) {
    renderers.discover(loader).types().stream()
        .filter(registered::add)
        .forEach(type -> found(type, loader).ifPresent(t -> host.register(t, renderers::bundle)));
  }

  /** Libraries that the renderers know need not all be there. */
  private static Optional<Class<?>> found(String type, ClassLoader loader) {
    try {
      return Optional.of(Class.forName(type, false, loader));
    } catch (ClassNotFoundException | LinkageError e) {
      return Optional.empty();
    }
  }

  /** Shows a value below the cell. */
  void show(Object value) {
    renderers.show(value, bundle -> host.display(bundle, Optional.empty()));
  }
}
