package org.sfumato.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.sampler.GuidedBench.PRIOR;
import static org.sfumato.sampler.GuidedBench.SD;
import static org.sfumato.sampler.GuidedBench.SIDE;
import static org.sfumato.sampler.GuidedBench.run;
import static org.sfumato.sampler.GuidedBench.watch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sfumato.Guidance;
import org.sfumato.Images;
import org.sfumato.Step;
import org.sfumato.Term;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.engine.Torch;
import org.sfumato.guidance.Guidances;
import org.sfumato.laws.Bench;
import org.sfumato.sampler.GuidedBench.Counted;

/** What a guided run refuses, when it stops, what it records and whom it calls. */
class GuidedRunTest {
  @Test
  void should_refuse_an_energy_that_is_not_one_value_per_image() {
    var rest =
        ", but one value per image is needed, [%d]; use sqNorm(a), norm(a) or average(a)"
            .formatted(Torch.chunk());
    refused(
        "energy \"total\" returned a scalar" + rest,
        Guidances.energy("total", (x, s) -> x.square().sum()));
    refused("«term» returned a scalar" + rest, (x, s) -> x.square().sum());
    refused(
        "«mine» returned the shape (%d, 1, 4, 4)".formatted(Torch.chunk()) + rest,
        ((Term) (x, s) -> x.square()).named("mine"));
    refused("«lost» returned nothing" + rest, ((Term) (x, s) -> null).named("lost"));
  }

  private static void refused(String sentence, Term term) {
    int before = Torch.liveArrays();
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Samplers.sample(PRIOR).with(Samplers.euler(3)).guide(term).draw(2));
    assertEquals(sentence, e.getMessage());
    assertEquals(before, Torch.liveArrays());
  }

  @Test
  void should_stop_when_a_gradient_breaks_and_keep_the_images() {
    int before = Torch.liveArrays();
    var root =
        Guidances.energy("root", (x, s) -> Guidances.sqNorm(x).mul(s.index() < 2 ? 0 : Double.NaN));
    var e =
        assertThrows(
            IllegalStateException.class,
            () ->
                Samplers.sample(PRIOR)
                    .along(Diffusion.ve(.01, 10))
                    .with(Samplers.euler(5))
                    .guide(root)
                    .seed(9)
                    .draw(3));
    assertTrue(
        e.getMessage()
            .matches(
                "the gradient of «root» is not finite at step 2 \\(σ 0\\.316228\\); the images as they were are in lastDrawn\\(\\)"),
        e.getMessage());
    var kept = Samplers.lastDrawn();
    assertEquals(3, kept.size());
    assertEquals(2, kept.diagnostics().evaluations().size());
    assertEquals("step 2", kept.provenance().identity().get("stopped"));
    assertEquals(before, Torch.liveArrays());
  }

  /** Its gradient at x̂₀ is finite, and so large that the network's own gradient overflows it. */
  private static final Term HUGE =
      Guidances.energy("huge", (x, s) -> Guidances.average(x).mul(s.index() == 1 ? 1e34 : 0));

  @Test
  void should_name_the_one_of_several_terms_whose_gradient_breaks_in_the_network() {
    var steep = Diffusion.denoiser("steep", (x, sigma) -> x.mul(1e8).sin().mul(.1)).shape(1, 4, 4);
    var calm = Guidances.energy("calm", (x, s) -> Guidances.average(x));
    var e =
        assertThrows(
            IllegalStateException.class,
            () ->
                Samplers.sample(steep)
                    .along(Diffusion.ve(.01, 10))
                    .with(Samplers.euler(4))
                    .guide(calm.times(1e-20).plus(HUGE))
                    .draw(2));
    assertTrue(
        e.getMessage()
            .startsWith(
                "the gradient of «huge» through the denoiser is not finite at step 1 (σ 1)"),
        e.getMessage());
  }

  @Test
  void should_say_once_that_a_term_dominates_and_where() {
    var pull = Guidances.energy("pull", (x, s) -> Guidances.sqNorm(x)).times(1e4);
    var calm = Guidances.energy("calm", (x, s) -> Guidances.sqNorm(x)).times(1e-4);
    var said = new java.io.ByteArrayOutputStream();
    var before = System.err;
    Drawn drawn;
    try (var heard = new java.io.PrintStream(said, true, java.nio.charset.StandardCharsets.UTF_8)) {
      System.setErr(heard);
      drawn =
          Samplers.sample(PRIOR)
              .along(Diffusion.ve(.01, 10))
              .with(Samplers.euler(4))
              .guide(calm.plus(pull))
              .draw(2);
    } finally {
      System.setErr(before);
    }
    var lines = said.toString(java.nio.charset.StandardCharsets.UTF_8).lines().toList();
    assertEquals(1, lines.size(), lines.toString());
    assertTrue(
        lines
            .get(0)
            .matches(
                "«pull» moves the images \\d+ times as far as the score function at step 0; a smaller weight, or normalised\\(\\), would leave the prior a say"),
        lines.get(0));
    assertEquals(lines.get(0), drawn.diagnostics().warning().orElseThrow());
    assertTrue(drawn.diagnostics().text().endsWith(lines.get(0)));
    assertTrue(
        Samplers.sample(PRIOR)
            .with(Samplers.euler(3))
            .guide(calm)
            .draw(2)
            .diagnostics()
            .warning()
            .isEmpty());
  }

  @Test
  void should_stop_when_the_denoiser_itself_breaks() {
    var prior =
        Diffusion.denoiser("broken", (x, sigma) -> x.mul(sigma < 1 ? Double.NaN : .5))
            .shape(1, 2, 2);
    var e =
        assertThrows(
            IllegalStateException.class,
            () ->
                Samplers.sample(prior)
                    .along(Diffusion.ve(.01, 10))
                    .with(Samplers.euler(5))
                    .draw(1));
    assertTrue(
        e.getMessage()
            .startsWith(
                "denoiser(\"broken\", …) returned values that are not finite at step 2 (σ 0.316228); the images"),
        e.getMessage());
    var first = Diffusion.denoiser("always broken", (x, sigma) -> x.div(0)).shape(1, 2, 2);
    assertEquals(
        "denoiser(\"always broken\", …) returned values that are not finite at step 0 (σ 40); nothing was drawn yet",
        assertThrows(IllegalStateException.class, () -> Samplers.sample(first).draw(1))
            .getMessage());
  }

  @Test
  void should_say_when_a_denoiser_changes_the_shape() {
    var prior =
        Diffusion.denoiser("flat", (x, sigma) -> x.reshape(x.getShape().get(0), -1)).shape(1, 2, 2);
    assertEquals(
        "denoiser(\"flat\", …) returned shape (%d, 4) for images of shape (%d, 1, 2, 2); a denoiser keeps the shape"
            .formatted(Torch.chunk(), Torch.chunk()),
        assertThrows(IllegalArgumentException.class, () -> Samplers.sample(prior).draw(1))
            .getMessage());
  }

  @Test
  void should_take_an_energy_that_does_not_look_at_the_images() {
    var constant =
        Guidances.energy(
            "constant", (x, s) -> s.xt().getManager().ones(new Shape(x.getShape().get(0))));
    var recipe = Samplers.sample(PRIOR).with(Samplers.euler(3)).seed(1);
    assertArrayEquals(recipe.draw(2).values(), recipe.guide(constant).draw(2).values());
    var drawn = recipe.guide(constant.normalised()).draw(2);
    assertArrayEquals(recipe.draw(2).values(), drawn.values(), 1e-6f);
    assertEquals(
        0, drawn.diagnostics().largestRatio(), "what does not move the images is not said to");
  }

  @Test
  void should_record_who_steers() {
    var term = new Counted().named("push");
    var drawn =
        run(PRIOR, term.times(.05).during(Diffusion.early(.5)), Samplers.heun(5), 4, List.of());
    var d = drawn.diagnostics();
    assertEquals(5, d.evaluations().size());
    assertEquals(List.of("push"), d.terms());
    for (int i = 0; i < 5; i++) {
      var e = d.evaluations().get(i);
      assertEquals(i, e.step());
      assertTrue(e.score() > 0);
      assertEquals(i < 2 ? 1 : 0, e.pulls().size(), "the window [0, 0.5) at u = i/4");
      if (i < 2) {
        double v = e.sigma() * e.sigma();
        assertEquals(.05, e.pulls().get(0).weight());
        assertEquals(.05 * v * SD * SD / (SD * SD + v), e.pulls().get(0).edit(), 1e-5 * (1 + v));
      }
    }
    assertTrue(d.text().startsWith("step      sigma      score       push\n"), d.text());
    var rows = d.text().lines().toList();
    assertTrue(rows.stream().allMatch(r -> r.length() == rows.get(0).length()), d.text());
    assertTrue(rows.get(5).endsWith(" –"), "off: " + rows.get(5));
    assertEquals(2, d.chart().series().size());
    assertTrue(Double.isNaN(d.chart().series().get(1).y().get(4)));
  }

  @Test
  void should_average_over_images_and_never_over_padding() {
    // Image 4 of five alone in its chunk counts a fifth, not half, and its three copies not at all.
    var ids = new ArrayList<float[]>();
    Hook watch =
        new Hook() {
          @Override
          public NDArray score(NDArray d, Step s) {
            if (s.index() == 0) {
              ids.add(s.xt().sub(d).toFloatArray());
            }
            return d;
          }
        };
    var drawn = run(PRIOR, Guidance.NONE, Samplers.euler(2), 5, List.of(watch));
    double sum = 0;
    for (int image = 0; image < 5; image++) {
      double squares = 0;
      for (int k = 0; k < 16; k++) {
        double d = ids.get(image / 4)[16 * (image % 4) + k];
        squares += d * d / 16;
      }
      sum += Math.sqrt(squares) / 5;
    }
    assertEquals(sum, drawn.diagnostics().evaluations().get(0).score(), 1e-5 * sum);
  }

  @Test
  void should_call_hooks_at_their_places() {
    var order = new ArrayList<String>();
    Hook hook =
        new Hook() {
          @Override
          public NDArray input(NDArray x, Step s) {
            order.add("input");
            return x.mul(0).add(.9);
          }

          @Override
          public NDArray denoised(NDArray d, Step s) {
            order.add("denoised");
            return d.add(1);
          }

          @Override
          public NDArray score(NDArray d, Step s) {
            order.add("score");
            return d.mul(.1);
          }

          @Override
          public NDArray state(NDArray x, Step s) {
            order.add("state " + s.index());
            return s.index() == 1 ? x.mul(0).add(.25) : x;
          }
        };
    var seen = new ArrayList<Float>();
    var prior =
        Diffusion.denoiser(
                "seen",
                (x, sigma) -> {
                  seen.add(x.stopGradient().toFloatArray()[0]);
                  return x;
                })
            .shape(1, 2, 2);
    var drawn = run(prior, Guidance.NONE, Samplers.euler(2), 2, List.of(hook));
    assertEquals(
        List.of("input", "denoised", "score", "state 0", "input", "denoised", "score", "state 1"),
        order);
    assertEquals(List.of(.9f, .9f), seen);
    assertEquals(.25f, drawn.values()[0]);
  }

  @Test
  void should_know_which_images_a_term_is_about() {
    Images source = Bench.pictures(5, 1, SIDE, SIDE, 2);
    var drawn =
        Samplers.sample(PRIOR)
            .with(Samplers.euler(2))
            .guide(Guidances.mutualInformation(source))
            .draw();
    assertEquals(source.ids(), drawn.ids());
    assertEquals(
        "the guidance is about 5 images, so it cannot steer 6",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Samplers.sample(PRIOR)
                        .with(Samplers.euler(2))
                        .guide(Guidances.mutualInformation(source))
                        .draw(6))
            .getMessage());
    assertFalse(
        Samplers.sample(PRIOR).guide(Guidances.mutualInformation(source)).draw(2).ids().isEmpty());
  }
}
