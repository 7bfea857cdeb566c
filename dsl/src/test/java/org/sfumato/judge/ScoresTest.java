package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.judge.Judging.compare;
import static org.sfumato.judge.Judging.score;
import static org.sfumato.judge.Toy.CLEAN;
import static org.sfumato.judge.Toy.N;
import static org.sfumato.judge.Toy.noisy;
import static org.sfumato.metric.Metrics.mse;
import static org.sfumato.metric.Metrics.psnr;
import static org.sfumato.metric.Metrics.ssim;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What a table says of one set of images. */
class ScoresTest {
  @Test
  void should_score_the_mean_over_images_with_its_interval() {
    var results = score(noisy("toy", "out", .05, 1), mse(CLEAN), ssim(CLEAN));
    var each = org.sfumato.engine.Chunks.perImage(noisy("toy", "out", .05, 1), 0, mse(CLEAN)::of);
    assertEquals(DoubleStream.of(each).average().getAsDouble(), results.value("MSE"), 1e-15);
    var cell = results.cell("out", "MSE");
    assertEquals(results.value("MSE"), cell.value());
    assertEquals(N, cell.n());
    assertEquals("range 1", cell.variant());
    assertTrue(cell.low() < cell.value() && cell.value() < cell.high());
    var wider = results.ci(.99).cell("out", "MSE");
    assertTrue(wider.low() < cell.low() && wider.high() > cell.high());
  }

  @Test
  void should_print_intervals_n_and_variants_in_every_form() {
    var results = score(noisy("toy", "out<1>", .05, 1), psnr(CLEAN), ssim(CLEAN).named("SSIM_T1"));
    var text = results.text();
    assertTrue(
        text.matches(
            "(?s) +PSNR ↑ +SSIM_T1 ↑\\nout<1>  \\d\\d\\.\\d+ \\[\\d\\d\\.\\d+, \\d\\d\\.\\d+\\]  0\\.\\d+ \\[0\\.\\d+, 0\\.\\d+\\]\\n.*"),
        text);
    assertTrue(text.contains("means with 95 % t-intervals, n = 12 images"), text);
    assertTrue(text.contains("SSIM_T1: Gaussian window 11, σ 1.5, population covariance"), text);
    var html = results.html().orElseThrow();
    assertTrue(
        html.contains("out&lt;1&gt;") && html.contains("<small>[") && !html.contains("<script"),
        html);
    var latex = results.latex().orElseThrow();
    assertTrue(
        latex.startsWith("\\begin{array}{lrr}") && latex.contains("\\text{SSIM\\_T1}"), latex);
  }

  @Test
  void should_treat_slices_of_one_head_as_blocks() {
    var results = score(noisy("brainweb", "slices", .05, 1), mse(noisy("brainweb", "clean", 0, 0)));
    assertEquals(1, results.cell("slices", "MSE").n());
    assertFalse(results.cell("slices", "MSE").hasInterval());
    assertTrue(
        results
            .text()
            .contains(
                "means without intervals, n = 1 block of neighbouring slices (12 images): an interval needs two"),
        results.text());
  }

  @Test
  void should_say_when_a_mean_is_infinite() {
    var results = score(CLEAN, psnr(CLEAN));
    assertEquals(Double.POSITIVE_INFINITY, results.value("PSNR"));
    assertTrue(results.text().contains("clean  ∞"), results.text());
    assertTrue(
        results
            .text()
            .contains(
                "PSNR is not finite for 12 of 12 images of clean, so its mean is not and has no interval"),
        results.text());
    assertEquals(0, compare(results, results).value());
  }

  @Test
  void should_carry_where_it_comes_from() {
    var one = score(noisy("toy", "a", .05, 1), mse(CLEAN)).provenance();
    assertEquals(one.hash(), score(noisy("toy", "a", .05, 1), mse(CLEAN)).provenance().hash());
    assertNotEquals(one.hash(), score(noisy("toy", "a", .05, 2), mse(CLEAN)).provenance().hash());
    assertTrue(one.identity().get("metric 0").startsWith("MSE (range 1) against "));
    assertTrue(one.circumstance().containsKey("device"));
  }
}
