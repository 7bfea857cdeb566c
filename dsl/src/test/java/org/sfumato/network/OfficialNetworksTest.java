package org.sfumato.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.network.Networks.alexnet;
import static org.sfumato.network.Networks.inception;
import static org.sfumato.network.Networks.vgg16;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;

/**
 * Networks in their official layouts against torchvision's own layers, on the same weights; see
 * networks.json's script.
 */
class OfficialNetworksTest {
  /** Relative to the spread of what is compared. */
  private static final double CLOSE = 1e-4;

  @TempDir static Path folder;
  private static String file;

  @BeforeAll
  static void fill() {
    file = FormulaWeights.write("inception", "shapes", folder.resolve("i.safetensors")).toString();
  }

  private static NDArray pictures(int h, int w, int... kinds) {
    return Torch.manager()
        .create(FormulaWeights.pictures(3, h, w, kinds), new Shape(kinds.length, 3, h, w));
  }

  private static void agrees(JsonNode expected, NDArray found) {
    var shape = new long[expected.get("shape").size()];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = expected.get("shape").get(d).asLong();
    }
    assertArrayEquals(shape, found.getShape().getShape());
    double spread = expected.get("std").asDouble();
    var values = found.toFloatArray();
    double mean = 0;
    for (float v : values) {
      mean += v / (double) values.length;
    }
    assertEquals(expected.get("mean").asDouble(), mean, CLOSE * spread);
    for (int k = 0; k < expected.get("at").size(); k++) {
      assertEquals(
          expected.get("values").get(k).asDouble(),
          values[expected.get("at").get(k).asInt()],
          CLOSE * spread);
    }
  }

  private static void agreesInAll(JsonNode expected, NDArray found) {
    var values = found.toFloatArray();
    assertEquals(expected.size(), values.length);
    double square = 0;
    double wrong = 0;
    for (int k = 0; k < values.length; k++) {
      square += Math.pow(expected.get(k).asDouble(), 2);
      wrong += Math.pow(expected.get(k).asDouble() - values[k], 2);
    }
    assertTrue(square > 0);
    assertEquals(0, Math.sqrt(wrong / square), CLOSE);
  }

  private static void quietly(Supplier<Object> work) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      Grad.off(work);
    }
  }

  @Test
  void should_be_the_inception_of_fid_at_every_depth() {
    quietly(
        () -> {
          var expected = FormulaWeights.expected("inception");
          var x = pictures(96, 80, 1, 2);
          var maps = inception(file).maps(x);
          assertEquals(4, maps.size());
          for (int k = 0; k < 4; k++) {
            agrees(expected.get("maps").get(k), maps.get(k));
          }
          agreesInAll(expected.get("features"), inception(file).of(x, null));
          agreesInAll(expected.get("logits"), inception(file).logits(x));
          assertEquals(new Shape(2, 1008), inception(file).logits(x).getShape());
          return null;
        });
  }

  @Test
  void should_resize_as_clean_fid_does() {
    quietly(
        () -> {
          var expected = FormulaWeights.expected("inception");
          var x = pictures(400, 350, 1);
          agrees(expected.get("clean").get("resized"), Prepared.CLEAN_299.of("inception", x));
          agrees(
              expected.get("cleanSmall"), Prepared.CLEAN_299.of("inception", pictures(96, 80, 1)));
          agreesInAll(expected.get("clean").get("features"), inception(file).clean().of(x, null));
          return null;
        });
  }

  @Test
  void should_name_weights_resize_and_what_becomes_of_grey() {
    var usual = inception(file).variant();
    assertTrue(
        usual.matches(
            "FID Inception-v3 of 2015-12-05, weights [0-9a-f]{12}, 8-bit images, pytorch-fid's bilinear to 299×299, grey repeated as RGB"),
        usual);
    assertTrue(inception(file).clean().variant().contains("clean-fid's antialiased bicubic"));
  }

  @Test
  void should_round_what_a_set_is_measured_on_as_saving_it_would() {
    quietly(
        () -> {
          var x = pictures(40, 40, 2);
          assertArrayEquals(
              inception(file).of(x, null).toFloatArray(),
              inception(file).of(x.add(.001f), null).toFloatArray());
          return null;
        });
  }

  @ParameterizedTest
  @EnumSource
  void should_give_the_layers_of_torchvision(VisionNet net) {
    var weights = FormulaWeights.write(net.id(), "shapes", folder.resolve(net.id()));
    quietly(
        () -> {
          var expected = FormulaWeights.expected(net.id()).get("maps");
          var encoder = VisionFeatures.of(net, weights);
          var maps = encoder.maps(pictures(64, 72, 2));
          assertEquals(net.channels().length, maps.size());
          for (int k = 0; k < maps.size(); k++) {
            agrees(expected.get(k), maps.get(k));
            assertEquals(net.channels()[k], maps.get(k).getShape().get(1));
          }
          assertEquals(
              new Shape(1, net.channels()[maps.size() - 1]),
              encoder.of(pictures(64, 72, 2), null).getShape());
          int least = net.smallest();
          assertTrue(encoder.maps(pictures(least, least, 2)).size() > 0);
          var e =
              assertThrows(
                  IllegalArgumentException.class, () -> encoder.maps(pictures(least - 1, 64, 2)));
          assertEquals(
              "%s sees images from %d×%d up, not %d×64; resize them"
                  .formatted(net.title(), least, least, least - 1),
              e.getMessage());
          return null;
        });
  }

  @Test
  void should_refuse_weights_of_another_network_and_other_channels() {
    var e = assertThrows(IllegalArgumentException.class, () -> vgg16(file));
    assertEquals(
        "i.safetensors has no weights «features.0.weight»; it belongs to another network",
        e.getMessage());
    quietly(
        () -> {
          var four = Torch.manager().zeros(new Shape(1, 4, 8, 8));
          assertEquals(
              "inception sees images of one or three channels, [n, 1, H, W] or [n, 3, H, W], not (1, 4, 8, 8)",
              assertThrows(IllegalArgumentException.class, () -> inception(file).maps(four))
                  .getMessage());
          return null;
        });
  }

  @Test
  void should_be_loaded_once() {
    var weights = FormulaWeights.write("alexnet", "shapes", folder.resolve("once")).toString();
    assertSame(alexnet(weights), alexnet(weights));
  }
}
