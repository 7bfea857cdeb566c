package org.sfumato.kernel.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sfumato.kernel.run.Given;
import org.sfumato.kernel.run.Yaml;
import picocli.CommandLine.Option;

/** Values for a notebook's parameters, in the ways of papermill. Later ones win. */
final class ParameterOptions {
  @Option(
      names = {"-f", "--parameters-file"},
      paramLabel = "FILE",
      description = "Parameters from a YAML or JSON file.")
  private List<Path> files = List.of();

  @Option(
      names = {"-y", "--parameters-yaml"},
      paramLabel = "YAML",
      description = "Parameters as YAML or JSON: 'steps: 60'.")
  private List<String> texts = List.of();

  @Option(
      names = {"-p", "--parameter"},
      paramLabel = "NAME=VALUE",
      description =
          "Give a value to a parameter of the notebook: a number, true, false, a text, [1, 2] or {a: 1}.")
  private final Map<String, String> written = new LinkedHashMap<>();

  @Option(
      names = {"-r", "--parameter-raw"},
      paramLabel = "NAME=TEXT",
      description = "The same, and always a text.")
  private final Map<String, String> raw = new LinkedHashMap<>();

  Map<String, Given> values() {
    var all = new LinkedHashMap<String, Given>();
    files.forEach(f -> all.putAll(Yaml.file(Folder.at(f), f.toString())));
    texts.forEach(t -> all.putAll(Yaml.values(t, "--parameters-yaml")));
    written.forEach((name, text) -> all.put(name, Given.written(text)));
    raw.forEach((name, text) -> all.put(name, Given.of(text)));
    return all;
  }
}
