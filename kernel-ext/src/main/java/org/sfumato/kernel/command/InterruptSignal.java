package org.sfumato.kernel.command;

import java.lang.reflect.Proxy;

/**
 * The signal of Ctrl-C, which then no longer ends the process. Java has no public class for it; one
 * that is not there leaves interrupts by message.
 */
final class InterruptSignal {
  private InterruptSignal() {}

  static void handle(Runnable action) {
    try {
      var signal = Class.forName("sun.misc.Signal");
      var handler = Class.forName("sun.misc.SignalHandler");
      var proxy =
          Proxy.newProxyInstance(
              InterruptSignal.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  action.run();
                }
                return null;
              });
      var interrupt = signal.getConstructor(String.class).newInstance("INT");
      signal.getMethod("handle", signal, handler).invoke(null, interrupt, proxy);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      // This Java has no such signal; Jupyter interrupts by message anyway.
    }
  }
}
