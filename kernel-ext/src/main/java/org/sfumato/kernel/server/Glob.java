package org.sfumato.kernel.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A pattern for a whole text: {@code *} stands for any characters, line ends too, {@code ?} for
 * one, {@code [a-z]} for one of a set and {@code [^a-z]} for one outside it; capitals matter. These
 * are the rules of SQLite's GLOB, which front ends expect. A match takes time in proportion to the
 * length of the text times that of the pattern, whatever the pattern.
 */
public final class Glob {
  private static final IntPredicate STAR = c -> true;
  private static final IntPredicate ANY = c -> true;

  private final List<IntPredicate> parts;

  private Glob(List<IntPredicate> parts) {
    this.parts = parts;
  }

  /** Any text is a pattern: a bracket that is never closed stands for itself. */
  public static Glob of(String text) {
    var parts = new ArrayList<IntPredicate>();
    var points = text.codePoints().toArray();
    for (int i = 0; i < points.length; i++) {
      int c = points[i];
      int end = c == '[' ? closing(points, i) : -1;
      if (end > 0) {
        parts.add(set(points, i + 1, end));
        i = end;
      } else {
        parts.add(c == '*' ? STAR : c == '?' ? ANY : other -> other == c);
      }
    }
    return new Glob(List.copyOf(parts));
  }

  /** Whether the whole text fits. */
  public boolean matches(String text) {
    var points = text.codePoints().toArray();
    int part = 0;
    int at = 0;
    // Where to go on if what follows the last star does not fit: the star takes one more.
    int star = -1;
    int taken = 0;
    while (at < points.length) {
      if (part < parts.size() && parts.get(part) == STAR) {
        star = part++;
        taken = at;
      } else if (part < parts.size() && parts.get(part).test(points[at])) {
        part++;
        at++;
      } else if (star >= 0) {
        part = star + 1;
        at = ++taken;
      } else {
        return false;
      }
    }
    return parts.subList(part, parts.size()).stream().allMatch(p -> p == STAR);
  }

  /** A bracket right after the opening one, or after {@code [^}, is a member of the set. */
  private static int closing(int[] points, int open) {
    int from = open + 1 < points.length && points[open + 1] == '^' ? open + 3 : open + 2;
    for (int i = from; i < points.length; i++) {
      if (points[i] == ']') {
        return i;
      }
    }
    return -1;
  }

  private static IntPredicate set(int[] points, int start, int end) {
    boolean outside = points[start] == '^';
    IntPredicate inside = c -> false;
    for (int i = outside ? start + 1 : start; i < end; i++) {
      int low = points[i];
      boolean range = i + 2 < end && points[i + 1] == '-';
      int high = range ? points[i + 2] : low;
      inside = inside.or(c -> low <= c && c <= high);
      i += range ? 2 : 0;
    }
    return outside ? inside.negate() : inside;
  }
}
