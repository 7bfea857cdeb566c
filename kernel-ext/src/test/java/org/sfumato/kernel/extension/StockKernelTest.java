package org.sfumato.kernel.extension;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The jar without its neighbours, and the jar in a process that is no stock kernel. */
class StockKernelTest {
  private static String failure(String method, Class<?>[] types, Object... arguments)
      throws Exception {
    var alone = new URL[] {StockKernel.class.getProtectionDomain().getCodeSource().getLocation()};
    try (var loader = new URLClassLoader(alone, ClassLoader.getPlatformClassLoader())) {
      var install = loader.loadClass(StockKernel.class.getName()).getDeclaredMethod(method, types);
      install.setAccessible(true);
      var e = assertThrows(InvocationTargetException.class, () -> install.invoke(null, arguments));
      return assertInstanceOf(IllegalStateException.class, e.getCause()).getMessage();
    }
  }

  @Test
  void shouldNameTheJarToAddWhenPartsAreMissing() throws Exception {
    Supplier<Object> host = () -> null;
    var said = failure("install", new Class<?>[] {Supplier.class}, host);
    assertTrue(said.contains("org.sfumato.Shown is missing"), said);
    assertTrue(said.contains("kernel-ext/target/sfumato.jar"), said);
  }

  @Test
  void shouldSayThatThisIsNoStockKernel() throws Exception {
    var said = failure("install", new Class<?>[0]);
    assertTrue(said.contains("IJava and JJava, and this is neither"), said);
  }
}
