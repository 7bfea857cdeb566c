package org.sfumato.kernel.magic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The arguments of a magic, cut at blanks. A word in quotes may hold blanks; a backslash is an
 * ordinary character, because Windows writes paths with it.
 */
final class Words {
  /** Of an option: what it takes. */
  enum Takes {
    NOTHING,
    A_VALUE
  }

  private final String magic;
  private final Map<String, Takes> options;
  private final List<String> rest = new ArrayList<>();
  private final List<Map.Entry<String, String>> given = new ArrayList<>();

  private Words(String magic, Map<String, Takes> options) {
    this.magic = magic;
    this.options = options;
  }

  /**
   * Reads the arguments of a magic, options first or last.
   *
   * @throws IllegalArgumentException for an option that it does not have, or one without its value
   */
  static Words of(String magic, String arguments, Map<String, Takes> options) {
    var words = new Words(magic, options);
    var split = split(magic, arguments);
    for (int i = 0; i < split.size(); i++) {
      var word = split.get(i);
      int sign = word.indexOf('=');
      var name = word.startsWith("--") && sign > 0 ? word.substring(0, sign) : word;
      if (!name.startsWith("-") || name.length() == 1) {
        words.rest.add(word);
      } else if (words.takes(name) == Takes.NOTHING) {
        words.given.add(Map.entry(name, ""));
      } else if (!name.equals(word)) {
        words.given.add(Map.entry(name, word.substring(sign + 1)));
      } else if (++i < split.size()) {
        words.given.add(Map.entry(name, split.get(i)));
      } else {
        throw new IllegalArgumentException(magic + ": " + name + " needs a value behind it");
      }
    }
    return words;
  }

  private Takes takes(String name) {
    var takes = options.get(name);
    if (takes == null) {
      var has =
          options.isEmpty()
              ? "it has none"
              : "it has " + String.join(", ", options.keySet().stream().sorted().toList());
      var meant = Nearest.question("", name, options.keySet());
      throw new IllegalArgumentException(
          magic + " has no option " + name + (meant.isEmpty() ? "; " + has : meant));
    }
    return takes;
  }

  /** The words that are no options. */
  List<String> rest() {
    return List.copyOf(rest);
  }

  boolean has(String option) {
    return given.stream().anyMatch(e -> e.getKey().equals(option));
  }

  /** What was given to an option, each time. */
  List<String> values(String option) {
    return given.stream().filter(e -> e.getKey().equals(option)).map(Map.Entry::getValue).toList();
  }

  /** What was given to an option the last time. */
  Optional<String> value(String option) {
    var all = values(option);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  private static List<String> split(String magic, String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    boolean inside = false;
    char quote = 0;
    for (char c : text.toCharArray()) {
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '"' || c == '\'') {
        quote = c;
        inside = true;
      } else if (Character.isWhitespace(c)) {
        if (inside) {
          words.add(word.toString());
          word.setLength(0);
          inside = false;
        }
      } else {
        word.append(c);
        inside = true;
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException(magic + ": a quote is opened and not closed in " + text);
    }
    if (inside) {
      words.add(word.toString());
    }
    return words;
  }
}
