package org.sfumato.kernel.cell;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jshell.execution.LoaderDelegate;
import jdk.jshell.spi.ExecutionControl.ClassBytecodes;
import jdk.jshell.spi.ExecutionControl.ClassInstallException;
import jdk.jshell.spi.ExecutionControl.EngineTerminationException;
import jdk.jshell.spi.ExecutionControl.InternalException;
import jdk.jshell.spi.ExecutionControl.NotImplementedException;

/**
 * Holds the classes that cells compile to, in one loader above the application's own, so that cells
 * and library share every type. Each class gets its interrupt checks on the way in.
 */
final class SnippetClasses implements LoaderDelegate {
  private final Loader loader = new Loader(SnippetClasses.class.getClassLoader());

  ClassLoader loader() {
    return loader;
  }

  @Override
  public void load(ClassBytecodes[] classes)
      throws ClassInstallException, NotImplementedException, EngineTerminationException {
    var done = new boolean[classes.length];
    try {
      for (var c : classes) {
        loader.known.put(c.name(), InterruptChecks.addTo(c.bytecodes()));
      }
      for (int i = 0; i < classes.length; i++) {
        // Linking a class before it runs shows a class that does not fit here, not in the cell.
        loader.loadClass(classes[i].name()).getDeclaredMethods();
        done[i] = true;
      }
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new ClassInstallException("load: " + e.getMessage(), done);
    }
  }

  @Override
  public void classesRedefined(ClassBytecodes[] classes) {
    for (var c : classes) {
      loader.known.put(c.name(), InterruptChecks.addTo(c.bytecodes()));
    }
  }

  @Override
  public void addToClasspath(String path) throws EngineTerminationException, InternalException {
    try {
      loader.addURL(Path.of(path).toUri().toURL());
    } catch (MalformedURLException e) {
      throw new InternalException("cannot add " + path + ": " + e.getMessage());
    }
  }

  @Override
  public Class<?> findClass(String name) throws ClassNotFoundException {
    return loader.loadClass(name);
  }

  private static final class Loader extends URLClassLoader {
    private final Map<String, byte[]> known = new ConcurrentHashMap<>();

    Loader(ClassLoader parent) {
      super("cells", new URL[0], parent);
    }

    @Override
    protected void addURL(URL url) {
      super.addURL(url);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      var code = known.get(name);
      if (code == null) {
        return super.findClass(name);
      }
      return defineClass(name, code, 0, code.length);
    }

    /** The code of a cell can be read, so that what was drawn with its lambdas is known again. */
    @Override
    public InputStream getResourceAsStream(String name) {
      var code =
          name.endsWith(".class")
              ? known.get(name.substring(0, name.length() - ".class".length()).replace('/', '.'))
              : null;
      return code == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(code);
    }
  }
}
