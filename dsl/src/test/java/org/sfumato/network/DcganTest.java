package org.sfumato.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Cancel;
import org.sfumato.Interrupted;
import org.sfumato.Provenance;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Safetensors;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;

/** A generator and its critic: their shapes, and what must not depend on what. */
class DcganTest {
  private static final Dcgan NET = Dcgan.of(16, 1, 16);

  @TempDir Path folder;

  @AfterEach
  void nobody_is_stopped_after_this() {
    Cancel.clear();
  }

  private static Generator fresh(Dcgan net) {
    return new Generator(
        "fresh", net, Weights.initial(net.generator(false), 1), Provenance.of("recipe", "none"));
  }

  @Test
  void should_draw_images_of_its_shape_for_every_power_of_two() {
    for (int size : new int[] {8, 32, 64}) {
      var x = fresh(Dcgan.of(size, 3, 16)).draw(2);
      assertArrayEquals(new int[] {2, 3, size, size}, x.shape());
      assertEquals(1, x.cost().orElseThrow().evaluations());
    }
    assertTrue(Dcgan.of(32, 1, 32).generator(false).size() < 1_000_000);
  }

  @Test
  void should_judge_measurements_of_every_power_of_two() {
    for (int side : new int[] {8, 16, 32}) {
      var plan = NET.critic(new int[] {2, side, side}, false);
      Bench.scoped(
          () -> {
            var p = Weights.initial(plan, 1).upload(plan, Torch.manager());
            var y = Torch.manager().ones(new Shape(3, 2, side, side));
            assertEquals(new Shape(3), Op.of(plan.source()).on(p, y).getShape());
            return null;
          });
    }
  }

  @Test
  void should_draw_the_same_image_whatever_is_drawn_with_it() {
    var g = fresh(NET);
    var many = g.draw(7, 3);
    var few = g.draw(2, 3);
    assertArrayEquals(few.values(), many.first(2).values());
    assertEquals(few.id(1), many.id(1));
    assertNotEquals(few.get(0).values()[5], few.get(1).values()[5]);
    assertNotEquals(few.values()[5], g.draw(2, 4).values()[5]);
    assertArrayEquals(g.draw(2).values(), g.draw(2, 0).values());
  }

  @Test
  void should_give_each_image_the_same_value_whatever_is_judged_with_it() {
    var plan = NET.critic(new int[] {1, 16, 16}, false);
    Bench.scoped(
        () -> {
          var p = Weights.initial(plan, 1).upload(plan, Torch.manager());
          var y =
              Torch.manager()
                  .create(Bench.pictures(4, 1, 16, 16, 3).values(), new Shape(4, 1, 16, 16));
          var critic = Op.of(plan.source());
          NDArray all = critic.on(p, y);
          NDArray last = critic.on(p, y.get("3:4"));
          assertEquals(last.toFloatArray()[0], all.toFloatArray()[3], 1e-5);
          return null;
        });
  }

  @Test
  void should_draw_nearly_the_same_with_half_the_digits() {
    Bench.scoped(
        () -> {
          var plan = NET.generator(false);
          var p = Weights.initial(plan, 1).upload(plan, Torch.manager());
          var z = Torch.manager().create(normals(3 * 64), new Shape(3, 64));
          var full = Grad.off(() -> Op.of(plan.source()).on(p, z));
          var half = Grad.off(() -> Op.of(NET.generator(true).source()).on(p, z));
          assertEquals(0, full.sub(half).abs().max().toFloatArray()[0], .05);
          return null;
        });
  }

  private static float[] normals(int n) {
    var random = new java.util.Random(2);
    var z = new float[n];
    for (int k = 0; k < n; k++) {
      z[k] = (float) random.nextGaussian();
    }
    return z;
  }

  @Test
  void should_leave_no_arrays_behind() {
    var g = fresh(NET);
    g.draw(3);
    int before = Torch.liveArrays();
    g.draw(5);
    assertEquals(before, Torch.liveArrays());
  }

  @Test
  void should_stop_when_it_is_asked_to() {
    var g = fresh(NET);
    Cancel.request();
    assertEquals(
        "stopped after 0 of 9 images",
        assertThrows(Interrupted.class, () -> g.draw(9)).getMessage());
  }

  @Test
  void should_print_itself_and_be_read_back() {
    assertEquals("dcgan(16, 1).latent(64).width(16)", NET.text());
    assertEquals(NET, Dcgan.parse(NET.text()));
    assertEquals("generator(\"fresh\")", fresh(NET).text());
    assertEquals("generator(\"fresh\").draw(2, 3)", fresh(NET).draw(2, 3).expression());
    assertEquals(
        "x = G_\\theta(z),\\quad z \\sim \\mathcal N(0, I)", fresh(NET).latex().orElseThrow());
  }

  @Test
  void should_say_what_it_cannot_be() {
    refused(
        "the generator draws images of 8, 16, 32, … pixels a side, not 28",
        () -> Dcgan.of(28, 1, 16));
    refused(
        "a width of 24 does not divide into groups; use a multiple of 16",
        () -> Dcgan.of(8, 1, 24));
    refused("a generator needs at least one channel and one number", () -> Dcgan.of(8, 0, 16));
    refused(
        "the critic judges squares of 8, 16, 32, … pixels a side, not measurements of shape [1, 1, 100]",
        () -> NET.critic(new int[] {1, 1, 100}, false));
    refused("a generator draws at least one image, not 0", () -> fresh(NET).draw(0));
    refused("«unet(8, 1)» does not describe a generator", () -> Dcgan.parse("unet(8, 1)"));
  }

  @Test
  void should_say_what_is_no_generator_and_what_is_damaged() {
    var g = fresh(NET);
    var file = folder.resolve("g.safetensors");
    var note = new java.util.TreeMap<>(g.provenance().identity());
    new Safetensors(note, g.weights().values(), g.weights().shapes()).write(file);
    assertArrayEquals(g.draw(2).values(), Networks.generator(file.toString()).draw(2).values());
    var values = g.weights().values();
    values.get("out.bias")[0] += 1;
    new Safetensors(note, values, g.weights().shapes()).write(file);
    refused(
        file
            + " is damaged: its weights do not have the checksum it was saved with; copy or save it again",
        () -> Networks.generator(file.toString()));
    note.remove("generator");
    new Safetensors(note, values, g.weights().shapes()).write(file);
    refused(
        file + " is not a generator: its header names no generator",
        () -> Networks.generator(file.toString()));
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }
}
