package org.sfumato.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;

/**
 * Weights in eight bits each, as TensorFlow.js keeps them: a JSON list of arrays with name, shape,
 * offset, scale and min, and beside it the bytes ({@code name.u8.bin} beside {@code name.json}). A
 * value is {@code byte · scale + min}.
 */
final class QuantisedWeights {
  private QuantisedWeights() {}

  /**
   * @param file the JSON list
   * @throws IllegalArgumentException if the two files do not fit each other
   */
  static StateDict read(Path file) {
    var name = file.getFileName().toString();
    var beside = file.resolveSibling(name.replaceAll("\\.json$", ".u8.bin"));
    JsonNode list;
    byte[] bytes;
    try {
      list = new ObjectMapper().readTree(Files.readAllBytes(file));
      bytes = Files.readAllBytes(beside);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + " is damaged: it is not JSON", e);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "could not read the weights %s with %s: %s".formatted(file, beside, e.getMessage()), e);
    }
    var tensors = new LinkedHashMap<String, StateDict.Tensor>();
    for (var each : list) {
      var dims = each.path("shape");
      var shape = new long[dims.size()];
      long size = 1;
      for (int d = 0; d < shape.length; d++) {
        shape[d] = dims.get(d).asLong(-1);
        if (shape[d] < 1 || shape[d] > bytes.length / size) {
          throw outside(beside, each);
        }
        size *= shape[d];
      }
      long offset = each.path("offset").asLong(-1);
      if (offset < 0 || offset > bytes.length - size) {
        throw outside(beside, each);
      }
      int from = (int) offset;
      int length = (int) size;
      double scale = each.path("scale").asDouble();
      double least = each.path("min").asDouble();
      tensors.put(
          each.path("name").asText(),
          new StateDict.Tensor(
              shape,
              () -> {
                var v = new float[length];
                for (int k = 0; k < length; k++) {
                  v[k] = (float) ((bytes[from + k] & 0xff) * scale + least);
                }
                return v;
              }));
    }
    return new StateDict(name, tensors);
  }

  private static IllegalArgumentException outside(Path file, JsonNode each) {
    return new IllegalArgumentException(
        "%s does not hold «%s» with the shape %s; the file may be cut short"
            .formatted(file, each.path("name").asText(), each.path("shape")));
  }
}
