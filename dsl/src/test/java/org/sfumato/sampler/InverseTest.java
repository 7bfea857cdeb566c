package org.sfumato.sampler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.sampler.Samplers.ddim;
import static org.sfumato.sampler.Samplers.euler;
import static org.sfumato.sampler.Samplers.heun;
import static org.sfumato.sampler.Samplers.inverted;
import static org.sfumato.sampler.Samplers.refine;
import static org.sfumato.sampler.Samplers.sample;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sfumato.Images;
import org.sfumato.Window;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.laws.Bench;

/** From images back to the noise from which they are drawn. */
class InverseTest {
  private static final Images X = Bench.pictures(3, 1, 8, 8, 7);

  private static double psnr(Images a, Images b) {
    double sum = 0;
    float[] x = a.clipped().values();
    float[] y = b.values();
    for (int k = 0; k < x.length; k++) {
      sum += (x[k] - y[k]) * (x[k] - y[k]);
    }
    return -10 * Math.log10(sum / x.length);
  }

  /** The flow of N(m, s²) is x ↦ m + (x − m) √(s² + σ²)/s; a fine way there follows it. */
  @Test
  void should_find_the_state_that_the_flow_of_a_gaussian_has() {
    var prior = Diffusion.gaussianPrior(.4, .2).shape(1, 8, 8);
    var loop = sample(prior).with(euler(400)).along(Diffusion.ve(.01, 2)).loop();
    float[] state = new Inverse(loop, prior).of(X, X.ids());
    float[] x = X.values();
    double far = Math.sqrt(.2 * .2 + 4) / .2;
    for (int k = 0; k < x.length; k++) {
      assertEquals((x[k] - .4) * far, state[k] - .4, .03 * far * Math.abs(x[k] - .4) + .02);
    }
  }

  @Test
  void should_draw_the_image_again_that_it_came_from() {
    var prior = Diffusion.gaussianPrior(.4, .2).shape(1, 8, 8);
    for (var sampler : List.<Sampler>of(ddim(50), euler(50))) {
      var again = sample(prior).with(sampler).from(inverted(X)).draw();
      assertTrue(psnr(X, again) > 30, sampler.text() + ": PSNR " + psnr(X, again));
    }
  }

  @Test
  void should_draw_it_again_under_a_text_and_paint_it_anew() {
    var run =
        sample(ConditionTest.PRIOR).with(ddim(50)).condition("large lesion").from(inverted(X));
    var again = run.draw();
    assertTrue(psnr(X, again) > 30, "PSNR " + psnr(X, again));
    assertEquals(50 + 50 * Inverse.ROUNDS, again.evaluations());
    var all = refine(Window.ALWAYS).selfAttention(Window.ALWAYS);
    assertArrayEquals(again.values(), run.edit("large lesion", all).draw().values());
  }

  @Test
  void should_not_let_images_influence_one_another() {
    var run = sample(ConditionTest.PRIOR).with(ddim(4)).condition("no lesion");
    float[] all = run.from(inverted(X)).draw().get(1).values();
    assertArrayEquals(all, run.from(inverted(X.get(1))).draw().values());
  }

  @Test
  void should_print_itself_and_refuse_a_way_that_has_no_way_back() {
    var run = sample(ConditionTest.PRIOR).with(ddim(4)).from(inverted(X));
    assertTrue(run.text().contains(".from(inverted(imagesOf(…)))"), run.text());
    assertTrue(run.latex().orElseThrow().contains("\\mathrm{ODE}"));
    assertEquals(
        "inverted(x) walks back the way of ddim(n) or euler(n), and heun(4) takes another; use ddim(4)",
        assertThrows(IllegalArgumentException.class, () -> run.with(heun(4)).draw()).getMessage());
  }
}
