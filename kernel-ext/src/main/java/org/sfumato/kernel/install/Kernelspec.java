package org.sfumato.kernel.install;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The file by which Jupyter knows a kernel.
 *
 * @param command how it is started
 * @param displayName what people choose it by
 * @param environment variables it is started with
 * @param application the name of the folder beside the file that it runs from; none in a kernel
 *     that is not ours
 */
record Kernelspec(
    List<String> command,
    String displayName,
    Map<String, String> environment,
    Optional<String> application) {
  static final String FILE = "kernel.json";
  private static final List<String> LOGOS =
      List.of("logo-32x32.png", "logo-64x64.png", "logo-svg.svg");

  /** Our own entry in the metadata: what makes a kernel one of ours. */
  private static final String OURS = "sfumato";

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  Kernelspec {
    command = List.copyOf(command);
    environment = new LinkedHashMap<>(environment);
  }

  /** Writes the logos, and then the file itself, in one step. */
  void writeInto(Path folder) throws IOException {
    for (var logo : LOGOS) {
      try (var image = Kernelspec.class.getResourceAsStream(logo)) {
        Atomic.write(folder.resolve(logo), image.readAllBytes());
      }
    }
    Atomic.write(folder.resolve(FILE), JSON.writeValueAsBytes(json()));
  }

  private ObjectNode json() {
    var json = JSON.createObjectNode();
    var argv = json.putArray("argv");
    command.forEach(argv::add);
    json.put("display_name", displayName);
    json.put("language", "java");
    json.put("interrupt_mode", "message");
    var variables = json.putObject("env");
    environment.forEach(variables::put);
    var metadata = json.putObject("metadata");
    metadata.put("debugger", false);
    application.ifPresent(a -> metadata.putObject(OURS).put("application", a));
    return json;
  }

  /** The names of all files that {@link #writeInto} writes. */
  static List<String> files() {
    return java.util.stream.Stream.concat(java.util.stream.Stream.of(FILE), LOGOS.stream())
        .toList();
  }

  /** The command up to what Java is to run. */
  List<String> javaAndOptions() {
    int main = command.indexOf(Launch.MAIN);
    return command.subList(0, main < 0 ? 1 : main);
  }

  /** An argument file that the command names and that is not there. */
  Optional<Path> missingFile() {
    return javaAndOptions().stream()
        .filter(a -> a.startsWith("@"))
        .map(a -> Path.of(a.substring(1)))
        .filter(f -> !Files.isRegularFile(f))
        .findFirst();
  }

  /**
   * Reads what is there.
   *
   * @return nothing if there is no such file
   * @throws InstallException if the file is no kernelspec
   */
  static Optional<Kernelspec> read(Path folder) {
    var file = folder.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        return Optional.empty();
      }
      var json = JSON.readTree(Files.readAllBytes(file));
      if (!json.path("argv").isArray() || json.path("argv").isEmpty()) {
        throw new InstallException(file + " names no command; ./sfumato install writes it anew");
      }
      var variables = new LinkedHashMap<String, String>();
      json.path("env")
          .fields()
          .forEachRemaining(v -> variables.put(v.getKey(), v.getValue().asText()));
      return Optional.of(
          new Kernelspec(
              StreamSupport.stream(json.path("argv").spliterator(), false)
                  .map(JsonNode::asText)
                  .toList(),
              json.path("display_name").asText(),
              variables,
              Optional.ofNullable(
                  json.path("metadata").path(OURS).path("application").asText(null))));
    } catch (JsonProcessingException e) {
      throw new InstallException(
          file + " is not JSON; delete its folder, then ./sfumato install writes it anew", e);
    } catch (IOException e) {
      throw new InstallException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
