package org.sfumato.datasets;

import java.util.Locale;

/** A number of bytes in words. */
public final class Size {
  private static final double THOUSAND = 1000;

  private Size() {}

  /** Such as {@code 96 MB}, {@code 4.9 MB} or {@code 6 kB}. */
  public static String of(long bytes) {
    if (bytes < THOUSAND) {
      return bytes + " bytes";
    }
    double size = bytes / THOUSAND;
    var unit = "kB";
    if (size >= THOUSAND) {
      size /= THOUSAND;
      unit = "MB";
    }
    return (size < 10 ? String.format(Locale.ROOT, "%.1f", size) : Math.round(size)) + " " + unit;
  }
}
