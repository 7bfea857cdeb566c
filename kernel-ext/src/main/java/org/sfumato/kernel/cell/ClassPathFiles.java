package org.sfumato.kernel.cell;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import org.sfumato.kernel.assist.compiler.CompilerTap;

/** The compiler's files, with a class path that costs little to look into. */
final class ClassPathFiles extends ForwardingJavaFileManager<StandardJavaFileManager>
    implements StandardJavaFileManager {
  private volatile CompletableFuture<ClassPathIndex> index;

  ClassPathFiles(StandardJavaFileManager compilers, CompletableFuture<ClassPathIndex> index) {
    super(compilers);
    this.index = index;
  }

  @Override
  public Iterable<JavaFileObject> list(
      Location location, String packageName, Set<JavaFileObject.Kind> kinds, boolean recurse)
      throws IOException {
    if (location != StandardLocation.CLASS_PATH || recurse) {
      return super.list(location, packageName, kinds, recurse);
    }
    var files = new ArrayList<JavaFileObject>();
    if (kinds.contains(JavaFileObject.Kind.CLASS)) {
      var at = index.join();
      for (var found : at.in(packageName)) {
        for (var name : found.simpleNames()) {
          files.add(new ClassFile(at, found.container(), packageName, name));
        }
      }
    }
    return files;
  }

  @Override
  public String inferBinaryName(Location location, JavaFileObject file) {
    return file instanceof ClassFile c ? c.binaryName() : super.inferBinaryName(location, file);
  }

  @Override
  public boolean handleOption(String option, Iterator<String> rest) {
    if (option.equals("-classpath") || option.equals("--class-path") || option.equals("-cp")) {
      var path = rest.next();
      index = CompletableFuture.completedFuture(ClassPathIndex.of(path));
      return super.handleOption(option, List.of(path).iterator());
    }
    return super.handleOption(option, rest);
  }

  @Override
  public boolean isSameFile(FileObject a, FileObject b) {
    return a instanceof ClassFile || b instanceof ClassFile ? a.equals(b) : super.isSameFile(a, b);
  }

  @Override
  public boolean contains(Location location, FileObject file) throws IOException {
    return file instanceof ClassFile
        ? location == StandardLocation.CLASS_PATH
        : super.contains(location, file);
  }

  /** The compiler loads nothing but plugins through its files. */
  @Override
  public ClassLoader getClassLoader(Location location) {
    return CompilerTap.loader();
  }

  /**
   * Nobody but JShell's index of all classes of the JDK and the class path asks for these. It would
   * burn a core for its first second and hold 25 MB, for words that help while writing knows how to
   * find without it.
   */
  @Override
  public Iterable<? extends Path> getLocationAsPaths(Location location) {
    return location == StandardLocation.CLASS_PATH
            || location == StandardLocation.PLATFORM_CLASS_PATH
        ? List.of()
        : fileManager.getLocationAsPaths(location);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromFiles(
      Iterable<? extends File> files) {
    return fileManager.getJavaFileObjectsFromFiles(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(File... files) {
    return fileManager.getJavaFileObjects(files);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(Path... paths) {
    return fileManager.getJavaFileObjects(paths);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromPaths(
      Collection<? extends Path> paths) {
    return fileManager.getJavaFileObjectsFromPaths(paths);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjectsFromStrings(Iterable<String> names) {
    return fileManager.getJavaFileObjectsFromStrings(names);
  }

  @Override
  public Iterable<? extends JavaFileObject> getJavaFileObjects(String... names) {
    return fileManager.getJavaFileObjects(names);
  }

  @Override
  public void setLocation(Location location, Iterable<? extends File> files) throws IOException {
    fileManager.setLocation(location, files);
  }

  @Override
  public void setLocationFromPaths(Location location, Collection<? extends Path> paths)
      throws IOException {
    fileManager.setLocationFromPaths(location, paths);
  }

  @Override
  public void setLocationForModule(
      Location location, String moduleName, Collection<? extends Path> paths) throws IOException {
    fileManager.setLocationForModule(location, moduleName, paths);
  }

  @Override
  public Iterable<? extends File> getLocation(Location location) {
    return fileManager.getLocation(location);
  }

  @Override
  public Path asPath(FileObject file) {
    return file instanceof ClassFile c ? c.container : fileManager.asPath(file);
  }

  @Override
  public void setPathFactory(PathFactory factory) {
    fileManager.setPathFactory(factory);
  }

  /** A class in a jar or folder. */
  private static final class ClassFile extends SimpleJavaFileObject {
    private final ClassPathIndex index;
    private final Path container;
    private final String name;

    ClassFile(ClassPathIndex index, Path container, String packageName, String simpleName) {
      super(URI.create("classpath:/" + path(packageName, simpleName)), Kind.CLASS);
      this.index = index;
      this.container = container;
      name = path(packageName, simpleName);
    }

    private static String path(String packageName, String simpleName) {
      var folder = packageName.isEmpty() ? "" : packageName.replace('.', '/') + "/";
      return folder + simpleName + ".class";
    }

    String binaryName() {
      return name.substring(0, name.length() - Kind.CLASS.extension.length()).replace('/', '.');
    }

    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return kind == Kind.CLASS
          && name.substring(name.lastIndexOf('/') + 1).equals(simpleName + kind.extension);
    }

    @Override
    public InputStream openInputStream() throws IOException {
      return new ByteArrayInputStream(index.read(container, name));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ClassFile c && name.equals(c.name) && container.equals(c.container);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }
}
