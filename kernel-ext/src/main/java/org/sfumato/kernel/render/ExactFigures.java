package org.sfumato.kernel.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;

/**
 * The figures behind a value as maps and lists, which every kernel's own JSON library can write.
 * Apart from the other forms, because Jackson starts slowly and few values have figures.
 */
final class ExactFigures {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private ExactFigures() {}

  /**
   * @throws IllegalArgumentException if the text is no JSON object
   */
  static Map<String, Object> of(String json) {
    try {
      return MAPPER.readValue(json, new TypeReference<Map<String, Object>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("they are no JSON object: " + e.getOriginalMessage(), e);
    }
  }
}
