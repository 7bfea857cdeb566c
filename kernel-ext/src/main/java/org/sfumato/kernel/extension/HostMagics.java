package org.sfumato.kernel.extension;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.sfumato.Screen;
import org.sfumato.kernel.magic.Magic;
import org.sfumato.kernel.magic.Magic.Place;
import org.sfumato.kernel.magic.MagicText;
import org.sfumato.kernel.magic.Magics;

/**
 * The magics of the language and of jars that come later, in a stock kernel. A magic of the
 * kernel's own stays what it is.
 */
final class HostMagics {
  private final Host host;
  private final Magics magics = new Magics();
  private final HostCells cells;
  private final Set<String> known = new HashSet<>();

  HostMagics(Host host, CellThreads threads) {
    this.host = host;
    cells = new HostCells(host, threads, magics);
  }

  /** Registers those that were not there the last time. */
  void register(ClassLoader loader) {
    magics.search(loader);
    magics.all().stream().filter(m -> known.add(m.name())).forEach(this::register);
  }

  private void register(Magic magic) {
    var name = magic.name();
    boolean line = magic.places().contains(Place.LINE);
    boolean cell = magic.places().contains(Place.CELL);
    boolean ours =
        line && host.registerLine(name, (a, body) -> run(name, Place.LINE, a, body, false));
    ours |= cell && host.registerCell(name, (a, body) -> run(name, Place.CELL, a, body, false));
    if (ours) {
      host.registerLine(name + "?", (a, body) -> run(name, Place.LINE, a, body, true));
    }
  }

  private Object run(
      String name, Place place, String arguments, Optional<String> body, boolean help)
      throws Exception {
    var use = new MagicText(name, place, arguments, body, help, 0, 0);
    var value = magics.run(use, cells);
    if (!host.showsValuesOfMagics()) {
      value.ifPresent(Screen::show);
    }
    return value.orElse(null);
  }
}
