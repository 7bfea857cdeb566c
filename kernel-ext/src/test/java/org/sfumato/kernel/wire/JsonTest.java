package org.sfumato.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static final ObjectMapper JACKSON = new ObjectMapper();

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "\"é🧠\\n\"",
        "[1, -2147483649, 123456789012345678901234567890, 1.5, -0.0, 1e300, true, false, null]",
        "{\"a\": {\"b\": [{\"c\": []}]}, \"\": \"empty name\", \"a\": 2}"
      })
  void should_read_and_write_what_jackson_reads_and_writes(String text) throws IOException {
    var theirs = JACKSON.readTree(text);
    assertEquals(theirs, Json.read(bytes(text)));
    assertEquals(JACKSON.writeValueAsString(theirs), Json.write(theirs));
  }

  @Test
  void should_write_values_of_java_as_jackson_does() throws IOException {
    var map = new LinkedHashMap<String, Object>();
    map.put("numbers", Arrays.asList(1, 2L, 1.5, 1.5f, (short) 3, null));
    map.put("texts", List.of("a\"b", "\u0007", "é"));
    map.put("truth", true);
    map.put("array", new int[] {1, 2});
    map.put("tree", JACKSON.createObjectNode().put("deep", 1L << 40).putNull("nothing"));
    map.put("other", new StringBuilder("other").toString().toCharArray());
    assertEquals(JACKSON.writeValueAsString(map), Json.write(map));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "[1,", "{} {}", "{\"a\":}", "nul", "NaN", "\"\u0001\"", "]"})
  void should_refuse_what_is_no_json(String text) {
    assertThrows(IOException.class, () -> Json.read(bytes(text)));
  }

  @Test
  void should_refuse_what_is_too_deep_to_read_or_write() {
    assertThrows(IOException.class, () -> Json.read(bytes("[".repeat(100_000))));
    var deep = new ArrayList<Object>();
    for (int i = 0; i < 5000; i++) {
      var outer = new ArrayList<Object>();
      outer.add(deep.isEmpty() ? Optional.empty() : List.copyOf(deep));
      deep = outer;
    }
    var value = deep;
    assertThrows(IOException.class, () -> Json.write(value));
  }
}
