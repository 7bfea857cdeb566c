package org.sfumato.kernel.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  /** The right column is what Python prints for {@code repr(float(left))}. */
  @Test
  void should_write_numbers_as_python_does() {
    for (var pair :
        List.of(
            "1.50 1.5",
            "1e-5 1e-05",
            "0.0001 0.0001",
            "1e15 1000000000000000.0",
            "1e16 1e+16",
            "9999999999999998.0 9999999999999998.0",
            "123456789012345678.0 1.2345678901234568e+17",
            "0.1 0.1",
            "2e-3 0.002",
            "1e23 1e+23",
            "5e-324 5e-324",
            "2.2250738585072014e-308 2.2250738585072014e-308",
            "1.7976931348623157e308 1.7976931348623157e+308",
            "-0.0 -0.0",
            "1E400 Infinity",
            "NaN NaN")) {
      var sides = pair.split(" ");
      assertEquals(sides[1], written(sides[0]), pair);
    }
    assertEquals("100000000000000000000", written("100000000000000000000"));
    assertEquals("0.1\n", Json.write(Json.tree(0.1f)));
  }

  @Test
  void should_sort_names_by_code_points_and_escape_half_characters() {
    assertEquals("{\n \"\uffff\": 1,\n \"😀\": 2\n}", written("{\"😀\": 2, \"\uffff\": 1}"));
    assertEquals("\"\\ud800x😀\"\n", Json.write(Json.tree("\ud800x😀")));
  }

  @Test
  void should_refuse_to_write_what_is_not_json() {
    var e =
        assertThrows(IllegalArgumentException.class, () -> Json.tree(Map.of("k", new Object())));
    assertEquals(
        "this is not JSON, and cannot be written into a notebook",
        e.getMessage().replaceFirst(":.*", "").strip());
  }

  @Test
  void should_cut_lines_where_python_does() {
    assertEquals(
        List.of("a\n", "b\r\n", "c\r", "d\u2028", "e\u0085", "f\u000b", "g\f", "h"),
        strings("a\nb\r\nc\rd\u2028e\u0085f\u000bg\fh"));
    assertEquals(List.of("\n", "\n"), strings("\n\n"));
    assertEquals(List.of(), strings(""));
  }

  private static List<String> strings(String text) {
    var found = new java.util.ArrayList<String>();
    Lines.list(text).forEach(l -> found.add(l.asText()));
    return found;
  }

  private static String written(String json) {
    try {
      return Json.write(Json.read(json)).stripTrailing();
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
