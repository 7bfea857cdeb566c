package org.sfumato.kernel.extension;

import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.sfumato.Screen;
import org.sfumato.kernel.Output;
import org.sfumato.kernel.cell.CellHook;
import org.sfumato.kernel.cell.Vocabulary;
import org.sfumato.kernel.progress.CellProgress;

/**
 * The language as a guest in a stock kernel: its words are imported, its values show themselves,
 * its long work has bars, its magics work.
 */
final class Guest implements AutoCloseable {
  private final HostForms forms;
  private final HostMagics magics;
  private final CellThreads threads;
  private final CellProgress progress;
  private final AutoCloseable screen;

  /** Sees the language and the jars that were added to the session. */
  private final ClassLoader loader = sessionLoader();

  private int jars = -1;

  /**
   * Moves in.
   *
   * @throws IllegalStateException if the words cannot be imported
   */
  Guest(Host host) {
    try {
      host.evaluate(String.join("\n", words()));
    } catch (Exception e) {
      throw new IllegalStateException("the kernel cannot import Sfumato's words: " + e, e);
    }
    forms = new HostForms(host);
    threads = new CellThreads(hooks());
    magics = new HostMagics(host, threads);
    host.threads().ifPresent(threads::prepare);
    screen = Screen.attach(forms::show);
    progress = new CellProgress(host::display, host::update);
    bring();
    host.shell().ifPresent(s -> s.onSnippetEvent(e -> snippetEnded()));
  }

  /** The language, and the one word of a notebook that does not need a notebook of ours. */
  private static List<String> words() {
    var words = new ArrayList<>(Vocabulary.language());
    words.add("import static " + Output.class.getName() + ".progress;");
    return words;
  }

  /** After each snippet, on the kernel's thread; or on a cell's, for a snippet inside another. */
  private void snippetEnded() {
    if (!CellThreads.isCurrent()) {
      threads.settle();
      progress.cellEnded(threads::ranLast);
    }
    bring();
  }

  /** Registers what there is, and again what jars have brought since. */
  private synchronized void bring() {
    int now = loader instanceof URLClassLoader urls ? urls.getURLs().length : 0;
    if (now != jars) {
      jars = now;
      forms.register(loader);
      magics.register(loader);
    }
  }

  private static List<CellHook> hooks() {
    return ServiceLoader.load(CellHook.class, CellHook.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  /**
   * Both kernels make the session's loader their threads' own. Where another has been put in its
   * place, jars that come later bring no magics.
   */
  private static ClassLoader sessionLoader() {
    var context = Thread.currentThread().getContextClassLoader();
    try {
      if (context != null && context.loadClass(Guest.class.getName()) == Guest.class) {
        return context;
      }
    } catch (ClassNotFoundException e) {
      // Not the session's.
    }
    return Guest.class.getClassLoader();
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
