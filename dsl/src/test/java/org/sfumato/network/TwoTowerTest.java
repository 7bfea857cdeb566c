package org.sfumato.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.network.Networks.resnet;
import static org.sfumato.network.Networks.textTransformer;
import static org.sfumato.network.Networks.twoTower;
import static org.sfumato.network.Networks.vit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;

/** Two towers against the same layers of PyTorch (towers.py), and what must not depend on what. */
class TwoTowerTest {
  private static final TwoTower SMALL =
      twoTower(
              vit(8, 4).width(8).depth(2).heads(2),
              textTransformer(10).width(8).depth(2).heads(2).length(7))
          .embedding(6)
          .hidden(12);

  private static final JsonNode EXPECTED;

  static {
    try (var in = TwoTowerTest.class.getResourceAsStream("towers.json")) {
      EXPECTED = new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The weights of towers.py. */
  static Weights formula(Plan plan) {
    var values = new LinkedHashMap<String, float[]>();
    var shapes = new LinkedHashMap<String, long[]>();
    for (var p : plan.parameters()) {
      var crc = new CRC32();
      crc.update(p.name().getBytes(StandardCharsets.US_ASCII));
      boolean scale = p.name().matches(".*norm\\d?\\.weight");
      var v = new float[p.size()];
      for (int k = 0; k < v.length; k++) {
        double wave = Math.sin(.7 * k + crc.getValue() % 1000);
        v[k] = (float) (scale ? 1 + .2 * wave : .4 * wave);
      }
      values.put(p.name(), v);
      shapes.put(p.name(), p.shape());
    }
    return new Weights(values, shapes);
  }

  private static NDList arguments() {
    var x = new float[2 * 64];
    for (int k = 0; k < x.length; k++) {
      x[k] = (float) (.5 + .5 * Math.sin(.3 * k));
    }
    return new NDList(
        Torch.manager().create(x, new Shape(2, 1, 8, 8)),
        longs(EXPECTED.get("tokens")),
        longs(EXPECTED.get("words")));
  }

  private static NDArray longs(JsonNode rows) {
    var all = new long[rows.size() * rows.get(0).size()];
    for (int k = 0; k < all.length; k++) {
      all[k] = rows.get(k / rows.get(0).size()).get(k % rows.get(0).size()).asLong();
    }
    return Torch.manager().create(all, new Shape(rows.size(), rows.get(0).size()));
  }

  private static NDList run(Plan plan, NDList a) {
    var p = formula(plan).upload(plan, Torch.manager());
    return Grad.off(() -> Op.of(plan.source()).all(p, a.toArray(new NDArray[0])));
  }

  @Test
  void should_give_what_the_same_layers_of_pytorch_give() {
    Bench.scoped(
        () -> {
          var found = run(SMALL.plan(false), arguments());
          assertEquals(7, found.size());
          for (int k = 0; k < 7; k++) {
            near("result " + k, EXPECTED.get("values").get(k), found.get(k), 2e-5);
          }
          return null;
        });
  }

  private static void near(String what, JsonNode expected, NDArray found, double within) {
    float[] values = found.toFloatArray();
    assertEquals(expected.size(), values.length, what);
    for (int k = 0; k < values.length; k++) {
      assertEquals(expected.get(k).asDouble(), values[k], within, what + " at " + k);
    }
  }

  @Test
  void should_give_the_same_on_each_side_alone() {
    Bench.scoped(
        () -> {
          var a = arguments();
          var both = run(SMALL.plan(false), a);
          var image = run(SMALL.imagePlan(), new NDList(a.get(0)));
          var report = run(SMALL.reportPlan(), new NDList(a.get(1), a.get(2)));
          for (int k = 0; k < 3; k++) {
            assertArrayEquals(both.get(k).toFloatArray(), image.get(k).toFloatArray());
          }
          for (int k = 0; k < 4; k++) {
            assertArrayEquals(both.get(3 + k).toFloatArray(), report.get(k).toFloatArray());
          }
          near("features", EXPECTED.get("features"), image.get(3), 2e-5);
          assertEquals(new Shape(2, 4, 8), image.get(4).getShape());
          assertEquals(new Shape(2, 8), report.get(4).getShape());
          return null;
        });
  }

  @Test
  void should_give_what_a_residual_network_of_pytorch_gives() {
    Bench.scoped(
        () -> {
          var net = twoTower(resnet(16).channels(3).width(8).blocks(2), SMALL.report());
          var x = new float[2 * 3 * 256];
          for (int k = 0; k < x.length; k++) {
            x[k] = (float) (.5 + .5 * Math.sin(.3 * k));
          }
          var seen = Torch.manager().create(x, new Shape(2, 3, 16, 16));
          var found = run(net.imagePlan(), new NDList(seen));
          near("whole", EXPECTED.get("resnet").get(0), found.get(3), 5e-5);
          near("places", EXPECTED.get("resnet").get(1), found.get(4), 5e-5);
          assertArrayEquals(
              new float[] {.25f, .25f, .25f, .25f}, found.get(2).get(0).toFloatArray());
          assertEquals(new Shape(2, 4, 128), found.get(1).getShape());
          assertEquals(net, TwoTower.parse(net.text()));
          return null;
        });
  }

  @Test
  void should_not_look_at_padding() {
    Bench.scoped(
        () -> {
          var longer =
              twoTower(SMALL.image(), SMALL.report().length(12))
                  .embedding(6)
                  .hidden(12)
                  .reportPlan();
          var weights = formula(longer).upload(longer, Torch.manager());
          long[] tokens = {2, 5, 6, 7, 3};
          long[] words = {0, 1, 1, 2, 0};
          var each = new NDArray[2][];
          for (int k = 0; k < 2; k++) {
            var shape = new Shape(1, k == 0 ? 5 : 12);
            var t = Torch.manager().create(java.util.Arrays.copyOf(tokens, k == 0 ? 5 : 12), shape);
            var w = Torch.manager().create(java.util.Arrays.copyOf(words, k == 0 ? 5 : 12), shape);
            each[k] =
                Grad.off(() -> Op.of(longer.source()).all(weights, t, w)).toArray(new NDArray[0]);
          }
          assertArrayEquals(each[0][0].toFloatArray(), each[1][0].toFloatArray(), 1e-5f);
          float[] few = each[0][2].toFloatArray();
          float[] many = each[1][2].toFloatArray();
          assertEquals(3, few.length);
          assertEquals(10, many.length);
          for (int k = 0; k < 10; k++) {
            assertEquals(k < 2 ? few[k] : 0, many[k], 1e-6);
            assertEquals(k < 2 ? 1 : 0, each[1][3].toFloatArray()[k]);
          }
          return null;
        });
  }

  @Test
  void should_share_the_attention_of_cls_among_all_it_sees() {
    Bench.scoped(
        () -> {
          var found = run(SMALL.plan(false), arguments());
          var patches = found.get(2).sum(new int[] {1}).toFloatArray();
          var words = found.get(5).sum(new int[] {1}).toFloatArray();
          for (int k = 0; k < 2; k++) {
            assertTrue(patches[k] > 0 && patches[k] < 1, "the rest is CLS's own");
            assertTrue(words[k] > 0 && words[k] < 1, "the rest is CLS's and SEP's");
          }
          return null;
        });
  }

  @Test
  void should_give_nearly_the_same_with_half_the_digits() {
    Bench.scoped(
        () -> {
          var net = SMALL;
          var plan = net.plan(false);
          var p = Weights.initial(plan, 3).upload(plan, Torch.manager());
          var a = arguments().toArray(new NDArray[0]);
          var full = Grad.off(() -> Op.of(plan.source()).all(p, a));
          var half = Grad.off(() -> Op.of(net.plan(true).source()).all(p, a));
          for (int k = 0; k < 7; k++) {
            assertEquals(full.get(k).getDataType(), half.get(k).getDataType());
            assertEquals(0, full.get(k).sub(half.get(k)).abs().max().toFloatArray()[0], .06);
          }
          return null;
        });
  }

  @Test
  void should_pass_a_gradient_to_every_weight() {
    Bench.scoped(
        () -> {
          for (boolean mixed : new boolean[] {false, true}) {
            var plan = SMALL.plan(mixed);
            var p = formula(plan).upload(plan, Torch.manager());
            p.forEach(w -> w.setRequiresGradient(true));
            var a = arguments().toArray(new NDArray[0]);
            var gradients =
                Grad.on(
                    () -> {
                      var out = Op.of(plan.source()).all(p, a);
                      var sum = out.get(0).get(":, 0").sum();
                      for (int k : new int[] {1, 3, 4}) {
                        sum = sum.add(out.get(k).get("..., 0").square().sum());
                      }
                      return Grad.ofAll(sum, p);
                    });
            for (int k = 0; k < gradients.size(); k++) {
              float most = gradients.get(k).abs().max().toFloatArray()[0];
              assertTrue(most > 0 && Float.isFinite(most), plan.parameters().get(k).name());
            }
          }
          return null;
        });
  }

  @Test
  void should_have_the_shapes_that_it_promises() {
    Bench.scoped(
        () -> {
          var net =
              twoTower(vit(16, 4).channels(3).width(16).depth(1), textTransformer(30).width(16));
          var plan = net.linearHeads().plan(false);
          var p = Weights.initial(plan, 1).upload(plan, Torch.manager());
          var tokens = new long[3 * 9];
          java.util.Arrays.fill(tokens, 2);
          var shape = new Shape(3, 9);
          var out =
              Op.of(plan.source())
                  .all(
                      p,
                      Torch.manager().ones(new Shape(3, 3, 16, 16)),
                      Torch.manager().create(tokens, shape),
                      Torch.manager().create(new long[27], shape));
          assertEquals(
              "[(3, 128), (3, 16, 128), (3, 16), (3, 128), (3, 7, 128), (3, 7), (3, 7)]",
              out.stream().map(r -> r.getShape().toString()).toList().toString());
          return null;
        });
  }

  @Test
  void should_print_itself_and_be_read_back() {
    var text =
        "twoTower(vit(8, 4).channels(1).width(8).depth(2).heads(2), textTransformer(10).width(8).depth(2).heads(2).length(7)).embedding(6).hidden(12)";
    assertEquals(text, SMALL.text());
    assertEquals(SMALL, TwoTower.parse(text));
    var linear = SMALL.linearHeads();
    assertEquals(text.replace(".hidden(12)", ".linearHeads()"), linear.text());
    assertEquals(linear, TwoTower.parse(linear.text()));
    assertTrue(twoTower(vit(64, 8), textTransformer(256)).plan(false).size() < 1_000_000);
  }

  @Test
  void should_say_what_it_cannot_be() {
    refused(
        "pictures of 64×64 do not divide into patches of 7×7; use a patch that divides 64",
        () -> vit(64, 7));
    refused(
        "a width of 10 does not divide into 4 heads; use a multiple of 4",
        () -> twoTower(vit(8, 4).width(10), textTransformer(10)).plan(false));
    refused(
        "a vocabulary of 5 has no words beside [[PAD], [UNK], [CLS], [SEP], [MASK]]; use at least 6",
        () -> textTransformer(5));
    refused(
        "a text transformer needs at least one block and 3 tokens",
        () -> textTransformer(9).length(2));
    refused(
        "a residual network halves its pictures 4 times, but 24 is not a multiple of 16",
        () -> resnet(24));
    refused(
        "a width of 12 does not divide into 8 groups; use a multiple of 8",
        () -> resnet(16).width(12));
    refused("a common space has at least 2 numbers, not 1", () -> SMALL.embedding(1));
    refused("«unet(8, 1)» does not describe two towers", () -> TwoTower.parse("unet(8, 1)"));
    var pieces = WordPiece.train(List.of("many different words, all of them"), 60);
    refused(
        pieces.text()
            + " knows "
            + pieces.size()
            + " tokens, but textTransformer(10).width(8).depth(2).heads(2).length(7) has room for 10; use textTransformer("
            + pieces.size()
            + ")",
        () -> SMALL.tokens(pieces, List.of("words")));
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }
}
