package org.sfumato.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.network.Networks.patchDiscriminator;
import static org.sfumato.network.Networks.resnetGenerator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;

/** The two networks of CycleGAN compute what PyTorch's layers do (cyclegan.py). */
class CycleNetworksTest {
  private static NDArray waves(double scale, double step, double from, long... shape) {
    int n = (int) new Shape(shape).size();
    double[] v =
        IntStream.range(0, n).mapToDouble(k -> scale * Math.sin(step * k + from)).toArray();
    return Torch.manager().create(v, new Shape(shape));
  }

  private static NDList waves(Plan plan) {
    var p = new NDList();
    for (var one : plan.parameters()) {
      p.add(waves(.3, .7, p.size(), one.shape()));
    }
    return p;
  }

  private static void agrees(String network, Plan plan, long... shape) throws IOException {
    JsonNode expected;
    try (var in = CycleNetworksTest.class.getResourceAsStream("cyclegan.json")) {
      expected = new ObjectMapper().readTree(in).get(network);
    }
    Bench.scoped(
        () -> {
          var x = Grad.leaf(waves(1, .3, 0, shape));
          var y = Grad.on(() -> Op.of(plan.source()).on(waves(plan), x));
          assertArrayEquals(numbers(expected, "shape"), doubles(y.getShape().getShape()), 0);
          assertArrayEquals(numbers(expected, "first"), first(y), 1e-10);
          assertEquals(expected.get("sum").asDouble(), sum(y), 1e-8);
          var slope = Grad.on(() -> Grad.of(y.square().sum(), x));
          assertArrayEquals(numbers(expected, "slope"), first(slope), 1e-8);
          assertEquals(expected.get("slopes").asDouble(), sum(slope), 1e-6);
          return null;
        });
  }

  private static double[] numbers(JsonNode of, String name) {
    return StreamSupport.stream(of.get(name).spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  private static double[] doubles(long[] v) {
    return Arrays.stream(v).asDoubleStream().toArray();
  }

  private static double[] first(NDArray x) {
    return Arrays.copyOf(x.toDoubleArray(), 8);
  }

  private static double sum(NDArray x) {
    return x.abs().sum().toDoubleArray()[0];
  }

  @Test
  void should_translate_as_the_official_network_does() throws IOException {
    agrees("generator", resnetGenerator(16, 2).width(4).blocks(2).plan(false), 2, 2, 16, 16);
  }

  @Test
  void should_judge_as_the_official_network_does() throws IOException {
    agrees("discriminator", patchDiscriminator(2).width(4).layers(2).plan(false), 2, 2, 16, 16);
    agrees("deep", patchDiscriminator(1).width(2).plan(false), 2, 1, 32, 32);
  }

  @Test
  void should_come_near_in_half_precision() {
    var net = resnetGenerator(16, 1).width(4).blocks(1);
    var critic = patchDiscriminator(1).width(4).layers(2);
    Bench.scoped(
        () -> {
          var x = waves(1, .3, 0, 2, 1, 16, 16).toType(DataType.FLOAT32, false);
          near(net.plan(false), net.plan(true), x);
          near(critic.plan(false), critic.plan(true), x);
          return null;
        });
  }

  private static void near(Plan whole, Plan half, NDArray x) {
    var p = Weights.initial(whole, 3).upload(whole, Torch.manager());
    float[] expected = Op.of(whole.source()).on(p, x).toFloatArray();
    var found = Op.of(half.source()).on(p, x);
    assertEquals(DataType.FLOAT32, found.getDataType());
    assertArrayEquals(expected, found.toFloatArray(), .03f);
  }

  /** A value of a patch does not change with what lies outside of it. */
  @Test
  void should_judge_patches_of_the_size_it_says() {
    assertEquals(70, patchDiscriminator(1).field());
    assertEquals(34, patchDiscriminator(1).layers(2).field());
    assertEquals(16, patchDiscriminator(1).layers(1).field());
    assertEquals(6, patchDiscriminator(1).patches(64));
    assertEquals(2, patchDiscriminator(1).patches(32));
    assertEquals(0, patchDiscriminator(1).patches(16));
    // Without norms, which look at the whole image, as one layer has none before its last.
    var plan = patchDiscriminator(1).width(2).layers(1).plan(false);
    Bench.scoped(
        () -> {
          var x = Grad.leaf(waves(1, .3, 0, 1, 1, 32, 32));
          var source = plan.source().replaceAll("torch\\.instance_norm\\(h,[^)]*\\)", "h");
          var y = Grad.on(() -> Op.of(source.replace("patches", "unnormed")).on(waves(plan), x));
          assertEquals(new Shape(1, 1, 14, 14), y.getShape());
          double[] slope = Grad.on(() -> Grad.of(y.get("0, 0, 7, 7"), x)).toDoubleArray();
          int[] rows = IntStream.range(0, 32 * 32).filter(k -> slope[k] != 0).toArray();
          int least = IntStream.of(rows).map(k -> k % 32).min().orElseThrow();
          int most = IntStream.of(rows).map(k -> k % 32).max().orElseThrow();
          assertEquals(16, most - least + 1);
          return null;
        });
  }

  @Test
  void should_read_back_what_it_prints() {
    var net = resnetGenerator(64, 1).width(16).blocks(3);
    assertEquals("resnetGenerator(64, 1).width(16).blocks(3)", net.text());
    assertEquals(net, ResnetGenerator.parse(net.text()));
    assertEquals("patchDiscriminator(1).width(32).layers(3)", patchDiscriminator(1).text());
    refused("«x» does not describe a ResNet generator", () -> ResnetGenerator.parse("x"));
  }

  @Test
  void should_begin_with_weights_of_the_papers_spread() {
    var plan = resnetGenerator(32, 1).plan(false);
    var v = Weights.initial(plan, 1).values().get("block.0.0");
    double square = 0;
    for (float w : v) {
      square += (double) w * w / v.length;
    }
    assertEquals(.02, Math.sqrt(square), 2e-4);
    var other = Weights.initial(plan, 1, "back.").values().get("block.0.0");
    assertTrue(!Arrays.equals(v, other));
  }

  @Test
  void should_refuse_what_cannot_be_halved_twice() {
    for (int size : new int[] {4, 30}) {
      refused(
          "the ResNet generator translates squares whose side is a multiple of 4 from 8 up, not of "
              + size
              + " pixels",
          () -> resnetGenerator(size, 1));
    }
    refused("a ResNet generator needs at least one channel", () -> resnetGenerator(8, 0));
    refused("a ResNet generator has no -1 blocks", () -> resnetGenerator(8, 1).blocks(-1));
    refused(
        "a patch discriminator needs at least one channel and one layer",
        () -> patchDiscriminator(1).layers(0));
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }
}
