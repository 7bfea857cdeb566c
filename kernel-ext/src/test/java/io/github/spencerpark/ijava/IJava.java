package io.github.spencerpark.ijava;

/** Stands where IJava's main class stands, which is not on Maven Central. */
public final class IJava {
  private static Object kernel;

  private IJava() {}

  public static Object getKernelInstance() {
    return kernel;
  }

  public static void run(Object running) {
    kernel = running;
  }
}
