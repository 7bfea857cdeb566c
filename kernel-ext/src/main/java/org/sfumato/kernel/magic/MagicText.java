package org.sfumato.kernel.magic;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sfumato.kernel.magic.Magic.Place;

/**
 * One use of a magic, as it is written in a cell.
 *
 * @param name without {@code %}
 * @param place on a line, or at the head of a cell
 * @param arguments what follows the name on its line
 * @param body the rest of the cell; empty for a line
 * @param help whether it only asks for help
 * @param start where its first {@code %} stands, in characters of the cell
 * @param end where its line, or the cell, ends
 */
public record MagicText(
    String name,
    Place place,
    String arguments,
    Optional<String> body,
    boolean help,
    int start,
    int end) {
  /** Java's modulo has a blank or an operand's end before it; a magic's name follows its sign. */
  private static final Pattern LINE =
      Pattern.compile("[ \\t]*(%%?)([A-Za-z][A-Za-z0-9_]*)(\\?{0,2})(?:[ \\t]+(.*)|[ \\t]*)\\r?");

  private static final Pattern ASKED = Pattern.compile("[ \\t]*\\?(%%?)([A-Za-z]\\w*)[ \\t]*\\r?");

  /** As it was written: {@code %time} or {@code %%html}. */
  public String word() {
    return (place == Place.CELL ? "%%" : "%") + name;
  }

  /** The magic that heads this cell, if its first line that is not blank begins with two signs. */
  public static Optional<MagicText> heading(String cell) {
    int at = 0;
    while (at < cell.length() && Character.isWhitespace(cell.charAt(at))) {
      at++;
    }
    var found = at(cell, lineStart(cell, at));
    return found.filter(m -> m.place() == Place.CELL);
  }

  /**
   * The magic on the line that begins at {@code lineStart}. Whether a statement may begin there is
   * for the caller to know.
   */
  public static Optional<MagicText> at(String cell, int lineStart) {
    int lineEnd = cell.indexOf('\n', lineStart);
    int end = lineEnd < 0 ? cell.length() : lineEnd;
    var line = cell.substring(lineStart, end);
    var m = LINE.matcher(line);
    if (m.matches()) {
      return Optional.of(read(m, !m.group(3).isEmpty(), cell, lineStart, end));
    }
    var asked = ASKED.matcher(line);
    return asked.matches()
        ? Optional.of(read(asked, true, cell, lineStart, end))
        : Optional.empty();
  }

  private static MagicText read(Matcher m, boolean help, String cell, int lineStart, int end) {
    boolean whole = m.group(1).length() == 2;
    var arguments = m.groupCount() > 2 && m.group(4) != null ? m.group(4).strip() : "";
    int start = lineStart + m.start(1);
    if (!whole || help) {
      return new MagicText(
          m.group(2),
          whole ? Place.CELL : Place.LINE,
          arguments,
          Optional.empty(),
          help,
          start,
          end);
    }
    var body = end < cell.length() ? cell.substring(end + 1) : "";
    return new MagicText(
        m.group(2), Place.CELL, arguments, Optional.of(body), false, start, cell.length());
  }

  private static int lineStart(String cell, int at) {
    return cell.lastIndexOf('\n', at - 1) + 1;
  }
}
