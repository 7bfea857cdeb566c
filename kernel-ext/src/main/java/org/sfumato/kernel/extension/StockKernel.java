package org.sfumato.kernel.extension;

import java.util.List;
import java.util.function.Supplier;

/**
 * Sfumato in a kernel made by others. JJava finds {@link JJavaExtension} by itself as soon as the
 * jar is on its class path; IJava has no such door, so a cell calls {@link #install()}.
 */
public final class StockKernel {
  private static final String IJAVA = "io.github.spencerpark.ijava.IJava";
  private static final String JJAVA = "org.dflib.jjava.jupyter.kernel.BaseKernel";

  /** One type of each jar without which nothing works. */
  private static final List<String> PARTS =
      List.of(
          "org.sfumato.Shown",
          "org.sfumato.datasets.Shelf",
          "ai.djl.ndarray.NDArray",
          "tech.tablesaw.api.Table");

  private static Guest guest;

  private StockKernel() {}

  /**
   * Imports the language into the session of the kernel that runs this, and registers renderers and
   * magics. A second call changes nothing.
   *
   * @throws IllegalStateException if neither IJava nor JJava runs this, or if jars are missing
   */
  public static void install() {
    if (isHere(JJAVA) && JJavaExtension.installedInRunning()) {
      return;
    }
    if (!isHere(IJAVA)) {
      throw new IllegalStateException(
          "install() is for the kernels IJava and JJava, and this is neither;"
              + " in Sfumato's own kernel all of it is there from the start");
    }
    install(() -> new IJavaHost(runningIJava()));
  }

  static synchronized void install(Supplier<Host> host) {
    if (guest == null) {
      PARTS.stream().filter(p -> !isHere(p)).findFirst().ifPresent(StockKernel::isMissing);
      guest = new Guest(host.get());
    }
  }

  private static void isMissing(String part) {
    throw new IllegalStateException(
        "Sfumato is more than this jar ("
            + part
            + " is missing); restart the kernel and add kernel-ext/target/sfumato.jar,"
            + " which brings all the others");
  }

  static synchronized void uninstall() {
    if (guest != null) {
      guest.close();
      guest = null;
    }
  }

  private static Object runningIJava() {
    try {
      var kernel =
          Class.forName(IJAVA, false, StockKernel.class.getClassLoader())
              .getMethod("getKernelInstance")
              .invoke(null);
      if (kernel == null) {
        throw new IllegalStateException("IJava is here, but its kernel does not run");
      }
      return kernel;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "this version of IJava does not give away its kernel; Sfumato knows IJava 1.3.0", e);
    }
  }

  private static boolean isHere(String type) {
    try {
      Class.forName(type, false, StockKernel.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
