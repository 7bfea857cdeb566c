package org.sfumato.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfumato.Guidance;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Prior;
import org.sfumato.Provenance;
import org.sfumato.Step;
import org.sfumato.Term;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.engine.Torch;
import org.sfumato.guidance.Guidances;
import org.sfumato.laws.Bench;

/** Guidance edits the denoiser: D̃ = D − σ² Σ w ∇E, at every evaluation, within its window. */
class GuidedDrawTest {
  private static final int SIDE = 4;
  private static final double M = .4;
  private static final double SD = .2;
  private static final Prior PRIOR = Diffusion.gaussianPrior(M, SD).shape(1, SIDE, SIDE);

  /** Counts how often it is asked; its gradient at x̂₀ is 1 everywhere. */
  private static final class Counted implements Term {
    final AtomicInteger calls = new AtomicInteger();
    final List<Double> progress = new ArrayList<>();

    @Override
    public NDArray of(NDArray x0, Step s) {
      calls.incrementAndGet();
      progress.add(s.progress());
      return x0.reshape(x0.getShape().get(0), -1).sum(new int[] {1});
    }
  }

  /** D and D̃ of each evaluation, seen through hooks. */
  private static final class Watch implements Hook {
    final List<float[]> before = new ArrayList<>();
    final List<float[]> after = new ArrayList<>();
    final List<Double> sigmas = new ArrayList<>();

    @Override
    public NDArray denoised(NDArray d, Step s) {
      before.add(d.stopGradient().toFloatArray());
      return d;
    }

    @Override
    public NDArray score(NDArray d, Step s) {
      after.add(d.toFloatArray());
      sigmas.add(s.sigma());
      return d;
    }
  }

  private static Watch watch(Prior prior, Term term, Sampler sampler, int n) {
    var watch = new Watch();
    run(prior, term, sampler, n, List.of(watch));
    return watch;
  }

  private static Drawn run(Prior prior, Term term, Sampler sampler, int n, List<Hook> hooks) {
    var path = Diffusion.ve(.01, 10);
    var ids = new ArrayList<ImageId>();
    for (int i = 0; i < n; i++) {
      ids.add(new ImageId("draw", i));
    }
    int[] shape = prior.imageShape();
    var state = new float[n * shape[0] * shape[1] * shape[2]];
    var random = new java.util.Random(3);
    for (int k = 0; k < state.length; k++) {
      state[k] = (float) (.5 + 10 * random.nextGaussian());
    }
    return new Loop(prior, path, sampler, 10, term.guidance(), hooks, 1)
        .run(ids, state, shape, "test", Provenance.NONE);
  }

  @Test
  void should_move_the_denoiser_by_sigma_squared_times_the_gradient_through_it() {
    var term = new Counted();
    var watch = watch(PRIOR, term.times(.3), Samplers.euler(5), 4);
    for (int i = 0; i < 5; i++) {
      double v = watch.sigmas.get(i) * watch.sigmas.get(i);
      double edit = .3 * v * SD * SD / (SD * SD + v); // w σ² J, J = sd²/(sd² + σ²)
      for (int k = 0; k < 64; k++) {
        assertEquals(watch.before.get(i)[k] - edit, watch.after.get(i)[k], 1e-5 * (1 + v));
      }
    }
  }

  @Test
  void should_not_look_through_the_denoiser_on_the_state() {
    var watch = watch(PRIOR, new Counted().onState().times(.01), Samplers.euler(5), 4);
    for (int i = 0; i < 5; i++) {
      double v = watch.sigmas.get(i) * watch.sigmas.get(i);
      assertEquals(watch.before.get(i)[7] - .01 * v, watch.after.get(i)[7], 1e-5 * (1 + v));
    }
  }

  @Test
  void should_show_the_state_to_a_term_on_the_state_and_the_denoised_image_to_others() {
    var seen = new ArrayList<double[]>();
    Term looks =
        (x, s) -> {
          seen.add(new double[] {s.sigma(), distance(x, s.xt())});
          return x.reshape(x.getShape().get(0), -1).sum(new int[] {1}).mul(0);
        };
    watch(PRIOR, looks.onState(), Samplers.euler(3), 4);
    assertTrue(seen.stream().allMatch(d -> d[1] == 0));
    seen.clear();
    watch(PRIOR, looks, Samplers.euler(3), 4);
    assertTrue(seen.stream().limit(2).allMatch(d -> d[1] > 0));
  }

  private static double distance(NDArray a, NDArray b) {
    return a.stopGradient().sub(b.stopGradient()).abs().max().toFloatArray()[0];
  }

  @Test
  void should_be_linear_in_weights_however_they_are_written() {
    var term = new Counted();
    var a = Guidances.energy("squares", (x, s) -> Guidances.sqNorm(x.sub(.3)));
    float[] plain =
        watch(PRIOR, term.times(.06).plus(a.times(.1)), Samplers.euler(4), 2).after.get(3);
    for (var same :
        List.of(
            term.div(10).times(.6).plus(a.times(.2).div(2)),
            term.times(.6).plus(a).times(.1),
            a.times(.1).plus(term.times(s -> .06)),
            term.times(.1).minus(term.times(.04)).plus(a.times(.1)),
            term.times(Diffusion.constant(.06)).plus(a.times(.1).during(Diffusion.early(1))))) {
      if (same.text().contains("×")) {
        throw new IllegalStateException();
      }
      if (!same.equals(term.times(.6).plus(a).times(.1))) {
        assertArrayEquals(
            plain, watch(PRIOR, same, Samplers.euler(4), 2).after.get(3), 1e-5f, same.text());
      }
    }
    assertArrayEquals(
        watch(PRIOR, term.times(.06).plus(a.times(.1)), Samplers.euler(4), 2).after.get(3),
        watch(PRIOR, term.times(.6).plus(a).times(.1), Samplers.euler(4), 2).after.get(3),
        1e-5f);
  }

  @Test
  void should_keep_a_zero_weight_in_sight_and_not_evaluate_it() {
    var term = new Counted();
    var other = new Counted();
    var guidance = term.times(0).named("silent").plus(other.times(.01));
    var drawn = Samplers.sample(PRIOR).with(Samplers.euler(4)).guide(guidance).draw(2);
    assertEquals(0, term.calls.get());
    assertEquals(4, other.calls.get());
    assertEquals(2, guidance.parts().size());
    assertTrue(guidance.equation("x").contains("\\color{gray}"), guidance.equation("x"));
    assertTrue(drawn.expression().contains("named(\"silent\").times(0)"), drawn.expression());
    var unguided = Samplers.sample(PRIOR).with(Samplers.euler(4));
    assertArrayEquals(unguided.draw(2).values(), unguided.guide(term.times(0)).draw(2).values());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 9, 20})
  void should_be_on_at_exactly_the_evaluations_of_its_window(int n) {
    for (var sampler : List.of(Samplers.euler(n), Samplers.heun(n))) {
      for (double f : new double[] {.25, .5, .9}) {
        var early = new Counted();
        var late = new Counted();
        var always = new Counted();
        Samplers.sample(PRIOR)
            .along(Diffusion.ve(.01, 10))
            .with(sampler)
            .guide(
                early
                    .times(.01)
                    .during(Diffusion.early(f))
                    .plus(late.times(.01).during(Diffusion.late(1 - f)))
                    .plus(always.times(.01)))
            .draw(1);
        assertEquals(sampler.evaluations(), always.calls.get());
        assertEquals(always.calls.get(), early.calls.get() + late.calls.get(), sampler.text());
        assertEquals(
            always.progress.stream().filter(u -> u < f).count(), early.calls.get(), sampler.text());
        // u is the path's own time: even steps of a uniform grid from 0 to 1
        assertEquals(0, always.progress.get(0));
        if (n > 1) {
          assertEquals(1, always.progress.get(always.progress.size() - 1), 1e-12);
        }
        if (sampler instanceof Euler && n > 1) {
          for (int i = 0; i < n; i++) {
            assertEquals(i / (n - 1.0), always.progress.get(i), 1e-9);
          }
        }
      }
    }
  }

  @Test
  void should_measure_windows_of_a_started_run_by_that_run() {
    var half = new Counted();
    Samplers.sample(PRIOR)
        .along(Diffusion.ve(.01, 10))
        .with(Samplers.euler(11))
        .from(Samplers.noised(Bench.pictures(1, 1, SIDE, SIDE, 1), .5))
        .guide(half.times(.01).during(Diffusion.early(.5)))
        .draw();
    assertEquals(5, half.calls.get());
    assertEquals(0, half.progress.get(0));
  }

  @Test
  void should_edit_by_the_weight_times_the_prior_s_own_uncertainty_when_normalised() {
    var bend = Guidances.energy("bend", (x, s) -> Guidances.sqNorm(x.sin()).mul(1e-3));
    for (var guidance :
        List.of(
            bend.normalised().times(.7),
            bend.times(1e5).normalised().times(.7e-5),
            bend.onState().normalised().times(.7))) {
      var watch = watch(PRIOR, guidance, Samplers.heun(6), 4);
      for (int i = 0; i < watch.after.size(); i++) {
        double sigma = watch.sigmas.get(i);
        double r = sigma * .2 / Math.sqrt(sigma * sigma + .04);
        for (int image = 0; image < 4; image++) {
          double sum = 0;
          for (int k = 0; k < 16; k++) {
            double d = watch.after.get(i)[16 * image + k] - watch.before.get(i)[16 * image + k];
            sum += d * d / 16;
          }
          assertEquals(
              .7 * r, Math.sqrt(sum), 2e-3 * .7 * r + 2e-6, guidance.text() + " at σ " + sigma);
        }
      }
    }
  }

  @Test
  void should_normalise_a_sum_as_one_and_keep_the_sign() {
    var up = Guidances.reward("up", (x, s) -> Guidances.average(x));
    var bend = Guidances.energy("bend", (x, s) -> Guidances.sqNorm(x.sin()));
    var watch =
        watch(
            PRIOR,
            up.normalised().times(.3).plus(bend.normalised().times(.6)),
            Samplers.euler(4),
            1);
    for (int i = 0; i < 4; i++) {
      double sigma = watch.sigmas.get(i);
      double r = sigma * .2 / Math.sqrt(sigma * sigma + .04);
      double sum = 0;
      for (int k = 0; k < 16; k++) {
        sum += Math.pow(watch.after.get(i)[k] - watch.before.get(i)[k], 2) / 16;
      }
      assertEquals(.6 * r, Math.sqrt(sum), 2e-3 * r + 2e-6);
    }
    var raised = watch(PRIOR, up.normalised().times(.5), Samplers.euler(4), 1);
    assertTrue(raised.after.get(2)[3] > raised.before.get(2)[3]);
    var lowered = watch(PRIOR, up.normalised().times(-.5), Samplers.euler(4), 1);
    assertTrue(lowered.after.get(2)[3] < lowered.before.get(2)[3]);
  }

  /** The network is differentiated once per evaluation, however many terms there are. */
  @Test
  void should_pull_all_terms_back_through_the_network_at_once() {
    // Its Jacobian is not symmetric and not the identity, so a wrong pull-back shows.
    var matrix = new float[16 * 16];
    for (int k = 0; k < matrix.length; k++) {
      matrix[k] = (float) Math.sin(k * 1.7) * .2f;
    }
    var prior =
        Diffusion.denoiser(
                "mixed",
                (x, s) ->
                    x.reshape(-1, 16)
                        .matMul(Torch.manager().create(matrix, new Shape(16, 16)))
                        .tanh()
                        .reshape(x.getShape()))
            .shape(1, SIDE, SIDE);
    var a = Guidances.energy("a", (x, s) -> Guidances.sqNorm(x));
    var b =
        Guidances.energy(
            "b", (x, s) -> x.pow(3).reshape(x.getShape().get(0), -1).sum(new int[] {1}));
    var separate = watch(prior, a.times(1e-3), Samplers.euler(1), 2);
    var other = watch(prior, b.times(2e-3), Samplers.euler(1), 2);
    var both = watch(prior, a.times(1e-3).plus(b.times(2e-3)), Samplers.euler(1), 2);
    for (int k = 0; k < 32; k++) {
      double edits =
          separate.after.get(0)[k]
              - separate.before.get(0)[k]
              + other.after.get(0)[k]
              - other.before.get(0)[k];
      assertEquals(edits, both.after.get(0)[k] - both.before.get(0)[k], 1e-5);
    }
  }

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
    assertTrue(d.text().startsWith("step      sigma      score  push"), d.text());
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
