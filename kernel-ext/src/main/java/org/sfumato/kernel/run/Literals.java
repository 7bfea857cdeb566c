package org.sfumato.kernel.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values as Java source. */
final class Literals {
  /** {@code Map.of} takes ten pairs. */
  private static final int PAIRS = 10;

  private Literals() {}

  /**
   * A value as an expression of a type.
   *
   * @param type a Java type without blanks
   * @throws Misfit if the value is not one, or the type is of a kind that nobody can give
   */
  static String of(String type, Object value) {
    var bare = type.replaceFirst("^(java\\.(util|lang|nio\\.file)\\.)(?=[A-Z])", "");
    if (bare.endsWith("[]")) {
      var element = bare.substring(0, bare.length() - 2);
      var inner = list(value).stream().map(v -> of(element, v)).toList();
      return "new " + element + "[] {" + String.join(", ", inner) + "}";
    }
    int open = bare.indexOf('<');
    var arguments =
        open < 0 ? List.<String>of() : arguments(bare.substring(open + 1, bare.length() - 1));
    var name = open < 0 ? bare : bare.substring(0, open);
    return switch (name) {
      case "List", "Collection", "Iterable" -> collection("List", arguments, list(value));
      case "Set" -> collection("Set", arguments, list(value));
      case "Map" -> map(arguments, value);
      case "Object", "var" -> value == null ? "null" : of(typeOf(value), value);
      case "int", "long", "short", "byte", "double", "float", "boolean", "char" ->
          primitive(name, value);
      default -> value == null ? "null" : object(name, value);
    };
  }

  /** The type that a value has by itself. */
  static String typeOf(Object value) {
    if (value instanceof List) {
      return "List";
    }
    if (value instanceof Map) {
      return "Map";
    }
    if (value instanceof Boolean) {
      return "boolean";
    }
    if (value instanceof Integer) {
      return "int";
    }
    if (value instanceof Double) {
      return "double";
    }
    return value instanceof Number ? "long" : "String";
  }

  private static String object(String type, Object value) {
    return switch (type) {
      case "String", "CharSequence" -> quoted(text(value));
      case "Path" -> "Path.of(" + quoted(text(value)) + ")";
      case "Integer" -> primitive("int", value);
      case "Character" -> primitive("char", value);
      case "Long", "Double", "Float", "Short", "Byte", "Boolean" ->
          primitive(type.toLowerCase(java.util.Locale.ROOT), value);
      default -> throw new Misfit(true);
    };
  }

  private static String primitive(String type, Object value) {
    var text = String.valueOf(value);
    try {
      return switch (type) {
        case "int" -> String.valueOf(Integer.parseInt(text));
        case "long" -> Long.parseLong(text) + "L";
        case "short" -> "(short) " + Short.parseShort(text);
        case "byte" -> "(byte) " + Byte.parseByte(text);
        case "double" -> finite(Double.parseDouble(text));
        case "float" -> finite(Float.parseFloat(text)) + "f";
        case "char" -> character(text);
        default -> truth(text);
      };
    } catch (NumberFormatException e) {
      throw new Misfit(false);
    }
  }

  private static String finite(double value) {
    if (!Double.isFinite(value)) {
      throw new Misfit(false);
    }
    return String.valueOf(value);
  }

  private static String finite(float value) {
    if (!Float.isFinite(value)) {
      throw new Misfit(false);
    }
    return String.valueOf(value);
  }

  private static String truth(String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new Misfit(false);
    }
    return value;
  }

  private static String character(String value) {
    if (value.length() != 1) {
      throw new Misfit(false);
    }
    return value.equals("'")
        ? "'\\''"
        : quoted(value).replaceFirst("^\"", "'").replaceFirst("\"$", "'").replace("\\\"", "\"");
  }

  private static String text(Object value) {
    if (value instanceof List || value instanceof Map) {
      throw new Misfit(false);
    }
    return value.toString();
  }

  private static List<?> list(Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new Misfit(false);
  }

  private static String collection(String kind, List<String> arguments, List<?> values) {
    var element = arguments.isEmpty() ? common(values) : bound(arguments.get(0));
    if (values.contains(null)
        || kind.equals("Set") && values.stream().distinct().count() < values.size()) {
      throw new Misfit(false);
    }
    return values.stream()
        .map(v -> of(element, v))
        .collect(Collectors.joining(", ", kind + ".of(", ")"));
  }

  private static String map(List<String> arguments, Object value) {
    if (!(value instanceof Map<?, ?> map) || map.containsValue(null)) {
      throw new Misfit(false);
    }
    var key = arguments.size() < 2 ? common(List.copyOf(map.keySet())) : bound(arguments.get(0));
    var content =
        arguments.size() < 2 ? common(List.copyOf(map.values())) : bound(arguments.get(1));
    boolean many = map.size() > PAIRS;
    return map.entrySet().stream()
        .map(e -> of(key, e.getKey()) + ", " + of(content, e.getValue()))
        .map(pair -> many ? "Map.entry(" + pair + ")" : pair)
        .collect(Collectors.joining(", ", many ? "Map.ofEntries(" : "Map.of(", ")"));
  }

  /** Whole numbers among fractions are fractions, or a list of both would be of no use. */
  private static String common(List<?> values) {
    var types = values.stream().map(Literals::typeOf).distinct().toList();
    if (types.size() == 1) {
      return types.get(0);
    }
    if (!types.isEmpty() && List.of("int", "long").containsAll(types)) {
      return "long";
    }
    return !types.isEmpty() && List.of("int", "long", "double").containsAll(types)
        ? "double"
        : "Object";
  }

  private static String bound(String argument) {
    var type = argument.replaceFirst("^\\?(extends|super)?", "");
    return type.isEmpty() ? "Object" : type;
  }

  private static List<String> arguments(String text) {
    var found = new ArrayList<String>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      depth += text.charAt(i) == '<' ? 1 : text.charAt(i) == '>' ? -1 : 0;
      if (text.charAt(i) == ',' && depth == 0) {
        found.add(text.substring(from, i));
        from = i + 1;
      }
    }
    found.add(text.substring(from));
    return found;
  }

  static String quoted(String value) {
    var out = new StringBuilder("\"");
    for (char c : value.toCharArray()) {
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ') {
            out.append(String.format("\\%03o", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /** The value does not fit. */
  static final class Misfit extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final boolean type;

    Misfit(boolean type) {
      super(null, null, false, false);
      this.type = type;
    }

    /** Whether no value at all fits the type. */
    boolean isOfType() {
      return type;
    }
  }
}
