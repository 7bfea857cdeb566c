package org.sfumato.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.network.Networks.textTransformer;
import static org.sfumato.network.Networks.unet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;

/** A U-Net that reads, against the same layers of PyTorch (text_unet.py). */
class TextUnetTest {
  private static final TextTransformer TEXT =
      textTransformer(10).width(8).depth(1).heads(2).length(5);
  private static final Unet NET = unet(8, 1).channels(8).patches(2).text(TEXT);
  private static final JsonNode EXPECTED;

  static {
    try (var in = TextUnetTest.class.getResourceAsStream("text_unet.json")) {
      EXPECTED = new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static NDArray x() {
    var x = new float[2 * 64];
    for (int k = 0; k < x.length; k++) {
      x[k] = (float) (.5 * Math.sin(.3 * k));
    }
    return Torch.manager().create(x, new Shape(2, 1, 8, 8));
  }

  private static NDArray level() {
    return Torch.manager().create(new float[] {.2f, -.4f}, new Shape(2));
  }

  private static NDArray tokens(long... second) {
    var all = new long[10];
    for (int k = 0; k < 5; k++) {
      all[k] = EXPECTED.get("tokens").get(0).get(k).asLong();
      all[5 + k] = second.length > 0 ? second[k] : EXPECTED.get("tokens").get(1).get(k).asLong();
    }
    return Torch.manager().create(all, new Shape(2, 5));
  }

  private static NDList run(Plan plan, NDArray... arguments) {
    var p = TwoTowerTest.formula(plan).upload(plan, Torch.manager());
    return Grad.off(() -> Op.of(plan.source()).all(p, arguments));
  }

  private static void near(String what, NDArray found, double within) {
    float[] values = found.toFloatArray();
    assertEquals(EXPECTED.get(what).size(), values.length, what);
    for (int k = 0; k < values.length; k++) {
      assertEquals(EXPECTED.get(what).get(k).asDouble(), values[k], within, what + " at " + k);
    }
  }

  @Test
  void should_give_what_the_same_layers_of_pytorch_give() {
    Bench.scoped(
        () -> {
          near("image", run(NET.plan(), x(), level(), tokens()).get(0), 2e-4);
          return null;
        });
  }

  @Test
  void should_show_where_each_place_looks_in_its_text() {
    Bench.scoped(
        () -> {
          var read = run(NET.readerPlan(), tokens());
          var shown = new UnetPlan(NET, false, UnetAttention.Use.SHOWN).painter();
          var found = run(shown, x(), level(), read.get(0), read.get(1));
          near("image", found.get(0), 2e-4);
          assertEquals(new Shape(2, 16, 16), found.get(1).getShape());
          assertEquals(new Shape(2, 4, 16, 5), found.get(2).getShape());
          near("looks", found.get(2).mean(new int[] {1}), 2e-5);
          return null;
        });
  }

  @Test
  void should_give_the_same_in_two_parts() {
    Bench.scoped(
        () -> {
          var whole = run(NET.plan(), x(), level(), tokens()).get(0);
          var read = run(NET.readerPlan(), tokens());
          var apart = run(NET.painterPlan(), x(), level(), read.get(0), read.get(1)).get(0);
          assertArrayEquals(whole.toFloatArray(), apart.toFloatArray());
          return null;
        });
  }

  @Test
  void should_draw_what_a_text_says_of_its_own_image_alone() {
    Bench.scoped(
        () -> {
          var one = run(NET.plan(), x(), level(), tokens()).get(0);
          var other = run(NET.plan(), x(), level(), tokens(2, 8, 3, 0, 0)).get(0);
          assertArrayEquals(one.get("0").toFloatArray(), other.get("0").toFloatArray());
          double moved = one.get("1").sub(other.get("1")).abs().max().toFloatArray()[0];
          assertTrue(moved > 1e-2, "moved by " + moved);
          return null;
        });
  }

  @Test
  void should_learn_by_every_parameter_of_picture_and_text() {
    Bench.scoped(
        () -> {
          var plan = NET.plan();
          var w = TwoTowerTest.formula(plan).upload(plan, Torch.manager());
          w.forEach(a -> a.setRequiresGradient(true));
          var function = Op.of(plan.source());
          var gradients =
              Grad.on(() -> Grad.ofAll(function.on(w, x(), level(), tokens()).square().sum(), w));
          for (int i = 0; i < w.size(); i++) {
            var name = plan.parameters().get(i).name();
            double size = gradients.get(i).abs().max().toFloatArray()[0];
            assertTrue(size > 0, name + " does nothing");
          }
          return null;
        });
  }

  @Test
  void should_run_with_activations_of_half_the_digits() {
    Bench.scoped(
        () -> {
          var found = run(NET.halfPlan(), x(), level(), tokens()).get(0).toFloatArray();
          double far = 0;
          for (int k = 0; k < found.length; k++) {
            far = Math.max(far, Math.abs(found[k] - EXPECTED.get("image").get(k).asDouble()));
          }
          assertTrue(far > 1e-4 && far < .4, "off by " + far);
          return null;
        });
  }

  @Test
  void should_print_what_reads_back() {
    for (var net :
        List.of(
            NET,
            unet(64, 1).attention(16, 8).text(TEXT),
            unet(64, 1).patches(2).text(TEXT).maskChannel(),
            unet(64, 3).patches(4).attention(8).mapChannels())) {
      assertEquals(net, Unet.parse(net.text()), net.text());
    }
    assertEquals(
        "unet(64, 1).channels(32, 64, 128).blocks(1).patches(2).attention(16, 8)"
            + ".text(textTransformer(512).width(96).depth(2).heads(4).length(112))",
        unet(64, 1).attention(16, 8).text(textTransformer(512)).patches(2).text());
  }

  @Test
  void should_ask_its_text_at_coarse_levels_unless_they_are_named() {
    var net = unet(64, 1).text(TEXT);
    assertEquals(List.of(16), net.attended());
    assertEquals(List.of(16, 8), net.patches(2).attended());
    assertEquals(List.of(32), net.attention(32).attended());
    assertEquals(List.of(), unet(64, 1).attended());
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }

  @Test
  void should_say_what_is_wrong_with_a_network() {
    refused(
        "a U-Net asks its text at levels of at most 16×16, and this one has 64; name one of them, attention(64), or use one more level",
        () -> unet(64, 1).channels(8).text(TEXT).plan());
    refused(
        "a U-Net of 3 levels and patches of 4 halves its images 2 times, but 40 is not divisible by 16",
        () -> unet(40, 1).patches(4).plan());
    refused("a patch has a side of at least one pixel, not 0", () -> unet(64, 1).patches(0));
  }
}
