package org.sfumato.kernel.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32;

/**
 * The classes a kernel needs to start, as Java keeps them in memory: with them it starts in half
 * the time. From Java 25 on they are kept linked as well (JEP 514), which saves another quarter.
 * Java ignores an archive of another version, but may crash on one that was cut, so none comes to
 * its place before Java has accepted it.
 */
final class ClassArchive {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** What first cells do: a value, output, a table, declarations, an error. */
  private static final List<String> WARM_UP =
      List.of(
          "6 * 7",
          "System.out.println(\"said\"); display(\"shown\"); List.of(1, 2)",
          "record Point(int x, int y) {} int twice(int n) { return 2 * n; } var p = new Point(1, 2); p",
          "Table.create(\"t\", IntColumn.create(\"a\", Stream.of(1, 2).mapToInt(n -> n).toArray()))",
          "try { throw new IllegalStateException(\"an error\"); } catch (RuntimeException e) { e.toString(); }");

  /** The first Java that keeps classes linked. */
  private static final int LINKS = 25;

  private static final String LINKED = ".aot";
  private static final String LOADED = ".jsa";

  private ClassArchive() {}

  /** Where the archive of this very Java belongs. */
  static Path place(Path application) {
    var crc = new CRC32();
    for (var property : List.of("java.home", "java.vm.name", "java.vm.vendor", "java.vm.version")) {
      crc.update(System.getProperty(property).getBytes(StandardCharsets.UTF_8));
    }
    return application.resolve(
        "classes-"
            + Runtime.version().feature()
            + "-"
            + HexFormat.of().toHexDigits((int) crc.getValue())
            + (Runtime.version().feature() >= LINKS ? LINKED : LOADED));
  }

  /**
   * The option by which Java starts from an archive. None stands beside -Xshare, with which Java
   * would refuse to start at all.
   */
  static String option(Path archive) {
    return (isLinked(archive) ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive;
  }

  private static boolean isLinked(Path archive) {
    return archive.toString().contains(LINKED);
  }

  /**
   * Makes it, from a kernel that starts, runs a cell, completes a word and ends. One that is there
   * and fits is left as it is.
   *
   * @throws InstallException if Java or the kernel would not
   */
  static Path make(Launch launch, Map<String, String> environment) throws IOException {
    var place = place(launch.application());
    if (fits(launch.with(place))) {
      return place;
    }
    // A kernel whose installation was killed may still be writing, so the name is nobody else's.
    var unfinished =
        Atomic.beside(place.resolveSibling(place.getFileName() + "." + UUID.randomUUID()));
    try {
      write(launch, environment, unfinished);
      if (!Files.exists(unfinished)) {
        throw new InstallException("this Java writes none");
      }
      // Windows deletes no file that is not writable.
      unfinished.toFile().setWritable(true);
      if (!fits(launch.with(unfinished))) {
        throw new InstallException("this Java does not accept its own");
      }
      Atomic.move(unfinished, place);
      return place;
    } finally {
      Atomic.delete(unfinished);
    }
  }

  /**
   * In two steps: a kernel tells what it loads, and then Java writes that down, running nothing.
   */
  private static void write(Launch launch, Map<String, String> environment, Path archive)
      throws IOException {
    var seen = archive.resolveSibling(archive.getFileName() + ".seen");
    try {
      KernelTrial.run(launch.kernel(observe(seen, archive)), environment, WARM_UP, PATIENCE);
      succeeds(launch.command(write(seen, archive), List.of()));
    } finally {
      Atomic.delete(seen);
    }
  }

  private static String[] observe(Path seen, Path archive) {
    return isLinked(archive)
        ? new String[] {"-XX:AOTMode=record", "-XX:AOTConfiguration=" + seen}
        : new String[] {"-XX:DumpLoadedClassList=" + seen};
  }

  private static List<String> write(Path seen, Path archive) {
    return isLinked(archive)
        ? List.of("-XX:AOTMode=create", "-XX:AOTConfiguration=" + seen, option(archive))
        : List.of("-Xshare:dump", "-XX:SharedClassListFile=" + seen, option(archive));
  }

  /** Whether Java starts with the archive of this launch; without one, it does not. */
  private static boolean fits(Launch launch) {
    return launch.archive().filter(Files::isRegularFile).isPresent()
        && accepts(launch.command(List.of(), List.of()));
  }

  /** Whether Java starts with the archive that the beginning of a command names. */
  static boolean accepts(List<String> javaAndOptions) {
    boolean linked = javaAndOptions.stream().anyMatch(o -> o.startsWith("-XX:AOTCache="));
    var command = new ArrayList<>(javaAndOptions);
    command.addAll(List.of(linked ? "-XX:AOTMode=on" : "-Xshare:on", "-version"));
    return succeeds(command);
  }

  private static boolean succeeds(List<String> command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
