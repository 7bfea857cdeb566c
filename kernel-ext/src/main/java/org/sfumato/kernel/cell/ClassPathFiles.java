package org.sfumato.kernel.cell;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
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
    if (recurse || !kinds.contains(JavaFileObject.Kind.CLASS)) {
      return location == StandardLocation.CLASS_PATH && !recurse
          ? List.of()
          : super.list(location, packageName, kinds, recurse);
    }
    var at = index.join();
    if (location == StandardLocation.CLASS_PATH) {
      return listed(at.in(packageName), packageName, at::read);
    }
    var ofJdk = at.listed(JdkPackages.name(location, packageName));
    return ofJdk.isEmpty()
        ? super.list(location, packageName, kinds, false)
        : listed(ofJdk, packageName, (jdk, name) -> ofJdk(location, name));
  }

  private static List<JavaFileObject> listed(
      List<ClassPathIndex.Found> all, String packageName, ListedClass.Content content) {
    var files = new ArrayList<JavaFileObject>();
    for (var found : all) {
      for (var name : found.simpleNames()) {
        files.add(new ListedClass(found.container(), packageName, name, content));
      }
    }
    return files;
  }

  private byte[] ofJdk(Location location, String name) throws IOException {
    var file =
        super.getJavaFileForInput(
            location, ListedClass.binaryName(name), JavaFileObject.Kind.CLASS);
    if (file == null) {
      throw new FileNotFoundException(name + " in " + location);
    }
    try (var in = file.openInputStream()) {
      return in.readAllBytes();
    }
  }

  @Override
  public String inferBinaryName(Location location, JavaFileObject file) {
    return file instanceof ListedClass c ? c.binaryName() : super.inferBinaryName(location, file);
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
    return a instanceof ListedClass || b instanceof ListedClass
        ? a.equals(b)
        : super.isSameFile(a, b);
  }

  @Override
  public boolean contains(Location location, FileObject file) throws IOException {
    if (file instanceof ListedClass c) {
      return index.join().listed(JdkPackages.name(location, c.packageName())).stream()
              .anyMatch(f -> f.container().equals(c.container()))
          || location == StandardLocation.CLASS_PATH && !JdkPackages.image().equals(c.container());
    }
    return super.contains(location, file);
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
    return file instanceof ListedClass c ? c.container() : fileManager.asPath(file);
  }

  @Override
  public void setPathFactory(PathFactory factory) {
    fileManager.setPathFactory(factory);
  }
}
