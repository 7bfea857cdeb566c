package org.sfumato.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.metric.Metrics.memory;
import static org.sfumato.metric.Metrics.nfe;
import static org.sfumato.metric.Metrics.seconds;
import static org.sfumato.metric.Metrics.vjp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.sfumato.Images;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.guidance.Guidances;
import org.sfumato.sampler.Recipe;
import org.sfumato.sampler.Samplers;

class EffortTest {
  private static Recipe recipe(boolean heun) {
    return Samplers.sample(Diffusion.gaussianPrior(.5, .2).shape(1, 4, 4))
        .along(Diffusion.ve(.01, 10))
        .with(heun ? Samplers.heun(6) : Samplers.euler(6));
  }

  @Test
  void should_count_evaluations_of_an_image() {
    assertEquals(6, nfe().ofAll(recipe(false).draw(9)));
    assertEquals(11, nfe().ofAll(recipe(true).draw(2)));
    assertEquals(0, vjp().ofAll(recipe(true).draw(2)));
  }

  @Test
  void should_count_gradients_back_through_the_network() {
    var target = Metrics.metric("t", (x, s) -> x.sum(new int[] {1, 2, 3}).div(16));
    var term = Guidances.energy("bright", target::of).times(.01);
    assertEquals(6, vjp().ofAll(recipe(false).guide(term).draw(5)));
    assertEquals(3, vjp().ofAll(recipe(false).guide(term.during(Diffusion.early(.5))).draw(5)));
    assertEquals(0, vjp().ofAll(recipe(false).guide(term.onState()).draw(5)));
    assertEquals(
        12, vjp().ofAll(recipe(false).guide(term.plus(term.normalised().named("unit"))).draw(5)));
  }

  @Test
  void should_share_the_seconds_among_the_images() {
    var drawn = recipe(false).draw(4);
    assertEquals(drawn.seconds() / 4, seconds().ofAll(drawn), 1e-12);
    assertTrue(drawn.seconds() > 0);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void should_tell_the_peak_of_the_process() {
    double megabytes = memory().ofAll(recipe(false).draw(2));
    assertTrue(megabytes > 50 && megabytes < 1e6, () -> megabytes + " MB");
  }

  @Test
  void should_remember_the_effort_of_a_part() {
    Images drawn = recipe(false).draw(4);
    for (var part :
        new Images[] {drawn.first(2), drawn.get(3), drawn.resize(2), drawn.named("d")}) {
      assertEquals(6, nfe().ofAll(part), part.text());
    }
  }

  @Test
  void should_refuse_images_that_nobody_drew() {
    var found = PixelEncoder.images(PixelEncoder.features(3, 4, 0)).named("found");
    assertEquals(
        "NFE is about how images were made, and found were not made by a run that counted; score what draw() returns",
        assertThrows(IllegalArgumentException.class, () -> nfe().ofAll(found)).getMessage());
  }
}
