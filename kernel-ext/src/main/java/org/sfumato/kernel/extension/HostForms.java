package org.sfumato.kernel.extension;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.sfumato.kernel.render.Renderers;

/** How values look in a stock kernel: as in Sfumato's own. */
final class HostForms {
  private final Host host;
  private final Renderers renderers = Renderers.standard();
  private final Set<Class<?>> registered = new HashSet<>();

  HostForms(Host host) {
    this.host = host;
  }

  /** Registers the types that were not there the last time. */
  void register() {
    renderers.types().stream()
        .filter(registered::add)
        .forEach(type -> host.register(type, renderers::bundle));
  }

  /** Shows a value below the cell. */
  void show(Object value) {
    renderers.show(value, bundle -> host.display(bundle, Optional.empty()));
  }
}
