package org.sfumato.kernel.install;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A kernel in one of Jupyter's folders: its kernelspec and, beside it, a copy of all it runs from,
 * so that it outlives the project's build. The kernelspec is written last and in one step: whenever
 * the process dies, there is the kernel as it was or the new one.
 */
public final class Installation {
  private static final Pattern NAME = Pattern.compile("[a-z0-9._-]+");

  /** Held while files are written; the system lets go of it when the process dies. */
  private static final String LOCK = ".installing";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;

  /**
   * Of a name in a folder of kernels; nothing is written yet.
   *
   * @throws InstallException if Jupyter would not accept the name
   */
  public Installation(Path kernels, String name) {
    if (!NAME.matcher(name).matches() || name.startsWith(".")) {
      throw new InstallException(
          "a kernel's name has small letters, digits, '.', '_' and '-' only, not \"" + name + "\"");
    }
    folder = kernels.toAbsolutePath().normalize().resolve(name);
  }

  /** Where it is or would be. */
  public Path folder() {
    return folder;
  }

  /**
   * Writes it, over an older one if there is one.
   *
   * @param application what to run from; it is copied
   * @param displayName what people choose it by
   * @param options further options for Java
   * @param environment further variables
   * @return what was done
   * @throws InstallException if it cannot be written, or another kernel has this name
   */
  public Installed install(
      Application application,
      String displayName,
      List<String> options,
      Map<String, String> environment) {
    try {
      Files.createDirectories(folder);
      try (var channel =
              FileChannel.open(
                  folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          var held = channel.lock()) {
        return write(application, displayName, options, environment);
      }
    } catch (IOException e) {
      throw new InstallException(
          "cannot write " + folder + ": " + reason(e) + "; choose another place with --prefix", e);
    }
  }

  private Installed write(
      Application application,
      String displayName,
      List<String> options,
      Map<String, String> environment)
      throws IOException {
    var before = ours();
    removeUnfinished(folder);
    var copy = application.copyBelow(folder);
    removeUnfinished(copy);
    var launch = new Launch(Launch.thisJava(), copy, Optional.empty(), options);
    Optional<String> complaint = Optional.empty();
    try {
      launch = launch.with(ClassArchive.make(launch, environment));
    } catch (InstallException | IOException e) {
      // It is only for speed.
      complaint = Optional.of(e.getMessage());
    }
    var spec =
        new Kernelspec(
            launch.kernel(), displayName, environment, Optional.of(copy.getFileName().toString()));
    spec.writeInto(folder);
    // Kernels that run now run from the one before.
    removeApplications(
        List.of(copy.getFileName().toString(), before.flatMap(Kernelspec::application).orElse("")));
    return new Installed(folder, launch.java(), launch.archive(), complaint);
  }

  /** The kernelspec there is; one that cannot be read may be replaced. */
  private Optional<Kernelspec> ours() {
    Optional<Kernelspec> there;
    try {
      there = Kernelspec.read(folder);
    } catch (InstallException e) {
      return Optional.empty();
    }
    if (there.isPresent() && there.get().application().isEmpty()) {
      throw new InstallException(
          "the kernel in "
              + folder
              + ", \""
              + there.get().displayName()
              + "\", is not of Sfumato; choose another --name");
    }
    return there;
  }

  /**
   * Removes what was installed, and nothing else.
   *
   * @return the files of others that are still there
   * @throws InstallException if there is nothing to remove, it is not ours, or it cannot be removed
   */
  public List<Path> uninstall() {
    if (!Files.isDirectory(folder)) {
      throw new InstallException("there is no kernel in " + folder);
    }
    if (ours().isEmpty() && applications().isEmpty()) {
      throw new InstallException(folder + " was not made by sfumato install; delete it by hand");
    }
    try {
      // First the file without which Jupyter sees no kernel.
      for (var file : Kernelspec.files()) {
        Files.deleteIfExists(folder.resolve(file));
      }
      removeApplications(List.of());
      removeUnfinished(folder);
      Files.deleteIfExists(folder.resolve(LOCK));
      var left = list(folder);
      if (left.isEmpty()) {
        Files.delete(folder);
      }
      return left;
    } catch (IOException e) {
      throw new InstallException(
          "cannot remove all of " + folder + ": " + reason(e) + "; stop its kernels first", e);
    }
  }

  /** Whether it was installed from this very application, by this very Java, and is all there. */
  public boolean isOf(Application application) {
    try {
      var copy = folder.resolve(application.copyName());
      return Files.isDirectory(copy)
          && Kernelspec.read(folder)
              .filter(k -> k.application().equals(Optional.of(application.copyName())))
              .filter(k -> k.command().get(0).equals(Launch.thisJava().toString()))
              .isPresent();
    } catch (InstallException e) {
      return false;
    }
  }

  /**
   * Looks whether all is there, and starts the kernel as Jupyter would.
   *
   * @throws InstallException if it is not there or does not work
   */
  public KernelTrial tryOut() {
    var spec =
        Kernelspec.read(folder)
            .orElseThrow(() -> new InstallException("there is no kernel in " + folder));
    var java = Path.of(spec.command().get(0));
    if (!Files.isExecutable(java)) {
      throw new InstallException("its Java is not there any more: " + java);
    }
    spec.missingFile()
        .ifPresent(
            file -> {
              throw new InstallException("a file it runs from is not there any more: " + file);
            });
    try {
      return KernelTrial.run(spec.command(), spec.environment(), List.of("6 * 7"), PATIENCE);
    } catch (IOException e) {
      throw new InstallException("it cannot be started: " + e.getMessage(), e);
    }
  }

  /** Whether it starts from an archive of its classes, which fits the Java it names. */
  public boolean hasArchive() {
    return Kernelspec.read(folder)
        .filter(k -> ClassArchive.accepts(k.javaAndOptions()))
        .isPresent();
  }

  /** All of ours that Jupyter would find, those it finds first first. */
  public static List<Installation> all(Places places) {
    var found = new ArrayList<Installation>();
    for (var kernels : places.all()) {
      try (var folders = Files.list(kernels)) {
        folders
            .sorted()
            .filter(f -> NAME.matcher(f.getFileName().toString()).matches())
            .map(f -> new Installation(kernels, f.getFileName().toString()))
            .filter(Installation::isOurs)
            .forEach(found::add);
      } catch (IOException e) {
        // No such folder, or not for us.
      }
    }
    return found;
  }

  private boolean isOurs() {
    try {
      return Kernelspec.read(folder).flatMap(Kernelspec::application).isPresent();
    } catch (InstallException e) {
      return false;
    }
  }

  private static void removeUnfinished(Path folder) throws IOException {
    for (var file : list(folder)) {
      if (file.toString().endsWith(Atomic.UNFINISHED)) {
        Atomic.delete(file);
      }
    }
  }

  private void removeApplications(List<String> butFor) {
    for (var copy : applications()) {
      if (!butFor.contains(copy.getFileName().toString())) {
        try {
          Atomic.delete(copy);
        } catch (IOException e) {
          // Windows keeps the files of a kernel that runs; the next installation removes them.
        }
      }
    }
  }

  private List<Path> applications() {
    try {
      return list(folder).stream()
          .filter(Files::isDirectory)
          .filter(f -> Application.isCopyName(f.getFileName().toString()))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return new ArrayList<>(files.sorted().toList());
    }
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.AccessDeniedException
        ? "permission denied"
        : e instanceof java.nio.file.FileSystemException f && f.getReason() != null
            ? f.getReason()
            : e.getMessage();
  }
}
