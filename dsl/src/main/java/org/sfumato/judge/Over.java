package org.sfumato.judge;

import java.util.List;
import org.sfumato.Numbers;
import org.sfumato.Shown;

/**
 * What a sweep goes through.
 *
 * @param name such as {@code λ}
 * @param values in order, all different
 */
public record Over<T>(String name, List<T> values) implements Shown {
  public Over {
    values = List.copyOf(values);
    if (name.isBlank()) {
      throw new IllegalArgumentException(
          "what is swept needs a name, such as over(\"λ\", 0, 0.5, 1)");
    }
    if (values.isEmpty()) {
      throw new IllegalArgumentException(
          "over(\"%s\") has no values to go through".formatted(name));
    }
    var seen = new java.util.HashSet<String>();
    for (var v : values) {
      if (v instanceof Double d && !Double.isFinite(d)) {
        throw new IllegalArgumentException(
            "over(\"%s\", …) has %s among its values; they must be finite".formatted(name, d));
      }
      if (!seen.add(word(v))) {
        throw new IllegalArgumentException("over(\"%s\", …) has %s twice".formatted(name, word(v)));
      }
    }
  }

  static String word(Object v) {
    if (v instanceof Number n) {
      return Numbers.text(n.doubleValue());
    }
    return v instanceof Shown s ? s.text() : String.valueOf(v);
  }

  /** How a row of one of the values is called. */
  String row(Object v) {
    // A number needs to be told what it is a number of; a name does not.
    return v instanceof Number ? name + " = " + word(v) : word(v);
  }

  @Override
  public String text() {
    boolean numbers = values.stream().allMatch(v -> v instanceof Number);
    var words = values.stream().map(v -> v instanceof String s ? '"' + s + '"' : word(v)).toList();
    return (numbers ? "over" : "among") + "(\"" + name + "\", " + String.join(", ", words) + ")";
  }

  @Override
  public String toString() {
    return text();
  }
}
