package org.sfumato.kernel.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.sfumato.kernel.cell.Comments;

/** The variables that a cell declares with a first value. */
final class Declarations {
  private static final Pattern DECLARATION =
      Pattern.compile(
          "(?:^|[;\\n])\\s*(?:final\\s+)?([\\w.]+(?:\\s*<[^=;()\\n]*>)?(?:\\s*\\[\\s*])*)"
              + "\\s+([\\p{L}_$][\\p{L}\\p{N}_$]*)\\s*=\\s*([^;\\n]*)");

  /** {@code , steps = 60} behind a first declaration. */
  private static final Pattern MORE =
      Pattern.compile(",\\s*([\\p{L}_$][\\p{L}\\p{N}_$]*)\\s*=\\s*([^,;]*)");

  private Declarations() {}

  /** Names to types, in order; a {@code var} whose type cannot be seen is a {@code var}. */
  static Map<String, String> of(String source) {
    var found = new LinkedHashMap<String, String>();
    var matcher = DECLARATION.matcher(Comments.blanked(source));
    int from = 0;
    while (matcher.find(from)) {
      var type = matcher.group(1).replaceAll("\\s", "");
      var initials = matcher.group(3);
      var more = MORE.matcher(initials);
      boolean several = more.find();
      var first = several ? initials.substring(0, more.start()) : initials;
      found.put(matcher.group(2), seen(type, first.strip()));
      for (boolean next = several; next; next = more.find()) {
        found.put(more.group(1), seen(type, more.group(2).strip()));
      }
      from = matcher.end();
    }
    return found;
  }

  private static String seen(String type, String initial) {
    if (!type.equals("var")) {
      return type;
    }
    if (initial.startsWith("\"")) {
      return "String";
    }
    if (initial.matches("true|false")) {
      return "boolean";
    }
    if (initial.matches("[+-]?[\\d_]+")) {
      return "int";
    }
    if (initial.matches("[+-]?[\\d_]+[lL]")) {
      return "long";
    }
    if (initial.matches("[+-]?([\\d_]*\\.?[\\d_]+|[\\d_]+\\.)([eE][+-]?\\d+)?[dD]?")) {
      return "double";
    }
    if (initial.matches("[+-]?[\\d_.]+([eE][+-]?\\d+)?[fF]")) {
      return "float";
    }
    var array = Pattern.compile("new\\s+(\\w+)\\s*(\\[.*])\\s*\\{.*").matcher(initial);
    if (array.matches()) {
      return array.group(1) + array.group(2).replaceAll("\\s", "");
    }
    var collection =
        Pattern.compile("(?:java\\.util\\.)?(List|Set|Map)\\.of\\w*\\(.*").matcher(initial);
    return collection.matches() ? collection.group(1) : "var";
  }
}
