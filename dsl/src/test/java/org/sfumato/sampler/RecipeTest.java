package org.sfumato.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sfumato.Data;
import org.sfumato.Images;
import org.sfumato.Prior;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.guidance.Guidances;
import org.sfumato.laws.Bench;

/**
 * A recipe is a value: it prints, compares, hashes, shows its equation, and refuses what cannot
 * run.
 */
class RecipeTest {
  private static final Prior PRIOR = Diffusion.gaussianPrior(.4, .2).shape(1, 4, 4);
  private static final Images SOURCE = Bench.pictures(3, 1, 4, 4, 1);

  private static Recipe full() {
    return Samplers.sample(PRIOR)
        .along(Diffusion.ve(.01, 40))
        .with(Samplers.ancestral(20).grid(Diffusion.karras(5)))
        .from(Samplers.noised(SOURCE, .7))
        .guide(
            Guidances.mutualInformation(SOURCE)
                .normalised()
                .times(.45)
                .during(Diffusion.early(.5))
                .plus(Guidances.energy("likeness", (x, s) -> Guidances.sqNorm(x)).times(0)))
        .seed(7);
  }

  @Test
  void should_print_the_expression_that_makes_it() {
    assertEquals(
        "sample(gaussianPrior(0.4, 0.2).shape(1, 4, 4)).along(ve(0.01, 40)).with(ancestral(20).grid(karras(5)))"
            + ".from(noised(imagesOf(…), 0.7)).guide(mutualInformation(imagesOf(…)).bins(32).bandwidth(1).normalised().times(0.45)"
            + ".during(early(0.5)).plus(energy(\"likeness\", …).times(0))).seed(7)",
        full().text());
    assertEquals(
        "sample(gaussianPrior(0.4, 0.2).shape(1, 4, 4)).along(edm()).with(heun(20)).seed(0)",
        Samplers.sample(PRIOR).text());
  }

  @Test
  void should_show_the_equation_it_will_run() {
    var latex = full().latex().orElseThrow();
    assertTrue(
        latex.startsWith(
            "\\begin{aligned} \\tilde D &= D(x;\\sigma) - \\sigma^2\\, \\nabla_x \\Big[ 0.45\\,\\mathbf{1}[u \\in [0, 0.5)]\\,\\left\\{ -I(\\hat x_0; y) \\right\\}_{\\mathrm{unit}} \\\\ &\\qquad + "),
        latex);
    assertTrue(
        latex.contains("\\text{has RMS}\\ r_\\sigma = 0.2\\,\\sigma / \\sqrt{\\sigma^2 + 0.04}"),
        latex);
    assertTrue(latex.contains("\\color{gray}{0\\,"), latex);
    assertTrue(
        latex.contains(
            " \\\\ x' &= \\tilde D + \\tfrac{\\sigma_\\downarrow}{\\sigma}(x - \\tilde D) + \\sigma_\\uparrow z"),
        latex);
    assertTrue(
        latex.contains(" \\\\ \\sigma(t) &= 0.01 \\left(\\frac{40}{0.01}\\right)^{t}"), latex);
    assertTrue(
        latex.endsWith("x_{t_0} &= y + \\sigma(0.7)\\, z,\\quad \\sigma_0 = 3.32 \\end{aligned}"),
        latex);
    assertEquals(
        "\\begin{aligned} \\tilde D &= D(x;\\sigma) \\\\ x' &= \\tilde D + \\tfrac{\\sigma'}{\\sigma}\\,(x - \\tilde D) \\\\ "
            + "\\sigma(t) &= 0.01 \\left(\\frac{40}{0.01}\\right)^{t} \\\\ x_1 &= \\tfrac12 + \\sigma_{\\max}\\, z,\\quad \\sigma_0 = 40 \\end{aligned}",
        Samplers.sample(PRIOR)
            .along(Diffusion.ve(.01, 40))
            .with(Samplers.euler(3))
            .latex()
            .orElseThrow());
  }

  @Test
  void should_change_by_copies_alone() {
    var recipe = Samplers.sample(PRIOR);
    recipe.seed(5).with(Samplers.euler(2)).along(Diffusion.ve(1, 2));
    assertEquals(Samplers.sample(PRIOR), recipe);
    assertEquals(recipe.seed(0), recipe);
    assertNotEquals(recipe.seed(1), recipe);
  }

  @Test
  void should_hash_what_decides_the_result_and_nothing_else() {
    var r = Samplers.sample(PRIOR).from(Samplers.noised(SOURCE, .5)).with(Samplers.euler(3));
    var hashes = new HashSet<String>();
    var different =
        List.of(
            r,
            r.seed(1),
            r.with(Samplers.euler(4)),
            r.with(Samplers.heun(3)),
            r.along(Diffusion.ve(.001, 40)),
            r.with(Samplers.euler(3).grid(Diffusion.geometric())),
            r.from(Samplers.noised(SOURCE, .6)),
            r.from(Samplers.noised(SOURCE.first(2), .5)),
            r.from(Samplers.noised(Bench.pictures(3, 1, 4, 4, 2), .5)),
            r.guide(Guidances.mutualInformation(SOURCE)),
            r.guide(Guidances.mutualInformation(SOURCE).times(.5)));
    different.forEach(d -> hashes.add(d.provenance().hash()));
    assertEquals(different.size(), hashes.size());
    assertEquals(
        r.provenance().hash(),
        Samplers.sample(PRIOR)
            .with(Samplers.euler(3))
            .from(Samplers.noised(SOURCE, .5))
            .provenance()
            .hash());
    var drawn = r.draw();
    assertEquals(r.provenance().hash(), drawn.provenance().hash());
    assertEquals(r.draw().provenance().hash(), drawn.provenance().hash());
    assertTrue(
        drawn
            .provenance()
            .circumstance()
            .keySet()
            .containsAll(List.of("seconds", "device", "clipped share")));
    assertEquals(r.text(), drawn.expression());
  }

  @Test
  void should_take_number_and_ids_from_its_start() {
    var drawn =
        full().guide(Guidances.energy("none", (x, s) -> Guidances.sqNorm(x)).times(0)).draw();
    assertEquals(SOURCE.ids(), drawn.ids());
    assertArrayEquals(new int[] {3, 1, 4, 4}, drawn.shape());
    assertEquals("draw[2]", Samplers.sample(PRIOR).draw(3).id(2).toString());
  }

  @Test
  void should_start_from_the_images_with_just_enough_noise() {
    // One step from σ returns D(x_σ): for a prior as wide as the world that is x_σ itself.
    var wide = Diffusion.gaussianPrior(.5, 1e4).shape(1, 4, 4);
    var half = Data.imagesOf(filled(.5f, 3 * 4096), 3, 1, 64, 64);
    var drawn =
        Samplers.sample(wide.shape(1, 64, 64))
            .along(Diffusion.ve(1e-3, 10))
            .with(Samplers.euler(1))
            .from(Samplers.noised(half, .5))
            .draw();
    double sigma = Math.sqrt(1e-3 * 10);
    double squares = 0;
    for (float v : drawn.values()) {
      squares += (v - .5) * (v - .5) / drawn.values().length;
    }
    assertEquals(sigma, Math.sqrt(squares), 5 * sigma / Math.sqrt(2.0 * drawn.values().length));
  }

  private static float[] filled(float v, int n) {
    var values = new float[n];
    java.util.Arrays.fill(values, v);
    return values;
  }

  @Test
  void should_keep_moments_of_the_run() {
    var drawn =
        Samplers.sample(PRIOR).along(Diffusion.ve(.01, 10)).with(Samplers.euler(9)).draw(10);
    var strip = drawn.filmstrip(3);
    assertEquals(List.of("σ 10", "σ 0.32", "σ 0.01"), strip.captions());
    assertEquals(3, strip.frames().size());
    assertEquals(8, strip.frames().get(0).size());
    // What the denoiser believes at the end is what was drawn.
    assertArrayEquals(drawn.first(8).values(), strip.frames().get(2).values());
    assertTrue(strip.picture().isPresent());
    assertEquals(9, drawn.filmstrip(100).frames().size());
    refused(
        IllegalArgumentException.class,
        "a filmstrip has at least 2 frames, not 1",
        () -> drawn.filmstrip(1));
  }

  @Test
  void should_say_what_cannot_run() {
    var brain = BitsTest.network();
    refused(
        IllegalArgumentException.class,
        "prior(\"untrained\") knows σ 0.001–40; ve(0.01, 50) starts at 50: use ve(0.01, 40)",
        () -> Samplers.sample(brain).along(Diffusion.ve(.01, 50)).draw(1));
    refused(
        IllegalArgumentException.class,
        "prior(\"untrained\") knows σ 0.001–40; ve(0.0001, 10) goes down to 1e-4: use ve(0.001, 10)"
            .replace("1e-4", "0.0001"),
        () -> Samplers.sample(brain).along(Diffusion.ve(.0001, 10)).draw(1));
    refused(
        IllegalArgumentException.class,
        "prior(\"untrained\") knows σ 0.001–40; heun(20).churn(2) raises σ to 44: use ve(0.001, 36.3636)",
        () -> Samplers.sample(brain).with(Samplers.heun(20).churn(2)).draw(1));
    // Started lower, or with room above, the same run is fine: only what would be evaluated counts.
    Samplers.sample(brain)
        .along(Diffusion.ve(.01, 50))
        .with(Samplers.euler(1))
        .from(Samplers.noised(Bench.pictures(1, 1, 16, 16, 1), .5))
        .draw();
    Samplers.sample(brain).along(Diffusion.ve(.0001, 10)).with(Samplers.euler(1)).draw(1);
    refused(
        IllegalStateException.class,
        "nothing says how many images to draw: say draw(n), or start from images",
        () -> Samplers.sample(PRIOR).draw());
    refused(
        IllegalArgumentException.class,
        "draw(n) needs at least one image, not 0",
        () -> Samplers.sample(PRIOR).draw(0));
    refused(
        IllegalArgumentException.class,
        "the run starts from 3 images, so it cannot draw 5; say draw(), or take first(5) of them",
        () -> Samplers.sample(PRIOR).from(Samplers.noised(SOURCE, .5)).draw(5));
    refused(
        IllegalArgumentException.class,
        "gaussianPrior(0.4, 0.2).shape(1, 4, 4) draws images of shape [1, 4, 4], but the start has [1, 8, 8]; resize(4) would fit",
        () ->
            Samplers.sample(PRIOR).from(Samplers.noised(Bench.pictures(1, 1, 8, 8, 1), .5)).draw());
    refused(
        IllegalArgumentException.class,
        "a start lies between 0 (the image) and 1 (pure noise) of the path, not at 1.3",
        () -> Samplers.noised(SOURCE, 1.3));
    refused(
        IllegalArgumentException.class,
        "a start lies between 0 (the image) and 1 (pure noise) of the path, not at 0",
        () -> Samplers.noised(SOURCE, 0));
  }

  private static void refused(
      Class<? extends RuntimeException> type, String sentence, Executable work) {
    assertEquals(sentence, assertThrows(type, work).getMessage());
  }
}
