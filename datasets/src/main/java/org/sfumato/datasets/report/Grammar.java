package org.sfumato.datasets.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * Ways to say things. A rule has a name and alternatives, of which one is taken; {@code {name}} in
 * it stands for what another rule says, or for what is handed in. The file has the name of a rule
 * at the start of a line and an alternative on each line below that is set in; {@code #} begins a
 * remark.
 */
final class Grammar {
  private static final Pattern HOLE = Pattern.compile("\\{([^{}]+)}");
  private static final Pattern ARTICLE = Pattern.compile("\\b([Aa]) (?=[aeioAEIO])");

  private final Map<String, List<String>> rules;

  private Grammar(Map<String, List<String>> rules) {
    this.rules = rules;
  }

  /** Reads a grammar that ships beside this class. */
  static Grammar shipped(String file) {
    try (var in = Grammar.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException(file + " is missing from the sfumato-datasets jar");
      }
      return parse(
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be read", e);
    }
  }

  /**
   * @throws IllegalArgumentException if an alternative belongs to no rule, a rule has none or
   *     stands twice
   */
  static Grammar parse(List<String> lines) {
    var rules = new HashMap<String, List<String>>();
    List<String> current = null;
    for (var line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (!line.startsWith(" ")) {
        current = new ArrayList<>();
        if (rules.put(line.strip(), current) != null) {
          throw new IllegalArgumentException("the rule \"" + line.strip() + "\" stands twice");
        }
      } else if (current == null) {
        throw new IllegalArgumentException("\"" + line.strip() + "\" belongs to no rule");
      } else {
        current.add(line.strip());
      }
    }
    rules.forEach(
        (name, ways) -> {
          if (ways.isEmpty()) {
            throw new IllegalArgumentException("the rule \"" + name + "\" says nothing");
          }
        });
    return new Grammar(Map.copyOf(rules));
  }

  /** In the order of the alphabet, so that a seed means the same everywhere. */
  List<String> names() {
    return rules.keySet().stream().sorted().toList();
  }

  /** How many different texts a rule can say, if nothing handed in varies. */
  long ways(String rule) {
    long sum = 0;
    for (var way : rules.get(rule)) {
      long product = 1;
      for (var hole = HOLE.matcher(way); hole.find(); ) {
        product *= rules.containsKey(hole.group(1)) ? ways(hole.group(1)) : 1;
      }
      sum += product;
    }
    return sum;
  }

  /**
   * One of the things that a rule may say, with a capital at its start and the right article.
   *
   * @param given what stands for names that are no rules
   * @throws IllegalArgumentException if a name is neither
   */
  String sentence(String rule, Map<String, String> given, RandomGenerator random) {
    var text = phrase(rule, given, random);
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** The same without the capital. */
  String phrase(String rule, Map<String, String> given, RandomGenerator random) {
    var text = expand(rule, given, random).strip().replaceAll("\\s+", " ");
    return ARTICLE.matcher(text.replaceAll(" ([.,;])", "$1")).replaceAll("$1n ");
  }

  private String expand(String name, Map<String, String> given, RandomGenerator random) {
    if (given.containsKey(name)) {
      return given.get(name);
    }
    var ways = rules.get(name);
    if (ways == null) {
      throw new IllegalArgumentException("nothing says what {" + name + "} stands for");
    }
    var way = ways.get(random.nextInt(ways.size()));
    var text = new StringBuilder();
    var hole = HOLE.matcher(way);
    int from = 0;
    while (hole.find()) {
      text.append(way, from, hole.start()).append(expand(hole.group(1), given, random));
      from = hole.end();
    }
    return text.append(way.substring(from)).toString();
  }
}
