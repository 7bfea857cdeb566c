package org.sfumato.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.network.Networks.textTransformer;
import static org.sfumato.network.Networks.unet;
import static org.sfumato.sampler.Samplers.ddim;
import static org.sfumato.sampler.Samplers.sample;

import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sfumato.Provenance;
import org.sfumato.diffusion.Conditional;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.diffusion.NetworkPrior;
import org.sfumato.diffusion.TextPrior;
import org.sfumato.diffusion.Trained;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;
import org.sfumato.network.Weights;

/** Runs that are told what to draw, with classifier-free guidance. */
class ConditionTest {
  private static final String WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] large small lesion no left";
  static final Trained PRIOR = prior();
  private static final List<String> TEXTS =
      List.of("large lesion", "no lesion", "small lesion left", "left", "large left", "no");
  private static final Recipe PAINTER = sample(PRIOR).with(ddim(3)).seed(4);

  /** Weights that do something in every layer, which fresh ones do not. */
  private static Trained prior() {
    var net = unet(8, 1).channels(8).text(textTransformer(12).width(8).depth(1).heads(2).length(6));
    var first = Weights.initial(net.plan(), 1);
    var values = new LinkedHashMap<String, float[]>();
    var random = new Random(5);
    first
        .values()
        .forEach(
            (name, v) -> {
              for (int k = 0; k < v.length; k++) {
                v[k] += (float) (.15 * random.nextGaussian());
              }
              values.put(name, v);
            });
    var weights = new Weights(values, first.shapes());
    return NetworkPrior.of("words", net, weights, Provenance.of(TextPrior.VOCABULARY, WORDS));
  }

  private static float[] drawn(Recipe recipe) {
    return recipe.draw(2).values();
  }

  @Test
  void should_be_D_c_with_scale_1_and_D_nothing_with_scale_0() {
    var told = PAINTER.condition("large lesion");
    assertArrayEquals(drawn(told), drawn(told.cfg(1)));
    assertArrayEquals(drawn(PAINTER), drawn(told.cfg(0)));
    assertArrayEquals(drawn(PAINTER), drawn(PAINTER.cfg(4)), "there is nothing to compare with");
    assertNotEquals(drawn(PAINTER)[0], drawn(told)[0]);
    assertNotEquals(drawn(PAINTER.condition("no lesion"))[0], drawn(told)[0]);
  }

  @Test
  void should_move_from_no_text_through_the_text_and_beyond() {
    Bench.scoped(
        () -> {
          var prior = (Conditional) PRIOR;
          var x =
              Torch.manager().create(Bench.pictures(4, 1, 8, 8, 2).values(), new Shape(4, 1, 8, 8));
          var told = List.of("small lesion");
          float[] none = Grad.off(() -> prior.denoise(x, .3)).toFloatArray();
          float[] one = Grad.off(() -> prior.given(told, 1).denoise(x, .3)).toFloatArray();
          float[] far = Grad.off(() -> prior.given(told, 3.5).denoise(x, .3)).toFloatArray();
          double most = 0;
          for (int k = 0; k < far.length; k++) {
            assertEquals(none[k] + 3.5 * (one[k] - none[k]), far[k], 2e-5);
            most = Math.max(most, Math.abs(one[k] - none[k]));
          }
          assertTrue(most > .01, "the text moves it by " + most);
          return null;
        });
  }

  @Test
  void should_count_two_evaluations_where_two_are_compared() {
    var told = PAINTER.condition("no lesion");
    assertEquals(3, told.draw(5).evaluations());
    assertEquals(6, told.cfg(4).draw(5).evaluations());
    assertEquals(3, PAINTER.cfg(4).draw(5).evaluations());
  }

  @Test
  void should_draw_each_image_of_its_own_text_whatever_stands_beside_it() {
    var all = PAINTER.condition(TEXTS).cfg(2).draw();
    assertEquals(6, all.size());
    var first = PAINTER.condition(TEXTS.subList(0, 2)).cfg(2).draw();
    assertArrayEquals(first.get(1).values(), all.get(1).values());
    var alone = PAINTER.condition(TEXTS.get(0)).cfg(2).draw(1);
    assertArrayEquals(alone.values(), all.get(0).values());
  }

  @Test
  void should_begin_image_i_with_the_same_noise_under_every_text() {
    var other = PAINTER.condition(List.of("no", "no lesion"));
    var as = PAINTER.condition(List.of("left", "no lesion"));
    assertArrayEquals(other.draw().get(1).values(), as.draw().get(1).values());
    assertNotEquals(other.draw().get(0).values()[0], as.draw().get(0).values()[0]);
  }

  @Test
  void should_print_what_it_is_told() {
    assertEquals(
        "sample(prior(\"words\")).along(edm()).with(ddim(3)).condition(\"a \\\"b\\\"\").cfg(4).seed(4)",
        PAINTER.condition("a \"b\"").cfg(4).text());
    assertEquals(
        "sample(prior(\"words\")).along(edm()).with(ddim(3)).condition(List.of(\"no\", \"left\")).seed(4)",
        PAINTER.condition(List.of("no", "left")).text());
    assertTrue(PAINTER.condition(TEXTS).text().contains(".condition(6 texts, "));
    assertTrue(
        PAINTER
            .condition("no")
            .cfg(4)
            .latex()
            .orElseThrow()
            .contains("D &= D_\\varnothing + 4\\, (D_c - D_\\varnothing)"));
    assertNotEquals(
        PAINTER.condition("no").provenance().hash(), PAINTER.condition("left").provenance().hash());
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }

  @Test
  void should_say_what_cannot_be_told() {
    var plain = sample(Diffusion.gaussianPrior(.4, .2).shape(1, 4, 4));
    var why =
        " reads no text, so %s tells it nothing; train(unet(…).text(textTransformer(512))).on(pairs) makes a prior that does";
    var name = "gaussianPrior(0.4, 0.2).shape(1, 4, 4)";
    refused(name + why.formatted("condition(text)"), () -> plain.condition("lesion"));
    refused(name + why.formatted("cfg(w)"), () -> plain.cfg(2));
    refused("there is no text to draw an image of", () -> PAINTER.condition(List.<String>of()));
    refused(
        "3 images cannot be drawn of 2 texts; say one text for all, or one for each",
        () -> PAINTER.condition(List.of("no", "left")).draw(3));
    refused("cfg(w) needs a finite number, not NaN", () -> PAINTER.condition("no").cfg(Double.NaN));
    refused(
        "prior(\"x\") reads text and does not say with which vocabulary; save it by fit().save(path)",
        () -> NetworkPrior.of("x", PRIOR.network(), PRIOR.weights(), Provenance.NONE));
  }
}
