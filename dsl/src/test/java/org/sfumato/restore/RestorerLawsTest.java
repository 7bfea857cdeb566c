package org.sfumato.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Prior;
import org.sfumato.Restorer;
import org.sfumato.corruption.Corruptions;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.engine.Safetensors;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;
import org.sfumato.laws.Members;
import org.sfumato.network.Generator;
import org.sfumato.network.Networks;
import org.sfumato.network.Weights;

/** What every restorer must do, found by its factory and its settings. */
class RestorerLawsTest {
  private static final int SIDE = 8;
  private static final Images X = Bench.pictures(6, 1, SIDE, SIDE, 4);
  private static final Measurements Y =
      Corruptions.missing(.5).plus(Corruptions.gaussian(.05)).apply(X);

  @TempDir static Path folder;

  static List<Restorer> restorers() {
    return new Members()
            .given(Prior.class, new Toy(SIDE))
            .given(double.class, .4)
            .given(int.class, 4)
            .given(long.class, 7L)
            .given(String.class, saved())
            .given(org.sfumato.Encoder.class, (x, s) -> x.sin().flatten(1, -1))
            .given(Images.class, Bench.pictures(30, 1, SIDE, SIDE, 9))
            .given(Settings.class, Settings.of(4))
            .given(Generator.class, InversionTest.fresh(SIDE))
            .given(org.sfumato.Metric.class, org.sfumato.metric.Metrics.mse())
            .given(
                org.sfumato.Term.class,
                org.sfumato.guidance.Guidances.energy(
                    "none", (x, s) -> org.sfumato.guidance.Guidances.sqNorm(x)))
            .given(Own.Function.class, (y, seed) -> y.preview())
            .of(Restorers.class, Restorer.class)
            .stream()
            .map(RestorerLawsTest::quick)
            .toList();
  }

  /** A name for a restorer of one's own that is also the path of a translator. */
  private static String saved() {
    var net = Networks.resnetGenerator(SIDE, 1).width(4).blocks(1);
    var way = Weights.initial(net.plan(false), 1);
    var both = Weights.joined(Map.of(Translator.THERE, way, Translator.BACK, way));
    var file = folder.resolve("translator.safetensors");
    var note = Map.of("translator", net.text(), "recipe", "none");
    new Safetensors(note, both.values(), both.shapes()).write(file);
    return file.toString();
  }

  /** A few steps, by a distance that needs no weights. */
  private static Restorer quick(Restorer r) {
    return r instanceof Stepped<?> s
        ? (Restorer) s.steps(4)
        : r instanceof Inversion i ? i.steps(4).samples(8).by(org.sfumato.metric.Metrics.mse()) : r;
  }

  static Stream<Stepped<?>> stepped() {
    return restorers().stream().filter(Stepped.class::isInstance).map(r -> (Stepped<?>) r);
  }

  @ParameterizedTest
  @MethodSource("restorers")
  void should_give_back_the_images_that_were_measured(Restorer restorer) {
    var x = restorer.restore(Y);
    assertEquals(Y.ids(), x.ids(), restorer.text());
    assertArrayEquals(new int[] {6, 1, SIDE, SIDE}, x.shape());
    assertTrue(x.provenance().identity().containsKey("measurements"), x.provenance().toString());
    assertTrue(x.expression().endsWith(".restore(" + Y.text() + ")"), x.expression());
  }

  @ParameterizedTest
  @MethodSource("restorers")
  void should_restore_an_image_alone_as_in_company(Restorer restorer) {
    float[] all = restorer.restore(Y).values();
    for (int i : new int[] {0, 5}) {
      assertArrayEquals(
          Arrays.copyOfRange(all, 64 * i, 64 * i + 64),
          restorer.restore(Y.get(i)).values(),
          restorer.text());
    }
  }

  @ParameterizedTest
  @MethodSource("restorers")
  void should_leave_native_memory_as_it_was_and_say_what_it_cost(Restorer restorer) {
    restorer.restore(Y);
    int before = Torch.liveArrays();
    var x = restorer.restore(Y);
    assertEquals(before, Torch.liveArrays(), restorer.text());
    if (restorer instanceof Stepped<?>) {
      boolean gradient =
          restorer instanceof Dps
              || restorer instanceof PiGdm
              || restorer instanceof Sdedit s && !s.guidance().parts().isEmpty();
      assertEquals(4, x.cost().orElseThrow().evaluations(), restorer.text());
      assertEquals(gradient ? 4 : 0, x.cost().orElseThrow().pullBacks(), restorer.text());
    }
  }

  @ParameterizedTest
  @MethodSource("restorers")
  void should_print_itself_and_a_balanced_equation(Restorer restorer) {
    assertTrue(restorer.text().matches("[a-zA-Z]+\\(.*\\)"), restorer.text());
    assertEquals(restorer.text(), restorer.toString());
    var latex = restorer.latex().orElseThrow();
    assertEquals(
        latex.chars().filter(c -> c == '{').count(), latex.chars().filter(c -> c == '}').count());
    assertEquals("other", restorer.named("other").name());
    assertThrows(IllegalArgumentException.class, () -> restorer.named(" "));
  }

  @ParameterizedTest
  @MethodSource("stepped")
  void should_draw_the_same_from_the_same_seed_and_others_from_another(Stepped<?> restorer) {
    float[] one = restorer.seed(3).restore(Y).values();
    assertArrayEquals(one, restorer.seed(3).restore(Y).values());
    assertFalse(Arrays.equals(one, restorer.seed(4).restore(Y).values()), restorer.text());
    assertNotEquals(restorer.seed(3), restorer.seed(4));
  }

  @ParameterizedTest
  @MethodSource("stepped")
  void should_assume_another_noise_level_and_say_so(Stepped<?> restorer) {
    var assumed = restorer.noiseLevel(.2);
    assertTrue(assumed.text().contains(".noiseLevel(0.2)"), assumed.text());
    assertTrue(
        assumed.latex().orElseThrow().contains("\\text{assumes}\\ \\sigma_y = 0.2"),
        assumed.latex().get());
    var x = assumed.restore(Y);
    assertTrue(x.caption().endsWith(", assumes noise 0.2"), x.caption());
    assertEquals("0.2", x.provenance().identity().get("noise level"));
  }

  @ParameterizedTest
  @MethodSource("stepped")
  void should_restore_what_was_measured_in_another_size(Stepped<?> restorer) {
    var y = Corruptions.downsample(2).plus(Corruptions.gaussian(.05)).apply(X);
    boolean spectral = restorer instanceof Ddrm || restorer instanceof Ddnm;
    if (spectral && ((org.sfumato.corruption.Structured) y.operator()).svd().isEmpty()) {
      assertEquals(
          restorer.name().equals("mine")
              ? ""
              : restorer.name()
                  + " needs a corruption with a known spectrum; downsample(2).plus(gaussian(0.05)) has none. Use dps.",
          restorer.name().equals("mine")
              ? ""
              : assertThrows(IllegalArgumentException.class, () -> restorer.restore(y))
                  .getMessage());
      return;
    }
    assertArrayEquals(new int[] {6, 1, SIDE, SIDE}, restorer.restore(y).shape());
  }

  @ParameterizedTest
  @MethodSource("stepped")
  void should_refuse_measurements_of_images_of_another_shape(Stepped<?> restorer) {
    var y =
        Corruptions.missing(.5)
            .plus(Corruptions.gaussian(.05))
            .apply(Bench.pictures(2, 1, 4, 6, 1));
    assertEquals(
        "toy(8) draws images of shape [1, 8, 8], but y measures images of shape [1, 4, 6]; use a prior of that shape, or measure resized images",
        assertThrows(IllegalArgumentException.class, () -> restorer.restore(y)).getMessage());
    assertEquals(
        "there is nothing to restore: y has no images",
        assertThrows(IllegalArgumentException.class, () -> restorer.restore(Y.first(0)))
            .getMessage());
  }

  /** One run stands for the loop that all share. */
  @Test
  void should_stop_when_asked_and_keep_what_it_had() {
    var prior =
        Diffusion.denoiser(
                "interrupts",
                (x, sigma) -> {
                  if (sigma < 1) {
                    Thread.currentThread().interrupt();
                  }
                  return x.mul(.5);
                })
            .shape(1, SIDE, SIDE);
    var stopped = Restorers.dps(prior).steps(6);
    var e = assertThrows(org.sfumato.Interrupted.class, () -> stopped.restore(Y));
    assertTrue(Thread.interrupted());
    assertTrue(
        e.getMessage().endsWith("the images as they were are in lastDrawn()"), e.getMessage());
    assertEquals(6, ((Images) e.kept().orElseThrow()).size());
  }
}
