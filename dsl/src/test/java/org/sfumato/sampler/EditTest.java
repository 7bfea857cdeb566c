package org.sfumato.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.diffusion.Diffusion.early;
import static org.sfumato.diffusion.Diffusion.late;
import static org.sfumato.sampler.Samplers.attention;
import static org.sfumato.sampler.Samplers.ddim;
import static org.sfumato.sampler.Samplers.heun;
import static org.sfumato.sampler.Samplers.refine;
import static org.sfumato.sampler.Samplers.replace;
import static org.sfumato.sampler.Samplers.reweight;
import static org.sfumato.sampler.Samplers.sample;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sfumato.Window;

/** Images painted anew under other texts, with the attention of what they were before. */
class EditTest {
  private static final List<String> BEFORE =
      List.of("large lesion left", "small lesion", "no lesion");
  private static final List<String> AFTER =
      List.of("small lesion left", "large lesion", "left lesion");
  private static final Recipe PAINTER = sample(ConditionTest.PRIOR).with(ddim(5)).seed(4);
  private static final Recipe RUN = PAINTER.condition(BEFORE).cfg(2);

  private static double far(float[] a, float[] b) {
    double most = 0;
    for (int k = 0; k < a.length; k++) {
      most = Math.max(most, Math.abs(a[k] - b[k]));
    }
    return most;
  }

  @Test
  void should_give_the_source_bit_for_bit_where_the_text_is_the_same_and_all_is_taken() {
    for (var run : List.of(RUN, RUN.cfg(1), RUN.with(heun(3)))) {
      float[] source = run.draw().values();
      for (var control : List.of(replace(Window.ALWAYS), refine(Window.ALWAYS))) {
        var all = control.selfAttention(Window.ALWAYS);
        assertArrayEquals(source, run.edit(BEFORE, all).draw().values(), all.text());
        assertArrayEquals(source, run.edit(BEFORE, all.blend("lesion")).draw().values());
      }
    }
  }

  @Test
  void should_draw_what_the_new_text_says_where_nothing_is_taken() {
    var plain = PAINTER.condition(AFTER).cfg(2).draw().values();
    var none = replace(early(0)).selfAttention(early(0));
    assertArrayEquals(plain, RUN.edit(AFTER, none).draw().values());
    assertArrayEquals(plain, RUN.edit(AFTER, refine(early(0))).draw().values());
  }

  @Test
  void should_stay_nearer_to_the_source_the_more_is_taken() {
    float[] source = RUN.draw().values();
    double free = far(source, RUN.edit(AFTER, replace(early(0))).draw().values());
    double held =
        far(
            source,
            RUN.edit(AFTER, replace(Window.ALWAYS).selfAttention(Window.ALWAYS)).draw().values());
    assertTrue(held > 0 && held < free, held + " is not nearer than " + free);
  }

  @Test
  void should_edit_each_image_whatever_stands_beside_it() {
    var control = refine(early(.8)).selfAttention(late(.5)).blend("lesion");
    var all = RUN.edit(AFTER, control).draw();
    assertEquals(3, all.size());
    assertEquals(20, all.evaluations(), "5 steps, two texts, guided");
    var one = PAINTER.condition(BEFORE.get(0)).cfg(2).edit(AFTER.get(0), control).draw(1);
    assertArrayEquals(one.values(), all.get(0).values());
  }

  @Test
  void should_count_a_word_once_as_it_is_and_more_where_it_is_said() {
    var run = PAINTER.condition("large lesion").cfg(2);
    float[] source = run.draw(2).values();
    assertArrayEquals(source, run.edit("large lesion", reweight("large", 1)).draw(2).values());
    double some = far(source, run.edit("large lesion", reweight("large", 1.5)).draw(2).values());
    double more = far(source, run.edit("large lesion", reweight("large", 4)).draw(2).values());
    assertTrue(some > 0 && some < more, some + ", " + more);
  }

  @Test
  void should_map_where_a_word_is_looked_at() {
    var map = attention(RUN).map("lesion");
    assertEquals(8, map.grid());
    for (float[] one : map.values()) {
      for (float v : one) {
        assertTrue(v > 0 && v < 1, "a share of all tokens: " + v);
      }
    }
    var whole = attention(PAINTER.condition("no")).map("no", 1).values()[0];
    assertEquals(64, whole.length);
    assertTrue(map.picture().isPresent());
  }

  @Test
  void should_print_what_it_does() {
    assertEquals(
        "sample(prior(\"words\")).along(edm()).with(ddim(5)).condition(\"no\").cfg(2)"
            + ".edit(\"left\", replace(early(0.8)).reweight(\"left\", 2).selfAttention(early(0.4)).blend(\"left\")).seed(4)",
        PAINTER
            .condition("no")
            .cfg(2)
            .edit(
                "left",
                replace(early(.8)).selfAttention(early(.4)).reweight("left", 2).blend("left"))
            .text());
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }

  @Test
  void should_say_what_it_cannot_paint_anew() {
    refused(
        "edit(text, control) paints anew what a text describes; say condition(text) first",
        () -> PAINTER.edit("no", refine(early(1))));
    refused(
        "replace(window) puts words in the place of others, and the new text has 3 where the source has 1; use refine(window)",
        () -> PAINTER.condition("no").edit("no large lesion", replace(early(1))).draw(1));
    refused(
        "«small» is a word of none of the texts, such as «no»",
        () -> PAINTER.condition("no").edit("left", reweight("small", 2)).draw(1));
    refused(
        "3 images cannot be drawn of 2 texts; say one text for all, or one for each",
        () -> RUN.edit(List.of("no", "left"), refine(early(1))).draw());
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> attention(PAINTER))
            .getMessage()
            .endsWith("has no text of its own to look at; say condition(text), without edit(…)"));
  }
}
