package org.sfumato;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {
  private static Map<String, Object> read(String json) throws JsonProcessingException {
    return new ObjectMapper().readValue(json, new TypeReference<>() {});
  }

  private static final Score SCORE =
      new Score("SSIM", 1 / 3.0, .25, .5, 40, "7×7").from(Provenance.of("images", "a \"b\"\n\\"));

  @Test
  void should_write_a_score_with_all_its_digits() throws JsonProcessingException {
    var figures = read(SCORE.figures().orElseThrow());
    assertEquals("org.sfumato.result", figures.get("schema"));
    assertEquals(1, figures.get("version"));
    assertEquals("score", figures.get("kind"));
    assertEquals(1 / 3.0, figures.get("value"));
    assertEquals(40, figures.get("n"));
    assertEquals("7×7", figures.get("variant"));
    var made = (Map<?, ?>) figures.get("provenance");
    assertEquals(SCORE.provenance().hash(), made.get("hash"));
    assertEquals(Map.of("images", "a \"b\"\n\\"), made.get("identity"));
  }

  @Test
  void should_say_what_json_has_no_number_for() throws JsonProcessingException {
    var none = new Score("PSNR", Double.POSITIVE_INFINITY, Double.NaN, Double.NaN, 1, "");
    var figures = read(none.figures().orElseThrow());
    assertEquals("Infinity", figures.get("value"));
    assertTrue(figures.containsKey("low"));
    assertEquals(null, figures.get("low"));
  }

  @Test
  void should_carry_a_digest_that_survives_other_tools() throws JsonProcessingException {
    var json = Figures.of("table").with("a", 1.0).with("b", List.of(-0.0, 2.5e-7)).json();
    var read = read(json);
    assertEquals(read.get("sha256"), Figures.digest(read));
    // Front ends in JavaScript write 1 for 1.0, and tools sort the fields.
    var rewritten =
        read(json.replace("1.0", "1").replace("-0.0", "0").replace("2.5E-7", "0.00000025"));
    assertEquals(rewritten.get("sha256"), Figures.digest(rewritten));
    assertEquals(
        Figures.digest(Map.of("x", 1, "y", "z")), Figures.digest(Map.of("y", "z", "x", 1.0)));
  }

  @Test
  void should_notice_the_last_digit_of_any_figure() throws JsonProcessingException {
    var json = SCORE.figures().orElseThrow();
    for (var changed :
        List.of(
            json.replace("0.3333333333333333", "0.3333333333333334"),
            json.replace("\"n\": 40", "\"n\": 41"),
            json.replace("7×7", "7×8"))) {
      assertNotEquals(json, changed);
      assertNotEquals(read(changed).get("sha256"), Figures.digest(read(changed)));
    }
  }

  @Test
  void should_name_what_differs_between_two_results() {
    var images = Provenance.of("dataset", "fashion").with("seed", "7");
    var one = Provenance.NONE.within("images", images).with("engine", "2.7.1");
    var other =
        Provenance.NONE
            .within("images", images.with("seed", "8"))
            .with("engine", "2.7.1")
            .with("weights", "abc")
            .circumstance("cpu", "Z80");
    var diff = one.diff(other);
    assertFalse(diff.same());
    assertEquals(
        """
        identity differs, %s → %s
          images.seed  7 → 8
          weights      – → abc
        circumstance, which does not count:
          cpu  – → Z80"""
            .formatted(one.hash(), other.hash()),
        diff.text());
    assertTrue(
        diff.html()
            .orElseThrow()
            .contains("<td style=\"text-align:left;padding:.15em .7em\">7 → 8</td>"));
    assertEquals("the same identity, " + one.hash(), one.diff(one).text());
  }

  @Test
  void should_show_long_values_where_they_differ() {
    var recipe =
        "sample(prior(\"brain-t1\")).along(ve(0.01, 40)).with(ancestral(20).grid(karras(5))).guide(lmi(pd).times(%s))";
    var diff =
        Provenance.of("recipe", recipe.formatted("0.8"))
            .diff(Provenance.of("recipe", recipe.formatted("0.9")));
    var change = diff.text().lines().toList().get(1);
    assertTrue(change.contains("times(0.8))") && change.contains("times(0.9))"), change);
    assertTrue(change.length() < 150, change);
  }

  @Test
  void should_keep_what_several_results_have_in_common() {
    var a = Provenance.of("recipe", "r").with("seed", "1");
    var common = Provenance.common(List.of(a, a.with("seed", "2")));
    assertEquals("r", common.identity().get("recipe"));
    assertTrue(common.identity().get("seed").startsWith("2 values, "));
    assertNotEquals(common, Provenance.common(List.of(a, a.with("seed", "3"))));
  }
}
