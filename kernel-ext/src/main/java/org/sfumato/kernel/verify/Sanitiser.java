package org.sfumato.kernel.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.sfumato.kernel.notebook.NotebookException;

/**
 * Replaces what differs from run to run, such as dates, before two outputs are compared. Its file
 * is that of {@code nbval}: sections, each with a {@code regex:} and what to {@code replace:} it
 * with.
 */
public final class Sanitiser {
  private record Rule(Pattern regex, String replacement) {}

  /** The hash of an object without a text of its own, and the number of a lambda's class. */
  public static final Sanitiser STANDARD =
      new Sanitiser(
          List.of(
              new Rule(Pattern.compile("\\$\\$Lambda[$/\\w]*"), "\\$\\$Lambda"),
              new Rule(Pattern.compile("(?<=[\\w\\]$;])@[0-9a-f]{5,16}\\b"), "@HASH")));

  private final List<Rule> rules;

  private Sanitiser(List<Rule> rules) {
    this.rules = List.copyOf(rules);
  }

  /**
   * These rules and those of a file.
   *
   * @param name what to call the file in messages
   * @throws NotebookException if it cannot be read, or a rule is none
   */
  public Sanitiser with(Path file, String name) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (java.nio.file.NoSuchFileException e) {
      throw new NotebookException("there is no file " + name, e);
    } catch (IOException e) {
      throw new NotebookException("cannot read " + name + ": " + e.getMessage(), e);
    }
    var all = new ArrayList<>(rules);
    String regex = null;
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (line.isBlank() || line.matches("\\s*[#;].*") || line.matches("\\s*\\[.*]\\s*")) {
        continue;
      }
      var parts = line.split("\\s*[:=]\\s?", 2);
      var key = parts[0].strip();
      if (key.equals("regex") && parts.length == 2) {
        regex = parts[1];
      } else if (key.equals("replace") && parts.length == 2 && regex != null) {
        all.add(rule(regex, parts[1], name, i + 1));
        regex = null;
      } else {
        throw new NotebookException(
            name + ", line " + (i + 1) + " is neither 'regex: …' nor the 'replace: …' of one");
      }
    }
    if (regex != null) {
      throw new NotebookException(name + " ends with a 'regex:' that has no 'replace:'");
    }
    return new Sanitiser(all);
  }

  private static Rule rule(String regex, String replacement, String name, int line) {
    try {
      // Python writes the groups of a replacement \1, Java $1.
      var ours = replacement.replace("$", "\\$").replaceAll("\\\\(\\d)", "\\$$1");
      var rule = new Rule(Pattern.compile(regex), ours);
      rule.regex.matcher("").replaceAll(ours);
      return rule;
    } catch (PatternSyntaxException e) {
      throw new NotebookException(
          name + ", line " + (line - 1) + " is not a regular expression: " + e.getDescription(), e);
    }
  }

  String clean(String text) {
    var clean = text;
    for (var rule : rules) {
      try {
        clean = rule.regex.matcher(clean).replaceAll(rule.replacement);
      } catch (IndexOutOfBoundsException e) {
        throw new NotebookException(
            "the replacement " + rule.replacement + " names a group that " + rule.regex + " lacks",
            e);
      }
    }
    return clean;
  }
}
