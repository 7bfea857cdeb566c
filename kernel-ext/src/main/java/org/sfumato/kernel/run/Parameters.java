package org.sfumato.kernel.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.sfumato.kernel.notebook.Notebook;
import org.sfumato.kernel.notebook.NotebookException;

/**
 * Values given from outside to a notebook, by papermill's contract: a cell tagged {@code
 * parameters} declares them with their defaults; the values given stand in a cell tagged {@code
 * injected-parameters} right after it, which replaces that of an earlier run.
 */
public final class Parameters {
  public static final String DECLARED = "parameters";
  public static final String INJECTED = "injected-parameters";

  private static final Pattern DECLARATION =
      Pattern.compile(
          "(?:^|[;\\n])\\s*(?:final\\s+)?([\\w.<>\\[\\]]+)\\s+([\\p{L}_$][\\p{L}\\p{N}_$]*)\\s*=\\s*([^;\\n]*)");

  /** {@code , steps = 60} behind a first declaration. */
  private static final Pattern MORE =
      Pattern.compile(",\\s*([\\p{L}_$][\\p{L}\\p{N}_$]*)\\s*=\\s*([^,;]*)");

  private record Declared(String type, String initial) {}

  private Parameters() {}

  /**
   * @param given names to values as text
   * @throws NotebookException if the notebook has no such parameter, or the value does not fit its
   *     type
   */
  public static void inject(Notebook notebook, String name, Map<String, String> given) {
    notebook.remove(INJECTED);
    if (given.isEmpty()) {
      return;
    }
    int at = position(notebook);
    var declared =
        at < 0 ? Map.<String, Declared>of() : declared(notebook.cells().get(at).source());
    var source = new StringBuilder("// Parameters");
    for (var parameter : given.entrySet()) {
      var declaration = declared.get(parameter.getKey());
      if (declaration == null && at >= 0) {
        throw new NotebookException(
            name
                + " has no parameter "
                + parameter.getKey()
                + "; it has "
                + String.join(", ", declared.keySet()));
      }
      source.append('\n').append(line(parameter.getKey(), parameter.getValue(), declaration));
    }
    notebook.insertCode(at + 1, source.toString(), INJECTED);
  }

  /** Index of the cell that declares parameters, or -1. */
  private static int position(Notebook notebook) {
    var cells = notebook.cells();
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).isCode() && cells.get(i).has(DECLARED)) {
        return i;
      }
    }
    return -1;
  }

  private static Map<String, Declared> declared(String source) {
    var found = new LinkedHashMap<String, Declared>();
    var matcher = DECLARATION.matcher(org.sfumato.kernel.cell.Comments.blanked(source));
    int from = 0;
    while (matcher.find(from)) {
      var initials = matcher.group(3);
      var more = MORE.matcher(initials);
      boolean several = more.find();
      var first = several ? initials.substring(0, more.start()) : initials;
      found.put(matcher.group(2), new Declared(matcher.group(1), first.strip()));
      for (boolean next = several; next; next = more.find()) {
        found.put(more.group(1), new Declared(matcher.group(1), more.group(2).strip()));
      }
      from = matcher.end();
    }
    return found;
  }

  private static String line(String name, String value, Declared declared) {
    if (declared == null) {
      return typed(inferred(value), name, value);
    }
    var type = declared.type().equals("var") ? inferred(declared.initial()) : declared.type();
    return typed(type, name, value);
  }

  /** The type of a literal: {@code true}, {@code 4}, {@code 4000000000}, {@code 0.5}, else text. */
  private static String inferred(String value) {
    if (value.equals("true") || value.equals("false")) {
      return "boolean";
    }
    if (value.matches("[+-]?\\d{1,18}")) {
      return Math.abs(Long.parseLong(value)) <= Integer.MAX_VALUE ? "int" : "long";
    }
    return value.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?") ? "double" : "String";
  }

  private static String typed(String type, String name, String value) {
    try {
      var literal =
          switch (type) {
            case "int" -> String.valueOf(Integer.parseInt(value));
            case "long" -> Long.parseLong(value) + "L";
            case "double" -> finite(Double.parseDouble(value));
            case "float" -> finite(Float.parseFloat(value)) + "f";
            case "boolean" -> truth(value);
            case "String" -> quoted(value);
            default ->
                throw new NotebookException(
                    "parameter "
                        + name
                        + " is "
                        + an(type)
                        + "; only int, long, double, float, boolean and String can be given");
          };
      return type + " " + name + " = " + literal + ";";
    } catch (NumberFormatException e) {
      throw new NotebookException(
          "parameter "
              + name
              + " is "
              + an(type)
              + " in the notebook, but "
              + value
              + " is not one",
          e);
    }
  }

  private static String an(String type) {
    return ("aeiouAEIOU".indexOf(type.charAt(0)) >= 0 ? "an " : "a ") + type;
  }

  private static String finite(double value) {
    if (!Double.isFinite(value)) {
      throw new NumberFormatException("not finite");
    }
    return String.valueOf(value);
  }

  private static String truth(String value) {
    if (!value.equals("true") && !value.equals("false")) {
      throw new NumberFormatException("neither true nor false");
    }
    return value;
  }

  private static String quoted(String value) {
    return '"'
        + value
            .replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
        + '"';
  }
}
