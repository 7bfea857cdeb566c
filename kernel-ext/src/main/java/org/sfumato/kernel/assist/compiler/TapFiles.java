package org.sfumato.kernel.assist.compiler;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import javax.tools.StandardJavaFileManager;

/**
 * Shows the compiler of a JShell our plugin. A line in {@code META-INF/services} would show it to
 * every compiler that has this jar on its class path, also to the one that is compiling it.
 */
final class TapFiles {
  private TapFiles() {}

  /** The same files; only plugins come from somewhere else. */
  static StandardJavaFileManager of(StandardJavaFileManager files) {
    var plugins = new Plugins(CompilerTap.class.getClassLoader());
    return (StandardJavaFileManager)
        Proxy.newProxyInstance(
            CompilerTap.class.getClassLoader(),
            new Class<?>[] {StandardJavaFileManager.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("getClassLoader")) {
                return plugins;
              }
              try {
                return method.invoke(files, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static final class Plugins extends ClassLoader {
    Plugins(ClassLoader parent) {
      super(parent);
    }

    /** The compiler looks for lists of plugins only; there is one, with one name on it. */
    @Override
    public Enumeration<URL> getResources(String name) {
      return name.endsWith("com.sun.source.util.Plugin")
          ? Collections.enumeration(List.of(CompilerTap.class.getResource("plugins")))
          : Collections.emptyEnumeration();
    }
  }
}
