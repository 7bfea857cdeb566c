package org.sfumato.kernel.extension;

import org.dflib.jjava.jupyter.Extension;
import org.dflib.jjava.jupyter.kernel.BaseKernel;

/** Lets the language into JJava, which finds this class when the jar is on its class path. */
public final class JJavaExtension implements Extension {
  @Override
  public void install(BaseKernel kernel) {
    StockKernel.install(() -> new JJavaHost(kernel));
  }

  @Override
  public void uninstall(BaseKernel kernel) {
    StockKernel.uninstall();
  }

  /** Whether there was a JJava that runs. */
  static boolean installedInRunning() {
    BaseKernel kernel;
    try {
      kernel = BaseKernel.notebookKernel();
    } catch (NullPointerException e) {
      // So it says that none runs.
      return false;
    }
    new JJavaExtension().install(kernel);
    return true;
  }
}
