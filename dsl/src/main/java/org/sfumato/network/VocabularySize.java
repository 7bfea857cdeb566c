package org.sfumato.network;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** How many tokens a {@code tokenizer.json} numbers; the library does not tell. */
final class VocabularySize {
  private static final ObjectMapper JSON = new ObjectMapper();

  private VocabularySize() {}

  static int of(String json) {
    try {
      var root = JSON.readTree(json);
      int last = -1;
      for (JsonNode number : root.path("model").path("vocab")) {
        last = Math.max(last, number.asInt(-1));
      }
      for (JsonNode added : root.path("added_tokens")) {
        last = Math.max(last, added.path("id").asInt(-1));
      }
      return last + 1;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("it is not JSON", e);
    }
  }
}
