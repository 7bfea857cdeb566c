package org.sfumato.kernel.extension;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.sfumato.kernel.magic.Magic;

/**
 * The magics of the language and of jars that come later, in a stock kernel. A magic of the
 * kernel's own stays what it is.
 */
final class HostMagics {
  private final Host host;
  private final HostCells cells;
  private final Set<String> known = new HashSet<>();

  HostMagics(Host host) {
    this.host = host;
    cells = new HostCells(host);
  }

  /** Registers those that were not there the last time. */
  void register(ClassLoader loader) {
    cells.magics().search(loader);
    cells.magics().all().stream().filter(m -> known.add(m.name())).forEach(this::register);
  }

  private void register(Magic magic) {
    if (magic.places().contains(Magic.Place.LINE)) {
      host.registerLine(magic.name(), (arguments, body) -> run(magic, arguments, body));
    }
    if (magic.places().contains(Magic.Place.CELL)) {
      host.registerCell(magic.name(), (arguments, body) -> run(magic, arguments, body));
    }
  }

  private Object run(Magic magic, String arguments, Optional<String> body) throws Exception {
    return magic.run(new Magic.Call(arguments, body, cells)).orElse(null);
  }
}
