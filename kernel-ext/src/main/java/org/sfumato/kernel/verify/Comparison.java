package org.sfumato.kernel.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.sfumato.kernel.message.Bundle;
import org.sfumato.kernel.notebook.Json;
import org.sfumato.kernel.notebook.Lines;

/**
 * Compares the outputs of a cell with those of an earlier run by their kinds: each stream as one
 * text, each MIME type in order, names and messages of errors. Counts, metadata and tracebacks may
 * differ, and so may bars of progress, which tell how long something took. Scores are compared by
 * their figures, elsewhere.
 */
final class Comparison {
  private static final int LINES_AROUND = 2;
  private static final int LINES_SHOWN = 60;
  private static final String PROGRESS = "class=\"sf-progress\"";

  private static final Pattern EMBEDDED =
      Pattern.compile("data:image/(?:png|jpeg|gif);base64,([A-Za-z0-9+/=\\s]+)");

  private final Sanitiser sanitiser;
  private final double tolerance;

  Comparison(Sanitiser sanitiser, double tolerance) {
    this.sanitiser = sanitiser;
    this.tolerance = tolerance;
  }

  /** The differences, each some lines for a reader; none if the outputs are the same. */
  List<String> differences(JsonNode stored, JsonNode now) {
    var before = byKind(stored);
    var after = byKind(now);
    var kinds = new TreeSet<>(before.keySet());
    kinds.addAll(after.keySet());
    var found = new ArrayList<String>();
    for (var kind : kinds) {
      compare(
          kind, before.getOrDefault(kind, List.of()), after.getOrDefault(kind, List.of()), found);
    }
    return found;
  }

  private static Map<String, List<String>> byKind(JsonNode outputs) {
    var kinds = new LinkedHashMap<String, List<String>>();
    for (var output : outputs) {
      switch (output.path("output_type").asText()) {
        case "stream" -> {
          var texts = kinds.computeIfAbsent(output.path("name").asText(), k -> new ArrayList<>());
          var text = Lines.text(output.get("text"));
          if (texts.isEmpty()) {
            texts.add(text);
          } else {
            texts.set(0, texts.get(0) + text);
          }
        }
        case "error" -> {
          for (var key : new String[] {"ename", "evalue"}) {
            var texts = kinds.computeIfAbsent(key, k -> new ArrayList<>());
            texts.add(output.path(key).asText());
          }
        }
        default -> bundle(output.path("data"), kinds);
      }
    }
    return kinds;
  }

  private static void bundle(JsonNode data, Map<String, List<String>> kinds) {
    if (Lines.text(data.get(Bundle.HTML)).contains(PROGRESS) || data.has(Bundle.FIGURES)) {
      return;
    }
    data.fields()
        .forEachRemaining(
            form -> {
              var value = form.getValue();
              boolean text = value.isTextual() || value.isArray();
              kinds
                  .computeIfAbsent(form.getKey(), k -> new ArrayList<>())
                  .add(
                      text && !form.getKey().endsWith("json")
                          ? Lines.text(value)
                          : Json.write(value));
            });
  }

  private void compare(String kind, List<String> before, List<String> after, List<String> found) {
    if (before.size() != after.size()) {
      found.add(
          kind + ": " + outputs(before.size()) + " stored, " + outputs(after.size()) + " now");
    }
    for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
      var name = before.size() > 1 ? kind + ", " + (i + 1) : kind;
      if (kind.startsWith("image/") && !kind.endsWith("xml")) {
        Pictures.difference(before.get(i), after.get(i), tolerance)
            .ifPresent(d -> found.add(name + ": " + d));
      } else {
        text(name, before.get(i), after.get(i), found);
      }
    }
  }

  private static String outputs(int n) {
    return n == 1 ? "1 output" : n + " outputs";
  }

  private void text(String name, String before, String after, List<String> found) {
    var old = pictures(before);
    var fresh = pictures(after);
    for (int i = 0; i < Math.min(old.size(), fresh.size()); i++) {
      var which = name + ", picture " + (i + 1) + " in it: ";
      Pictures.difference(old.get(i), fresh.get(i), tolerance).ifPresent(d -> found.add(which + d));
    }
    var a = clean(before);
    var b = clean(after);
    if (!a.equals(b)) {
      found.add(name + ":\n" + diff(a, b));
    }
  }

  private static List<String> pictures(String text) {
    return EMBEDDED.matcher(text).results().map(r -> r.group(1)).toList();
  }

  private String clean(String text) {
    return sanitiser.clean(EMBEDDED.matcher(text).replaceAll("data:image"));
  }

  private static String diff(String before, String after) {
    var old = List.of(before.split("\n", -1));
    var all =
        UnifiedDiffUtils.generateUnifiedDiff(
            "stored",
            "now",
            old,
            DiffUtils.diff(old, List.of(after.split("\n", -1))),
            LINES_AROUND);
    var lines = all.subList(2, all.size());
    var shown = new StringBuilder();
    for (var line : lines.subList(0, Math.min(lines.size(), LINES_SHOWN))) {
      shown.append("  ").append(shortened(line)).append('\n');
    }
    if (lines.size() > LINES_SHOWN) {
      shown.append("  … and ").append(lines.size() - LINES_SHOWN).append(" more lines\n");
    }
    return shown.toString().stripTrailing();
  }

  private static String shortened(String line) {
    int longest = 300;
    return line.length() <= longest ? line : line.substring(0, longest) + "…";
  }
}
