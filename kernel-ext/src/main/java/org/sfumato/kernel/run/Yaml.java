package org.sfumato.kernel.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sfumato.kernel.notebook.NotebookException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Values of parameters in YAML or JSON, which is YAML too. */
public final class Yaml {
  private Yaml() {}

  /**
   * The values in a file.
   *
   * @throws NotebookException if it cannot be read or does not map names to values
   */
  public static Map<String, Given> file(Path file, String name) {
    if (!Files.exists(file)) {
      throw new NotebookException("there is no file " + name);
    }
    try {
      return values(Files.readString(file), name);
    } catch (IOException e) {
      throw new NotebookException("cannot read " + name + ": " + e.getMessage(), e);
    }
  }

  /**
   * The values in a text.
   *
   * @param name what to call the text in messages
   * @throws NotebookException if it does not map names to values
   */
  public static Map<String, Given> values(String text, String name) {
    Object all;
    try {
      all = load(text);
    } catch (MarkedYamlEngineException e) {
      var where = e.getProblemMark().map(m -> " at line " + (m.getLine() + 1)).orElse("");
      throw new NotebookException(name + " is neither YAML nor JSON: " + e.getProblem() + where, e);
    } catch (YamlEngineException e) {
      throw new NotebookException(name + " is neither YAML nor JSON: " + e.getMessage(), e);
    }
    var found = new LinkedHashMap<String, Given>();
    if (all == null) {
      return found;
    }
    if (!(all instanceof Map<?, ?> map)) {
      throw new NotebookException(
          name + " gives no names to its values; write one a line, such as 'steps: 60'");
    }
    map.forEach((key, value) -> found.put(String.valueOf(key), Given.of(value)));
    return found;
  }

  /** The list or map that a text is, if it is one. */
  static Optional<Object> structure(String text) {
    if (!text.startsWith("[") && !text.startsWith("{")) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(load(text));
    } catch (YamlEngineException e) {
      return Optional.empty();
    }
  }

  private static Object load(String text) {
    return new Load(LoadSettings.builder().setLabel("parameters").build()).loadFromString(text);
  }
}
