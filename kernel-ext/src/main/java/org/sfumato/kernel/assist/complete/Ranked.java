package org.sfumato.kernel.assist.complete;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import org.sfumato.kernel.assist.Completions.Candidate;
import org.sfumato.kernel.assist.compiler.CellUnit;
import org.sfumato.kernel.assist.compiler.Shape;

/** Words that could stand at a place, one for all overloads of a method, best first. */
final class Ranked {
  /** How near a word is, from near to far. */
  enum Distance {
    /** Declared by the user, or a member of the type itself. */
    NEAR,
    /** In the vocabulary or a package. */
    KNOWN,
    KEYWORD,
    /** What every object has. */
    EVERYWHERE
  }

  /** What comes behind a method's name. */
  enum Calls {
    WITH_PARENTHESIS,
    /** For a method reference, or if the parenthesis is there already. */
    BARE
  }

  private static final class Word {
    private final String type;
    private final Set<String> signatures = new LinkedHashSet<>();
    private boolean fits;
    private boolean takesArguments;
    private Distance distance;

    Word(String type, Distance distance) {
      this.type = type;
      this.distance = distance;
    }
  }

  private final Map<String, Word> words = new LinkedHashMap<>();
  private final String prefix;
  private final Calls calls;

  Ranked(String prefix, Calls calls) {
    this.prefix = prefix;
    this.calls = calls;
  }

  boolean wants(String name) {
    return name.startsWith(prefix) && !name.isEmpty() && !CellUnit.isOurs(name);
  }

  /**
   * Adds an element, seen as {@code type} at the place; nothing happens if it does not begin so.
   */
  void add(Element element, TypeMirror type, Targets targets, Distance distance) {
    var name = element.getSimpleName().toString();
    if (!wants(name)) {
      return;
    }
    if (element instanceof ExecutableElement method && type instanceof ExecutableType seen) {
      var result = Shape.type(seen.getReturnType());
      var word = word(name, "function", distance);
      word.signatures.add(result + " " + name + Shape.parameters(method, seen));
      word.fits |= targets.fit(seen.getReturnType());
      word.takesArguments |= !seen.getParameterTypes().isEmpty();
    } else if (element instanceof TypeElement || element.getKind() == ElementKind.TYPE_PARAMETER) {
      word(name, "class", distance).fits |= targets.fitClass(type);
    } else {
      word(name, "instance", distance).fits |= targets.fit(type);
    }
  }

  /** Adds a word that is no element. */
  void add(String name, String type, Distance distance) {
    if (wants(name)) {
      word(name, type, distance);
    }
  }

  boolean has(String name) {
    return words.containsKey(name);
  }

  private Word word(String name, String type, Distance distance) {
    // A method and a field of one name are two words.
    return words.computeIfAbsent(
        type.equals("function") ? name + "(" : name, n -> new Word(type, distance));
  }

  List<Candidate> best() {
    var order =
        Comparator.<Map.Entry<String, Word>, Boolean>comparing(e -> !e.getValue().fits)
            .thenComparing(e -> e.getValue().distance)
            .thenComparing(Map.Entry::getKey);
    var list = new ArrayList<>(words.entrySet());
    list.sort(order);
    return list.stream()
        .map(e -> new Candidate(text(e.getKey(), e.getValue()), e.getValue().type, signature(e)))
        .distinct()
        .collect(Collectors.toList());
  }

  private static String signature(Map.Entry<String, Word> entry) {
    return String.join("\n", entry.getValue().signatures);
  }

  private String text(String name, Word word) {
    if (!word.type.equals("function")) {
      return name;
    }
    if (calls == Calls.BARE) {
      return name.substring(0, name.length() - 1);
    }
    return word.takesArguments ? name : name + ")";
  }
}
