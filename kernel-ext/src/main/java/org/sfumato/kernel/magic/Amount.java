package org.sfumato.kernel.magic;

import java.util.Locale;

/** Bytes and times as a reader wants them: three digits and a unit. */
final class Amount {
  private Amount() {}

  /** {@code 512 B}, {@code 1.5 kB}, {@code 3.2 MB}, {@code 1.1 GB}; of 1000. */
  static String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double size = bytes / 1e3;
    for (var unit : new String[] {"kB", "MB", "GB"}) {
      if (size < 999.5) {
        return digits(size) + " " + unit;
      }
      size /= 1e3;
    }
    return digits(size) + " TB";
  }

  /** {@code 12 ns}, {@code 3.4 µs}, {@code 56 ms}, {@code 7.8 s}, {@code 2 min 3 s}. */
  static String time(double nanoseconds) {
    if (nanoseconds < 999.5) {
      return digits(nanoseconds) + " ns";
    }
    if (nanoseconds < 999.5e3) {
      return digits(nanoseconds / 1e3) + " µs";
    }
    if (nanoseconds < 999.5e6) {
      return digits(nanoseconds / 1e6) + " ms";
    }
    if (nanoseconds < 59.95e9) {
      return digits(nanoseconds / 1e9) + " s";
    }
    long seconds = Math.round(nanoseconds / 1e9);
    return seconds < 3600
        ? seconds / 60 + " min " + seconds % 60 + " s"
        : seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
  }

  /** Three significant digits. */
  private static String digits(double v) {
    int places = v >= 99.95 || v == 0 ? 0 : v >= 9.995 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + places + "f", v);
  }
}
