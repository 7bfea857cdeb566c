package org.sfumato.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sfumato.Provenance;

/**
 * Trained networks inside the jar, or in another that has a folder of this name. A checkpoint is
 * copied into a cache below the user's home, or into the temporary folder if that cannot be
 * written, under its checksum: a new checkpoint of the same name never meets an old copy.
 */
final class Checkpoints {
  private static final String FOLDER = "priors";
  private static final String ENDING = ".safetensors";

  private Checkpoints() {}

  /**
   * The file of a trained network.
   *
   * @throws IllegalArgumentException if there is none of this name; the message lists those there
   *     are
   */
  static Path file(String id, Kind kind) {
    return file(id, kind, caches());
  }

  /** The folders for copies, the one to prefer first. */
  static List<Path> caches() {
    return List.of(
        Path.of(System.getProperty("user.home", "."), ".cache", "sfumato"),
        Path.of(System.getProperty("java.io.tmpdir"), "sfumato"));
  }

  static Path file(String id, Kind kind, List<Path> caches) {
    if (!names(kind).contains(id)) {
      throw new IllegalArgumentException(Nearest.sentence(kind.word(), id, names(kind)));
    }
    try (var in = Checkpoints.class.getResourceAsStream(FOLDER + "/" + id + ENDING)) {
      if (in == null) {
        throw new IllegalStateException("the checkpoint of " + id + " is gone from the jar");
      }
      return kept(id, in.readAllBytes(), caches);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the checkpoint of " + id + " could not be read from the jar", e);
    }
  }

  /** The copy in the first cache that can be written; a damaged one is replaced. */
  static Path kept(String id, byte[] bytes, List<Path> caches) {
    var digest = Provenance.digest(bytes);
    IOException last = null;
    for (var cache : caches) {
      var file = cache.resolve(id + "-" + digest.substring(0, 16) + ENDING);
      try {
        if (!Files.isRegularFile(file)
            || !Provenance.digest(Files.readAllBytes(file)).equals(digest)) {
          write(file, bytes);
        }
        return file;
      } catch (IOException e) {
        last = e;
      }
    }
    throw new UncheckedIOException(
        "the checkpoint of %s could not be copied to %s; free some space there or make one of them writable"
            .formatted(id, String.join(" or ", caches.stream().map(Path::toString).toList())),
        last);
  }

  /** Whole or not at all: another process may be looking at the same place. */
  static void write(Path file, byte[] bytes) throws IOException {
    Files.createDirectories(file.getParent());
    var part = Files.createTempFile(file.getParent(), ".checkpoint", ".part");
    try {
      Files.write(part, bytes);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Those of a kind that there are, in alphabetical order. */
  static List<String> names(Kind kind) {
    return Listed.KINDS.entrySet().stream()
        .filter(e -> e.getValue() == kind)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Looked for once. */
  private static final class Listed {
    private static final Map<String, Kind> KINDS = everywhere();
  }

  /** Those of all folders of this name on the class path; the first of a name is the one. */
  private static Map<String, Kind> everywhere() {
    var path = Checkpoints.class.getPackageName().replace('.', '/') + "/" + FOLDER;
    var all = new TreeMap<String, Kind>();
    try {
      for (var folder : Collections.list(Checkpoints.class.getClassLoader().getResources(path))) {
        kinds(folder).forEach(all::putIfAbsent);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the class path could not be read", e);
    }
    return all;
  }

  /** What there is in a folder or in a folder of a jar, by name; nothing if there is no folder. */
  static Map<String, Kind> kinds(URL folder) {
    if (folder == null) {
      return Map.of();
    }
    try {
      var uri = folder.toURI();
      if (!uri.getScheme().equals("jar")) {
        return kinds(Path.of(uri));
      }
      try (var jar = FileSystems.newFileSystem(jarOf(uri))) {
        return kinds(jar.getPath("/" + uri.toString().split("!/", 2)[1]));
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("the list of priors could not be read from " + folder, e);
    }
  }

  /** The jar file in an address such as {@code jar:file:/a/b.jar!/org/…}. */
  private static Path jarOf(URI uri) {
    return Path.of(URI.create(uri.toString().substring("jar:".length()).split("!/", 2)[0]));
  }

  private static Map<String, Kind> kinds(Path folder) throws IOException {
    var kinds = new TreeMap<String, Kind>();
    try (var files = Files.list(folder)) {
      for (var file : files.filter(f -> f.toString().endsWith(ENDING)).toList()) {
        var name = file.getFileName().toString();
        try (var in = Files.newInputStream(file)) {
          Kind.of(in)
              .ifPresent(
                  kind -> kinds.put(name.substring(0, name.length() - ENDING.length()), kind));
        }
      }
    }
    return kinds;
  }
}
