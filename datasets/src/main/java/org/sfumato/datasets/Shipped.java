package org.sfumato.datasets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.sfumato.Provenance;

/** The data files inside the jar. Each is compared with its checksum the first time it is read. */
final class Shipped {
  private static final String FOLDER = "data/";
  private static final Map<String, String> SUMS = sums();
  private static final Set<String> VERIFIED = ConcurrentHashMap.newKeySet();

  private Shipped() {}

  /** The SHA-256 that a file should have, as 64 hexadecimal digits. */
  static String sha256(String file) {
    var sum = SUMS.get(file);
    if (sum == null) {
      throw new IllegalStateException("no checksum is known for the data file " + file);
    }
    return sum;
  }

  /** A file's name with its checksum, as cards want it. */
  static Map<String, String> listed(String... files) {
    return Set.of(files).stream().collect(Collectors.toMap(f -> f, Shipped::sha256));
  }

  /**
   * The bytes of a file.
   *
   * @throws IllegalStateException if the file is not in the jar or differs from its checksum
   */
  static InputStream open(String file) {
    var bytes = read(file);
    if (!VERIFIED.contains(file)) {
      verify(file, bytes, sha256(file));
      VERIFIED.add(file);
    }
    return new ByteArrayInputStream(bytes);
  }

  static void verify(String file, byte[] bytes, String expected) {
    var found = Provenance.digest(bytes);
    if (!found.equals(expected)) {
      throw new IllegalStateException(
          "the data file %s is damaged: its SHA-256 begins with %s, but should begin with %s; rebuild or download the jar again"
              .formatted(
                  file,
                  found.substring(0, 12),
                  expected.substring(0, Math.min(12, expected.length()))));
    }
  }

  private static byte[] read(String file) {
    try (var in = Shipped.class.getResourceAsStream(FOLDER + file)) {
      if (in == null) {
        throw new IllegalStateException(
            "the data file " + file + " is missing from the sfumato-datasets jar");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the data file " + file + " could not be read", e);
    }
  }

  private static Map<String, String> sums() {
    return new String(read("SHA256SUMS"), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split("\\s+", 2))
        .collect(Collectors.toMap(parts -> parts[1], parts -> parts[0]));
  }
}
