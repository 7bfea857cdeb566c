package org.sfumato.kernel.install;

import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where Jupyter looks for kernels, by the rules of jupyter_core.
 *
 * @param environment the variables of the process
 * @param system the name of the operating system, as {@code os.name} gives it
 * @param home the user's folder
 */
public record Places(Map<String, String> environment, String system, Path home) {
  private static final String BELOW_PREFIX = "share/jupyter/kernels";

  /** Those of this process. */
  public static Places ofThisUser() {
    return new Places(
        System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
  }

  /** The user's own kernels. */
  public Path user() {
    return dataFolder().resolve("kernels");
  }

  /** The kernels below an installation's prefix, such as {@code /usr/local}. */
  public static Path below(Path prefix) {
    return prefix.toAbsolutePath().normalize().resolve(BELOW_PREFIX);
  }

  /** The prefix of the Python environment that is active in this terminal, if one is. */
  public Optional<Path> activeEnvironment() {
    return variable("VIRTUAL_ENV").or(() -> variable("CONDA_PREFIX")).map(Path::of);
  }

  /** Every folder of kernels that Jupyter would look into, first found first. */
  public List<Path> all() {
    var folders = new LinkedHashSet<Path>();
    variable("JUPYTER_PATH").stream()
        .flatMap(p -> Arrays.stream(p.split(File.pathSeparator)))
        .filter(p -> !p.isBlank())
        .forEach(p -> folders.add(Path.of(p, "kernels")));
    folders.add(user());
    activeEnvironment().ifPresent(p -> folders.add(below(p)));
    if (isWindows()) {
      variable("PROGRAMDATA").ifPresent(p -> folders.add(Path.of(p, "jupyter", "kernels")));
    } else {
      folders.add(below(Path.of("/usr/local")));
      folders.add(below(Path.of("/usr")));
    }
    return List.copyOf(folders);
  }

  /** A program of that name on the PATH. */
  public Optional<Path> program(String name) {
    var names = isWindows() ? List.of(name + ".exe", name + ".cmd", name + ".bat") : List.of(name);
    var found = new ArrayList<Path>();
    for (var folder : variable("PATH").orElse("").split(File.pathSeparator)) {
      for (var n : names) {
        path(folder, n)
            .filter(p -> p.toFile().isFile() && p.toFile().canExecute())
            .ifPresent(found::add);
      }
    }
    return found.stream().findFirst();
  }

  private static Optional<Path> path(String folder, String name) {
    try {
      return folder.isBlank() ? Optional.empty() : Optional.of(Path.of(folder, name));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Path dataFolder() {
    var set = variable("JUPYTER_DATA_DIR");
    if (set.isPresent()) {
      return Path.of(set.get()).toAbsolutePath();
    }
    if (isWindows()) {
      return variable("APPDATA")
          .map(a -> Path.of(a, "jupyter"))
          .orElse(home.resolve(".jupyter").resolve("data"));
    }
    if (system.toLowerCase(Locale.ROOT).startsWith("mac")) {
      return home.resolve("Library").resolve("Jupyter");
    }
    return variable("XDG_DATA_HOME")
        .map(Path::of)
        .orElse(home.resolve(".local").resolve("share"))
        .resolve("jupyter");
  }

  private boolean isWindows() {
    return system.toLowerCase(Locale.ROOT).startsWith("windows");
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(v -> !v.isBlank());
  }
}
