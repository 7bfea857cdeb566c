package org.sfumato.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Networks that are on the device already, by the file they came from: {@code mobilenet()} in ten
 * cells is one network. One that nobody holds any more is freed.
 */
final class Loaded {
  private static final Map<String, WeakReference<Object>> KNOWN = new HashMap<>();

  private Loaded() {}

  /**
   * @param network which network is read of the file
   * @throws IllegalArgumentException if there is no such file
   */
  static synchronized <T> T of(Path file, String network, Class<T> type, Function<Path, T> read) {
    KNOWN.values().removeIf(r -> r.get() == null);
    var key = network + " " + state(file);
    var known = KNOWN.get(key);
    var there = known == null ? null : known.get();
    if (there == null) {
      there = read.apply(file);
      KNOWN.put(key, new WeakReference<>(there));
    }
    return type.cast(there);
  }

  /** Where the file is and whether it is still the same. */
  private static String state(Path file) {
    try {
      var real = file.toRealPath();
      return real + " " + Files.size(real) + " " + Files.getLastModifiedTime(real).toMillis();
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no weights file " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("could not look at " + file + ": " + e.getMessage(), e);
    }
  }
}
