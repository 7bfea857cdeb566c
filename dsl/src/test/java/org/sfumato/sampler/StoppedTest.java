package org.sfumato.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.Cancel;
import org.sfumato.Interrupted;
import org.sfumato.Progress;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.engine.Torch;

/**
 * An interrupt stops a run at its next step, keeps what it had, and leaves nothing in native
 * memory.
 */
class StoppedTest {
  @AfterEach
  void nobody_is_stopped_after_this() {
    Cancel.clear();
  }

  @Test
  void should_stop_within_a_step_when_asked_from_another_thread() throws Exception {
    Torch.start();
    int before = Torch.liveArrays();
    var calls = new AtomicInteger();
    var started = new CountDownLatch(30);
    var prior =
        Diffusion.denoiser(
                "slow",
                (x, sigma) -> {
                  calls.incrementAndGet();
                  started.countDown();
                  pause();
                  return x.mul(.5);
                })
            .shape(1, 4, 4);
    var outcome = new AtomicReference<Throwable>();
    var run =
        new Thread(
            () -> {
              try {
                Samplers.sample(prior)
                    .along(Diffusion.ve(.01, 10))
                    .with(Samplers.euler(100_000))
                    .draw(5);
              } catch (Throwable e) {
                outcome.set(e);
              }
            });
    run.start();
    assertTrue(started.await(30, TimeUnit.SECONDS));
    Cancel.request();
    int asked = calls.get();
    run.join(10_000);
    assertFalse(run.isAlive());
    assertTrue(calls.get() <= asked + 2, calls.get() - asked + " more evaluations");
    var e = assertInstanceOf(Interrupted.class, outcome.get());
    assertTrue(
        e.getMessage()
            .matches(
                "sampling stopped at step \\d+ of 100000 \\(σ [0-9.]+\\); the images as they were are in lastDrawn\\(\\)"),
        e.getMessage());
    var kept = (Drawn) e.kept().orElseThrow();
    assertEquals(5, kept.size());
    assertTrue(kept.diagnostics().evaluations().size() >= 10);
    assertSame(kept, Samplers.lastDrawn());
    assertEquals(
        "step " + kept.diagnostics().evaluations().size(),
        kept.provenance().identity().get("stopped"));
    assertEquals(before, Torch.liveArrays());
  }

  private static void pause() {
    try {
      Thread.sleep(2);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void should_stop_when_its_thread_is_interrupted() {
    var prior =
        Diffusion.denoiser(
                "interrupts itself",
                (x, sigma) -> {
                  if (sigma < 1) {
                    Thread.currentThread().interrupt();
                  }
                  return x.mul(.5);
                })
            .shape(1, 2, 2);
    var e =
        assertThrows(
            Interrupted.class,
            () ->
                Samplers.sample(prior)
                    .along(Diffusion.ve(.01, 10))
                    .with(Samplers.euler(5))
                    .draw(1));
    assertEquals(
        "sampling stopped at step 3 of 5 (σ 0.0562341); the images as they were are in lastDrawn()",
        e.getMessage());
    assertTrue(Thread.interrupted());
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void should_stop_in_the_middle_of_any_sampler_and_leave_nothing_behind(Sampler sampler) {
    var calls = new AtomicInteger();
    var prior =
        Diffusion.denoiser(
                "stops",
                (x, sigma) -> {
                  if (calls.incrementAndGet() == sampler.evaluations()) {
                    Cancel.request();
                  }
                  return x.mul(.5);
                })
            .shape(1, 2, 2);
    var recipe = Samplers.sample(prior).along(Diffusion.ve(.01, 10)).with(sampler);
    Torch.start();
    int before = Torch.liveArrays();
    var e = assertThrows(Interrupted.class, () -> recipe.draw(2 * Torch.chunk()));
    assertTrue(e.kept().isPresent(), e.getMessage());
    assertEquals(before, Torch.liveArrays());
  }

  @ParameterizedTest
  @MethodSource("samplers")
  void should_say_where_a_denoiser_broke_down_in_any_sampler(Sampler sampler) {
    var prior =
        Diffusion.denoiser("breaks", (x, sigma) -> sigma < .02 ? x.mul(Float.NaN) : x.mul(.5))
            .shape(1, 2, 2);
    var recipe = Samplers.sample(prior).along(Diffusion.ve(.01, 10)).with(sampler);
    Torch.start();
    int before = Torch.liveArrays();
    var message = assertThrows(IllegalStateException.class, () -> recipe.draw(5)).getMessage();
    assertTrue(
        message.matches(
            "denoiser\\(\"breaks\", …\\) returned values that are not finite at step \\d \\(σ [0-9.]+\\); the images as they were are in lastDrawn\\(\\)"),
        message);
    assertEquals(before, Torch.liveArrays());
  }

  static List<Sampler> samplers() {
    return SamplerLawsTest.samplers(4);
  }

  @Test
  void should_have_nothing_to_keep_before_the_first_step() {
    Cancel.request();
    var e =
        assertThrows(
            Interrupted.class, () -> Samplers.sample(Diffusion.gaussianPrior(.5, .1)).draw(2));
    assertEquals("sampling stopped at step 0 of 20 (σ 40); nothing was drawn yet", e.getMessage());
    assertTrue(e.kept().isEmpty());
  }

  @Test
  void should_tell_how_far_it_is() throws Exception {
    var reports = new ArrayList<Progress>();
    try (var ear = Progress.listen(reports::add)) {
      Samplers.sample(Diffusion.gaussianPrior(.5, .1).shape(1, 4, 4))
          .with(Samplers.euler(5))
          .draw(2);
    }
    assertEquals(List.of(0, 1, 2, 3, 4, 5, 5), reports.stream().map(Progress::done).toList());
    assertTrue(reports.stream().allMatch(r -> r.total() == 5 && r.id() == reports.get(0).id()));
    assertTrue(reports.get(1).secondsLeft().isEmpty());
    assertTrue(reports.get(2).secondsLeft().isPresent());
    assertTrue(reports.get(1).note().equals("σ 40"), reports.get(1).note());
    assertTrue(reports.get(3).picture().orElseThrow().get().png().length > 0);
    assertTrue(reports.get(6).finished());
    try (var ear =
        Progress.listen(
            r -> {
              throw new IllegalStateException("a broken bar");
            })) {
      Samplers.sample(Diffusion.gaussianPrior(.5, .1)).with(Samplers.euler(2)).draw(1);
    }
  }
}
