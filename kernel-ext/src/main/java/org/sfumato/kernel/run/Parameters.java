package org.sfumato.kernel.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sfumato.kernel.notebook.Cell;
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

  private Parameters() {}

  /**
   * Puts the values into the notebook.
   *
   * @param name what to call the notebook in messages
   * @throws NotebookException if the notebook has no such parameter, or the value does not fit its
   *     type
   */
  public static void inject(Notebook notebook, String name, Map<String, Given> given) {
    var source = source(notebook, name, given);
    int earlier = position(notebook, INJECTED);
    notebook.remove(INJECTED);
    source.ifPresent(
        text -> {
          int declared = position(notebook, DECLARED);
          int at = declared >= 0 ? declared + 1 : Math.max(earlier, 0);
          notebook.insertCode(at, text, INJECTED);
        });
  }

  /**
   * The Java of the cell to inject; empty if nothing is given.
   *
   * @throws NotebookException as {@link #inject} does
   */
  public static Optional<String> source(Notebook notebook, String name, Map<String, Given> given) {
    if (given.isEmpty()) {
      return Optional.empty();
    }
    int at = position(notebook, DECLARED);
    var declared =
        at < 0 ? Map.<String, String>of() : Declarations.of(notebook.cells().get(at).source());
    var source = new StringBuilder("// Parameters");
    given.forEach(
        (parameter, value) -> {
          var type = declared.get(parameter);
          if (type == null && at >= 0) {
            throw new NotebookException(
                name
                    + " has no parameter "
                    + parameter
                    + (declared.isEmpty()
                        ? "; its cell tagged parameters declares none"
                        : "; it has " + String.join(", ", declared.keySet())));
          }
          source.append('\n').append(line(parameter, type == null ? "var" : type, value));
        });
    return Optional.of(source.toString());
  }

  /** The values as they are after the notebook's types are known, to be written down. */
  static Map<String, Object> record(Map<String, Given> given) {
    var values = new LinkedHashMap<String, Object>();
    given.forEach(
        (name, g) -> values.put(name, g.written() ? guessed((String) g.value()) : g.value()));
    return values;
  }

  /** Index of the first code cell with a tag, or -1. */
  private static int position(Notebook notebook, String tag) {
    var cells = notebook.cells();
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      if (cell.isCode() && cell.has(tag)) {
        return i;
      }
    }
    return -1;
  }

  private static String line(String name, String declared, Given given) {
    if (!name.matches("[\\p{L}_$][\\p{L}\\p{N}_$]*")) {
      throw new NotebookException("parameter " + name + " has no name of a Java variable");
    }
    var value = given.written() ? read(declared, (String) given.value()) : given.value();
    var type = declared;
    if (type.equals("var") && !(value instanceof java.util.List || value instanceof Map)) {
      type = Literals.typeOf(value);
    }
    try {
      return type + " " + name + " = " + Literals.of(type, value) + ";";
    } catch (Literals.Misfit e) {
      throw new NotebookException(
          "parameter "
              + name
              + " is "
              + an(declared)
              + (e.isOfType()
                  ? "; only numbers, boolean, String, Path, and lists, maps and arrays of them can be given"
                  : " in the notebook, but "
                      + (given.value() == null ? "null" : given.value())
                      + " is not one"),
          e);
    }
  }

  /** What somebody typed, as the type asks for it. */
  private static Object read(String type, String text) {
    return switch (type) {
      case "String", "CharSequence", "Path", "char", "Character" -> text;
      case "var", "Object" -> guessed(text);
      default -> Yaml.structure(text).orElse(text);
    };
  }

  /** {@code true}, {@code 4}, {@code 4000000000}, {@code 0.5}, {@code [1, 2]}, else text. */
  private static Object guessed(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    if (text.matches("[+-]?\\d{1,18}")) {
      long number = Long.parseLong(text);
      return number == (int) number ? Integer.valueOf((int) number) : (Object) number;
    }
    if (text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?")) {
      return Double.valueOf(text);
    }
    return Yaml.structure(text).orElse(text);
  }

  private static String an(String type) {
    return ("aeiouAEIOU".indexOf(type.charAt(0)) >= 0 ? "an " : "a ") + type;
  }
}
