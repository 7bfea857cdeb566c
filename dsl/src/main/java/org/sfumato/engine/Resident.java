package org.sfumato.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The memory that this process holds, of the Java heap, of arrays and of everything else. Linux
 * keeps its peak and lets a process begin anew.
 */
public final class Resident {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path RESET = Path.of("/proc/self/clear_refs");

  private Resident() {}

  /** From now on the peak is that of what follows, where the system allows it. */
  public static void watch() {
    try {
      if (Files.exists(RESET)) {
        Files.writeString(RESET, "5");
      }
    } catch (IOException | SecurityException e) {
      // The peak is then that of the whole process so far.
      return;
    }
  }

  /** The peak in megabytes of 10⁶ bytes, NaN where the system does not tell. */
  public static double peak() {
    return megabytes("VmHWM:");
  }

  /** What is held now in megabytes, NaN where the system does not tell. */
  public static double now() {
    return megabytes("VmRSS:");
  }

  private static double megabytes(String field) {
    try {
      for (var line : Files.readAllLines(STATUS)) {
        if (line.startsWith(field)) {
          return Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024 / 1e6;
        }
      }
    } catch (IOException | SecurityException e) {
      return Double.NaN;
    }
    return Double.NaN;
  }
}
