package org.sfumato.kernel.extension;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.sfumato.Screen;
import org.sfumato.kernel.cell.CellHook;
import org.sfumato.kernel.cell.Vocabulary;
import org.sfumato.kernel.progress.CellProgress;
import org.sfumato.kernel.render.Renderers;

/**
 * The language as a guest in a stock kernel: its words are imported, its values show themselves,
 * its long work has bars, its magics work.
 */
final class Guest implements AutoCloseable {
  private final CellProgress progress;
  private final AutoCloseable screen;

  /**
   * Moves in.
   *
   * @throws IllegalStateException if the words cannot be imported
   */
  Guest(Host host) {
    try {
      host.evaluate(String.join("\n", Vocabulary.language()));
    } catch (Exception e) {
      throw new IllegalStateException("cannot import Sfumato's words: " + e.getMessage(), e);
    }
    var renderers = Renderers.standard();
    renderers.types().forEach(type -> host.register(type, renderers::bundle));
    screen = Screen.attach(v -> renderers.show(v, b -> host.display(b, Optional.empty())));
    progress = new CellProgress(host::display, host::update);
    var magics = new HostMagics(host);
    magics.register();
    host.shell()
        .ifPresent(
            s ->
                s.onSnippetEvent(
                    e -> {
                      progress.cellEnded();
                      magics.register();
                    }));
    var hooks = hooks();
    hooks.forEach(CellHook::beforeCell);
    host.threads().ifPresent(pool -> CellThreads.prepare(pool, hooks));
  }

  private static List<CellHook> hooks() {
    var hooks = new ArrayList<CellHook>();
    ServiceLoader.load(CellHook.class, CellHook.class.getClassLoader()).forEach(hooks::add);
    return hooks;
  }

  @Override
  public void close() {
    progress.close();
    try {
      screen.close();
    } catch (Exception e) {
      throw new IllegalStateException("the screen could not be given back", e);
    }
  }
}
