package org.sfumato.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.sampler.GuidedBench.PRIOR;
import static org.sfumato.sampler.GuidedBench.SD;
import static org.sfumato.sampler.GuidedBench.SIDE;
import static org.sfumato.sampler.GuidedBench.watch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfumato.Term;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.engine.Torch;
import org.sfumato.guidance.Guidances;
import org.sfumato.laws.Bench;
import org.sfumato.sampler.GuidedBench.Counted;

/** Guidance edits the denoiser: D̃ = D − σ² Σ w ∇E, at every evaluation, within its window. */
class GuidedDrawTest {
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
}
