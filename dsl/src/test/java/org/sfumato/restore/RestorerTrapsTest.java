package org.sfumato.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sfumato.Data;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Prior;
import org.sfumato.Step;
import org.sfumato.corruption.Corruptions;
import org.sfumato.corruption.Linear;
import org.sfumato.diffusion.Ddpm;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.guidance.Guidances;
import org.sfumato.laws.Bench;
import org.sfumato.random.Noise;
import org.sfumato.sampler.Samplers;

/** What official implementations of these methods get wrong, or readers of their papers do. */
class RestorerTrapsTest {
  private static final int SIDE = 8;
  private static final Images X = Bench.pictures(5, 1, SIDE, SIDE, 4);
  private static final Prior PRIOR = Diffusion.gaussianPrior(.5, .2).shape(1, SIDE, SIDE);

  @Test
  void should_take_the_published_levels_of_ddpm() {
    double[] all = new Ddpm(0, 999).descending(1000);
    double[] published = {.338828, .719279, 2.030851, 3.424137, 157.4073};
    int[] at = {99, 199, 399, 499, 999};
    for (int k = 0; k < at.length; k++) {
      assertEquals(published[k] / 2, all[999 - at[k]], 5e-5 * published[k]);
    }
    double[] twenty = new Ddpm(0, 999).descending(20);
    assertEquals(21, twenty.length);
    assertEquals(all[999 - 950], twenty[0]);
    assertEquals(all[999], twenty[19]);
    assertEquals(0, twenty[20]);
    assertEquals(157.4073 / 2, new Ddpm(0, 999).sigma(1), 1e-3);
    assertEquals(.3, new Ddpm(0, 999).time(new Ddpm(0, 999).sigma(.3)), 1e-9);
    assertTrue(Ddpm.of(new Toy(4)).sigmaMin() >= .001);
  }

  /** Noise in hidden entries would be a constant in the norm, and shorten every step. */
  @Test
  void should_not_look_at_what_was_never_measured() {
    var y = Corruptions.missing(.5).plus(Corruptions.gaussian(.05)).apply(X);
    float[] junk = y.values();
    for (int k = 0; k < junk.length; k++) {
      junk[k] = junk[k] == 0 ? .9f : junk[k];
    }
    var dirty =
        new Measurements(
            junk,
            y.shape(),
            y.ids(),
            Corruptions.missing(.5).plus(Corruptions.gaussian(.05)),
            .05,
            y.imageShape());
    for (var r :
        List.<Stepped<?>>of(
            Restorers.dps(PRIOR),
            Restorers.dps(PRIOR).squared(),
            Restorers.piGdm(PRIOR),
            Restorers.diffPir(PRIOR),
            Restorers.ddnm(PRIOR),
            Restorers.ddrm(PRIOR),
            Restorers.sdedit(PRIOR, .4))) {
      assertArrayEquals(
          r.steps(5).restore(y).values(), r.steps(5).restore(dirty).values(), 1e-6f, r.text());
    }
    assertArrayEquals(
        Restorers.oneStep(new Toy(SIDE)).restore(y).values(),
        Restorers.oneStep(new Toy(SIDE)).restore(dirty).values());
  }

  /** The norm over a batch would let a neighbour with a large residual shorten one's steps. */
  @Test
  void should_divide_by_each_images_own_norm() {
    var a = Corruptions.missing(.5).shared();
    var bright = new float[64];
    Arrays.fill(bright, 1f);
    var one = X.first(1);
    float[] alone = Restorers.dps(PRIOR).steps(10).restore(a.apply(one)).values();
    var beside = one.and(Data.imagesOf(bright, 1, 1, SIDE, SIDE));
    float[] both = Restorers.dps(PRIOR).steps(10).restore(a.apply(beside)).values();
    assertArrayEquals(alone, Arrays.copyOf(both, 64));
  }

  @Test
  void should_print_both_scales_of_dps_and_both_of_its_forms() {
    var dps = Restorers.dps(PRIOR).steps(200).scale(.3);
    assertEquals("dps(gaussianPrior(0.5, 0.2).shape(1, 8, 8)).steps(200).scale(0.3)", dps.text());
    var latex = dps.latex().orElseThrow();
    assertTrue(latex.contains("= 0.3 \\cdot \\tfrac{1000}{200} = 1.5"), latex);
    assertTrue(latex.contains("\\nabla_x \\lVert y - A \\hat x_0 \\rVert,"), latex);
    var squared = Restorers.dps(PRIOR).squared();
    assertTrue(
        squared
            .latex()
            .orElseThrow()
            .contains("\\tfrac{1}{2\\sigma_y^2} \\lVert y - A \\hat x_0 \\rVert^2"),
        squared.latex().get());
    assertEquals(
        "dps(p).squared() divides by the noise of y, which has none; use dps(p), or say noiseLevel(σ)",
        assertThrows(
                IllegalArgumentException.class,
                () -> squared.steps(3).restore(Corruptions.missing(.5).apply(X)))
            .getMessage());
  }

  @Test
  void should_follow_a_corruption_that_is_not_linear_by_dps_alone() {
    var y = Corruptions.corruption("squared", (x, s) -> x.square()).apply(X);
    assertEquals(5, Restorers.dps(PRIOR).steps(5).restore(y).size());
    assertEquals(
        "piGdm needs a corruption that is linear; corruption(\"squared\", …) is not known to be. Use dps.",
        assertThrows(IllegalArgumentException.class, () -> Restorers.piGdm(PRIOR).restore(y))
            .getMessage());
  }

  /** Linear, and nothing else is known about it. */
  record Doubled() implements Linear {
    @Override
    public NDArray of(NDArray x, Step s) {
      return x.mul(2);
    }
  }

  @Test
  void should_refuse_ddrm_without_a_spectrum() {
    var y = new Doubled().apply(X);
    assertEquals(
        "ddrm needs a corruption with a known spectrum; Doubled has none. Use dps.",
        assertThrows(IllegalArgumentException.class, () -> Restorers.ddrm(PRIOR).restore(y))
            .getMessage());
    // Without noise DDNM needs no spectrum, only A⁺.
    float[] found = Restorers.ddnm(PRIOR).steps(5).restore(y).values();
    assertArrayEquals(X.values(), found, 1e-4f);
  }

  /** No division by σ_y, and the last interval gives D of y at the smallest level. */
  @Test
  void should_denoise_y_at_the_smallest_level_by_ddrm_if_all_was_measured_without_noise() {
    var y = Corruptions.missing(0).apply(X);
    float[] found = Restorers.ddrm(PRIOR).seed(9).restore(y).values();
    double sigma = new Ddpm(0, 999).descending(20)[19];
    double k = .04 / (.04 + sigma * sigma);
    var z = new float[64];
    for (int i = 0; i < 5; i++) {
      new Noise(9).normal("step", y.ids().get(i), 18, z, 0, 64);
      for (int j = 0; j < 64; j++) {
        double state = y.values()[64 * i + j] + sigma * z[j];
        double d = Math.min(1, Math.max(0, .5 + k * (state - .5)));
        assertEquals(d, found[64 * i + j], 1e-5);
      }
    }
  }

  @Test
  void should_keep_measured_pixels_to_the_bit_by_ddnm_without_noise() {
    var y = Corruptions.missing(.5).apply(X);
    float[] found = Restorers.ddnm(PRIOR).steps(6).restore(y).values();
    float[] values = y.values();
    int seen = 0;
    for (int k = 0; k < found.length; k++) {
      if (values[k] != 0) {
        assertEquals(values[k], found[k]);
        seen++;
      }
    }
    assertTrue(seen > 100);
  }

  /** E[x₀ | m ⊙ (x₀ + σn), m] of the toy, in one evaluation and without a gradient. */
  @Test
  void should_restore_in_one_step_what_the_prior_expects() {
    double level = .1;
    var y = Corruptions.missing(.5).plus(Corruptions.gaussian(level)).apply(X);
    var found = Restorers.oneStep(new Toy(SIDE)).restore(y);
    double k = .04 / (.04 + level * level);
    float[] values = y.values();
    for (int j = 0; j < values.length; j++) {
      double mean = values[j] == 0 ? .5 : .5 + k * (values[j] - .5);
      assertEquals(Math.min(1, Math.max(0, mean)), found.values()[j], 1e-6);
    }
    assertEquals(1, found.cost().orElseThrow().evaluations());
    assertEquals(0, found.cost().orElseThrow().pullBacks());
    assertEquals(
        "oneStep needs a prior that was trained with masks, and gaussianPrior(0.5, 0.2).shape(1, 8, 8) was not; train one by train(unet(…)).on(y).minimise(ambient(A, Ã)), or use dps",
        assertThrows(IllegalArgumentException.class, () -> Restorers.oneStep(PRIOR)).getMessage());
  }

  @Test
  void should_begin_sdedit_at_the_picture_and_hidden_pixels_in_the_middle() {
    var y = Corruptions.missing(.5).apply(X);
    float[] near = Restorers.sdedit(PRIOR, .01).seed(1).restore(y).values();
    float[] values = y.values();
    for (int k = 0; k < near.length; k++) {
      assertEquals(values[k] == 0 ? .5 : values[k], near[k], .15);
    }
    assertEquals(10, Restorers.sdedit(PRIOR, .01).settings().steps());
    assertEquals(
        "sdedit(p, t) starts at a share t of the noise levels, above 0 up to 1, not at 0",
        assertThrows(IllegalArgumentException.class, () -> Restorers.sdedit(PRIOR, 0))
            .getMessage());
  }

  @Test
  void should_take_a_restorer_of_the_users_own_at_its_word() {
    var y = Corruptions.missing(.5).apply(X);
    var own = Restorers.restorer("mine", (m, seed) -> Data.imagesOf(m.values(), 5, 1, SIDE, SIDE));
    assertEquals(y.ids(), own.restore(y).ids());
    assertEquals(
        "restorer(\"bad\", …) returned 1 images of shape [1, 8, 8] for 5 measurements of images [1, 8, 8]; return one image per measurement",
        assertThrows(
                IllegalArgumentException.class,
                () -> Restorers.restorer("bad", (m, seed) -> m.preview().first(1)).restore(y))
            .getMessage());
  }

  /**
   * Of the toy R = ½ Σₖ k²‖(m₀ − mₖ)(x − ½)‖², so that the one step of a run gives D₀ − σ²w k² Σₖ
   * (m₀ − mₖ)²(x − ½); each mask costs an evaluation and a gradient.
   */
  @Test
  void should_follow_the_whole_gradient_of_reconstruction_guidance() {
    var toy = new Toy(SIDE);
    // The run looks through mask 0, the term through 1 and 2.
    var looking = new Looking(toy);
    var drawn =
        Samplers.sample(looking)
            .along(Diffusion.ve(.01, .1))
            .with(Samplers.euler(1))
            .guide(Guidances.reconstruction(2).times(3))
            .from(Samplers.noised(X, .999))
            .seed(5)
            .draw();
    assertEquals(3, drawn.cost().orElseThrow().evaluations());
    assertEquals(3, drawn.cost().orElseThrow().pullBacks());
    double sigma = Diffusion.ve(.01, .1).sigma(.999);
    double k = .04 / (.04 + sigma * sigma);
    var noise = new Noise(5);
    var z = new float[64];
    var u = new float[3][64];
    for (int i = 0; i < 5; i++) {
      noise.normal("start", X.id(i), 0, z, 0, 64);
      for (int d = 0; d < 3; d++) {
        noise.uniform("mask " + d, X.id(i), 0, u[d], 0, 64);
      }
      for (int j = 0; j < 64; j++) {
        double x = X.values()[64 * i + j] + sigma * z[j];
        double m0 = u[0][j] >= .5 ? 1 : 0;
        double apart =
            Math.abs(m0 - (u[1][j] >= .5 ? 1 : 0)) + Math.abs(m0 - (u[2][j] >= .5 ? 1 : 0));
        double expected = .5 + m0 * k * (x - .5) - sigma * sigma * 3 * k * k * apart * (x - .5);
        assertEquals(Math.min(1, Math.max(0, expected)), drawn.values()[64 * i + j], 1e-5);
      }
    }
    assertFalse(drawn.diagnostics().terms().isEmpty());
    var plain = Samplers.sample(PRIOR).with(Samplers.euler(1)).guide(Guidances.reconstruction(1));
    assertEquals(
        "only a prior that looks through masks has other views of the same state; use one that was trained by ambient(A, Ã), in a run",
        assertThrows(IllegalStateException.class, () -> plain.draw(1)).getMessage());
  }

  /** The toy in a run, through its mask 0. */
  private record Looking(Toy toy) implements org.sfumato.diffusion.Masked {
    @Override
    public NDArray denoise(NDArray masked, NDArray seen, double sigma) {
      return toy.denoise(masked, seen, sigma);
    }

    @Override
    public NDArray denoise(NDArray x, double sigma) {
      return toy.denoise(x, sigma);
    }

    @Override
    public NDArray denoise(NDArray x, double sigma, Step s) {
      return toy.denoise(x, sigma, s, 0);
    }

    @Override
    public NDArray denoise(NDArray x, double sigma, Step s, int draw) {
      return toy.denoise(x, sigma, s, draw);
    }

    @Override
    public double sigmaMin() {
      return toy.sigmaMin();
    }

    @Override
    public double sigmaMax() {
      return toy.sigmaMax();
    }

    @Override
    public int[] imageShape() {
      return toy.imageShape();
    }

    @Override
    public org.sfumato.Provenance provenance() {
      return toy.provenance();
    }

    @Override
    public String text() {
      return toy.text();
    }
  }
}
