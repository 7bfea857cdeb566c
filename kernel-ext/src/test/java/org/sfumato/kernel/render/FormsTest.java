package org.sfumato.kernel.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sfumato.kernel.message.Bundle;

class FormsTest {
  private final Renderers renderers = Renderers.standard();

  private Object form(Object value, String mime) {
    var bundle = renderers.bundle(value, mime);
    assertEquals(1, bundle.data().size());
    return bundle.data().get(mime);
  }

  private String refusal(Object value, String mime) {
    return assertThrows(IllegalArgumentException.class, () -> renderers.bundle(value, mime))
        .getMessage();
  }

  @Test
  void should_take_a_text_as_the_form_that_it_is_said_to_be() {
    assertEquals("<b>x</b>", form("<b>x</b>", "text/html"));
    assertEquals("\\alpha", form(new StringBuilder("\\alpha"), "text/latex"));
    assertEquals("a\uFFFDb 😀", form("a\ud83db 😀", "text/html"), "half a character");
  }

  @Test
  void should_take_bytes_as_a_file_of_that_type() {
    assertEquals("AQID", form(new byte[] {1, 2, 3}, "image/png"));
    assertEquals("[1, 2, 3]", form(new byte[] {1, 2, 3}, "text/plain"));
  }

  @Test
  void should_give_one_form_of_a_value_with_what_is_said_about_it() {
    var bundle = renderers.bundle(new BufferedImage(4, 5, 1), Bundle.PNG);
    assertEquals(Map.of(Bundle.PNG, Map.of("width", 4, "height", 5)), bundle.metadata());
    assertEquals("[1, 2]", form(new int[] {1, 2}, "text/plain"));
    assertEquals("null", form(null, "text/plain"));
  }

  @Test
  void should_give_json_as_a_tree() {
    assertEquals(2, ((JsonNode) form("{\"a\": [1, 2]}", "application/json")).get("a").size());
    var tree = (JsonNode) form(Map.of("a", List.of(1)), "application/vnd.vega.v5+json");
    assertEquals("{\"a\":[1]}", tree.toString());
    var refusal = refusal("{\"a\": ", "application/json");
    assertTrue(refusal.startsWith("this is no JSON: "), refusal);
    assertTrue(refusal("{} {}", "application/json").startsWith("this is no JSON: "));
  }

  @Test
  void should_name_the_forms_that_there_are() {
    assertEquals(
        "a java.lang.Integer has no form text/html; it has text/plain", refusal(1, "text/html"));
    assertEquals("null has no form text/html; it has text/plain", refusal(null, "text/html"));
  }

  @Test
  void should_guess_what_was_meant_by_a_type_that_is_none() {
    assertEquals("html is not a MIME type; did you mean text/html?", refusal("x", "html"));
    assertEquals("PNG is not a MIME type; did you mean image/png?", refusal("x", "PNG"));
    assertEquals("<b> is not a MIME type, such as text/html", refusal("x", "<b>"));
    assertEquals("null is not a MIME type, such as text/html", refusal("x", null));
  }
}
