package org.sfumato.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.Data;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Provenance;
import org.sfumato.corruption.Corruptions;
import org.sfumato.diffusion.Ddpm;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.diffusion.LmiForm;
import org.sfumato.diffusion.Mapped;
import org.sfumato.engine.Torch;
import org.sfumato.guidance.Guidances;
import org.sfumato.laws.Bench;
import org.sfumato.metric.LocalMi;
import org.sfumato.sampler.Samplers;

/** Translations by denoisers that are known in closed form. */
class MidiffusionTest {
  private static final int SIDE = 8;
  private static final LmiForm VE = LmiForm.usual();
  private static final LmiForm DDPM = new LmiForm(LocalMi.usual(), true);

  static Stream<LmiForm> forms() {
    return Stream.of(VE, DDPM);
  }

  /** x₀ ~ N(m, sd²) with m = 0.4 + 0.3 LMI(y, y), pixel by pixel. */
  private record Known(LmiForm maps, double sd) implements Mapped {
    @Override
    public NDArray conditioned(NDArray x, NDArray maps, double sigma) {
      var mean = maps.get(":, 1:2").mul(.3).add(.4);
      double k = sd * sd / (sd * sd + sigma * sigma);
      return mean.add(x.sub(mean).mul(k));
    }

    @Override
    public NDArray denoise(NDArray x, double sigma) {
      throw new IllegalStateException("it was not told about a source");
    }

    @Override
    public double sigmaMin() {
      return .001;
    }

    @Override
    public double sigmaMax() {
      return 40;
    }

    @Override
    public int[] imageShape() {
      return new int[] {1, SIDE, SIDE};
    }

    @Override
    public Provenance provenance() {
      return Provenance.of("prior", text());
    }

    @Override
    public String text() {
      return "known()";
    }
  }

  private static Measurements observed(Images x) {
    return Corruptions.observed(x);
  }

  /** Mean and variance of the state carried through the published updates in double precision. */
  @ParameterizedTest
  @MethodSource("forms")
  void should_translate_by_the_law_of_its_path(LmiForm form) {
    double sd = .06;
    int n = 20;
    var source = Bench.pictures(40, 1, SIDE, SIDE, 3);
    var found =
        Restorers.midiffusion(new Known(form, sd)).steps(n).seed(5).restore(observed(source));
    float[] edges = Guidances.lmi(source).neighbour().map(source).values();
    double[] sigmas = sigmas(form, n);
    double share = 0;
    double variance = sigmas[0] * sigmas[0];
    for (int i = 0; i < n; i++) {
      double v = sigmas[i] * sigmas[i];
      double w = sigmas[i + 1] * sigmas[i + 1];
      double k = sd * sd / (sd * sd + v);
      double kept = k + (1 - k) * w / v;
      double added = 0;
      if (w > 0 && form.ddpm()) {
        // β/ᾱ' of x_VE = x/√ᾱ, with 1/ᾱ = 1 + 4σ².
        double alpha = 1 / (1 + 4 * v);
        double before = 1 / (1 + 4 * w);
        added = (1 - alpha / before) / before / 4;
      } else if (w > 0) {
        added = w * (v - w) / v;
      }
      variance = kept * kept * variance + added;
      share = kept * share + (1 - kept);
    }
    assertEquals(1, share, 1e-3);
    double mean = 0;
    double spread = 0;
    for (int j = 0; j < edges.length; j++) {
      double off = found.values()[j] - (.4 + .3 * edges[j]);
      mean += off / edges.length;
      spread += off * off / edges.length;
    }
    assertEquals(0, mean, 4 * Math.sqrt(variance / edges.length));
    assertEquals(variance, spread, .12 * variance);
  }

  private static double[] sigmas(LmiForm form, int n) {
    if (form.ddpm()) {
      return Ddpm.of(new Known(form, 1)).descending(n);
    }
    var sigmas = new double[n + 1];
    for (int i = 0; i < n; i++) {
      sigmas[i] = 40 * Math.pow(.01 / 40, i / (n - 1.0));
    }
    return sigmas;
  }

  @Test
  void should_tell_the_prior_what_state_and_source_share() {
    var source = Bench.pictures(5, 1, SIDE, SIDE, 3);
    var last = new float[1][];
    var states = new float[1][];
    var prior =
        new Told(
            VE,
            (x, maps) -> {
              states[0] = x.toFloatArray();
              last[0] = maps.toFloatArray();
            });
    Restorers.midiffusion(prior).steps(3).restore(observed(source.range(4, 5)));
    float[] y = source.get(4).values();
    float[] wanted =
        Bench.scoped(
            () -> {
              var shape = new Shape(1, 1, SIDE, SIDE);
              var s = Torch.manager().create(y, shape);
              var x = Torch.manager().create(Arrays.copyOf(states[0], SIDE * SIDE), shape);
              return LocalMi.usual().map(s, x).concat(LocalMi.usual().map(s, s), 1).toFloatArray();
            });
    assertArrayEquals(wanted, Arrays.copyOf(last[0], 2 * SIDE * SIDE));
  }

  @Test
  void should_show_the_map_the_state_that_the_path_has() {
    var states = new float[1][];
    var last = new float[1][];
    var prior =
        new Told(
            DDPM,
            (x, maps) -> {
              states[0] = states[0] == null ? x.toFloatArray() : states[0];
              last[0] = last[0] == null ? maps.toFloatArray() : last[0];
            });
    var source = Bench.pictures(1, 1, SIDE, SIDE, 3);
    Restorers.midiffusion(prior).steps(3).restore(observed(source));
    double sigma = sigmas(DDPM, 3)[0];
    var seen = new float[SIDE * SIDE];
    for (int k = 0; k < seen.length; k++) {
      seen[k] = (float) (.5 + (states[0][k] - .5) / Math.sqrt(1 + 4 * sigma * sigma));
    }
    var x =
        Bench.scoped(
            () -> {
              var shape = new Shape(1, 1, SIDE, SIDE);
              return LocalMi.usual()
                  .map(
                      Torch.manager().create(source.values(), shape),
                      Torch.manager().create(seen, shape))
                  .toFloatArray();
            });
    assertArrayEquals(x, Arrays.copyOf(last[0], SIDE * SIDE), 1e-3f);
  }

  @Test
  void should_translate_the_gray_of_a_coloured_source() {
    var colour = Bench.pictures(3, 3, SIDE, SIDE, 6);
    var translate = Restorers.midiffusion(new Known(VE, .05)).steps(6).seed(2);
    var found = translate.restore(observed(colour));
    assertArrayEquals(new int[] {3, 1, SIDE, SIDE}, found.shape());
    assertEquals(colour.ids(), found.ids());
    assertArrayEquals(translate.restore(observed(colour.toGray())).values(), found.values(), 1e-6f);
  }

  @Test
  void should_be_steered_by_other_terms_too() {
    var source = Bench.pictures(2, 1, SIDE, SIDE, 6);
    var dark = Guidances.energy("dark", (x, s) -> Guidances.sqNorm(x));
    var plain = Restorers.midiffusion(new Known(VE, .05)).steps(6);
    double without = mean(plain.restore(observed(source)).values());
    double with = mean(plain.guide(dark.times(30)).restore(observed(source)).values());
    assertTrue(with < without - .05, without + " became " + with);
    assertEquals(
        "midiffusion(known()).steps(6).guide(energy(\"dark\", …).times(30))",
        plain.guide(dark.times(30)).text());
  }

  private static double mean(float[] v) {
    double sum = 0;
    for (float x : v) {
      sum += x;
    }
    return sum / v.length;
  }

  @Test
  void should_be_a_prior_for_any_sampler() {
    var source = Bench.pictures(4, 1, SIDE, SIDE, 3);
    var prior = new Known(VE, .05).given(source);
    var x = Samplers.sample(prior).along(Diffusion.ve(.01, 40)).draw(4);
    float[] edges = Guidances.lmi(source).neighbour().map(source).values();
    double off = 0;
    for (int k = 0; k < edges.length; k++) {
      off += (x.values()[k] - .4 - .3 * edges[k]) / edges.length;
    }
    assertEquals(0, off, .01);
    assertEquals(prior, new Known(VE, .05).given(source));
    assertFalse(prior.equals(new Known(DDPM, .05).given(source)));
    assertTrue(x.provenance().identity().containsKey("prior.source"));
  }

  @Test
  void should_say_its_path_in_its_equation() {
    var ve = Restorers.midiffusion(new Known(VE, .05)).latex().orElseThrow();
    assertTrue(ve.contains("\\mathrm{LMI}(y, x)"), ve);
    assertTrue(ve.contains("\\frac{40}{0.01}"), ve);
    var ddpm = Restorers.midiffusion(new Known(DDPM, .05)).latex().orElseThrow();
    assertTrue(ddpm.contains("\\bar\\alpha_t"), ddpm);
    assertFalse(ve.equals(ddpm));
  }

  @Test
  void should_say_what_it_cannot_translate() {
    assertEquals(
        "midiffusion needs a prior that was trained with maps of local mutual information, and gaussianPrior(0.5, 0.2).shape(1, 8, 8) was not; train one by train(unet(…)).on(images).minimise(lmiDenoising()), or guide any prior by lmi(source)",
        message(() -> Restorers.midiffusion(Diffusion.gaussianPrior(.5, .2).shape(1, 8, 8))));
    var translate = Restorers.midiffusion(new Known(VE, .05));
    assertEquals(
        "known() draws images of 8×8 pixels, but the source has 8×6; use source.resize(8)",
        message(() -> translate.restore(observed(Bench.pictures(2, 1, 8, 6, 1)))));
    assertEquals(
        "local mutual information compares gray pictures, and gray is defined for 1 or 3 channels, not 2",
        message(() -> translate.restore(observed(Bench.pictures(2, 2, 8, 8, 1)))));
    assertEquals("a restorer takes at least one step, not 0", message(() -> translate.steps(0)));
    assertEquals(
        "there is no source to translate",
        message(() -> new Known(VE, 1).given(Data.imagesOf(new float[0], 0, 1, 8, 8))));
    var broken = new float[64];
    broken[5] = Float.NaN;
    assertEquals(
        "measurement 5 is NaN; every value must be finite",
        message(
            () ->
                new Measurements(
                    broken,
                    new int[] {1, 1, 8, 8},
                    Bench.pictures(1, 1, 8, 8, 1).ids(),
                    Corruptions.identity(),
                    0,
                    new int[] {1, 8, 8})));
  }

  private static String message(org.junit.jupiter.api.function.Executable work) {
    return assertThrows(IllegalArgumentException.class, work).getMessage();
  }

  /** A prior that shows what it is told. */
  private record Told(LmiForm maps, java.util.function.BiConsumer<NDArray, NDArray> seen)
      implements Mapped {
    @Override
    public NDArray conditioned(NDArray x, NDArray maps, double sigma) {
      seen.accept(x, maps);
      return x.mul(.5);
    }

    @Override
    public NDArray denoise(NDArray x, double sigma) {
      return x;
    }

    @Override
    public double sigmaMin() {
      return .001;
    }

    @Override
    public double sigmaMax() {
      return 40;
    }

    @Override
    public int[] imageShape() {
      return new int[] {1, SIDE, SIDE};
    }

    @Override
    public Provenance provenance() {
      return Provenance.NONE;
    }

    @Override
    public String text() {
      return "told()";
    }
  }
}
