package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.judge.Judging.compare;
import static org.sfumato.judge.Judging.score;
import static org.sfumato.judge.Toy.CLEAN;
import static org.sfumato.judge.Toy.noisy;
import static org.sfumato.judge.Toy.sentence;
import static org.sfumato.judge.Toy.swept;
import static org.sfumato.metric.Metrics.mi;
import static org.sfumato.metric.Metrics.mse;
import static org.sfumato.metric.Metrics.ssim;

import org.junit.jupiter.api.Test;

/** Paired differences. */
class ComparisonTest {
  @Test
  void should_give_paired_differences_from_one_row() {
    var table = swept();
    var difference = table.versus("λ = 0.02");
    var cell = difference.cell("λ = 0.1 − λ = 0.02", "MSE");
    assertEquals(
        table.cell("λ = 0.1", "MSE").value() - table.cell("λ = 0.02", "MSE").value(),
        cell.value(),
        1e-12);
    assertTrue(cell.excludesZero());
    assertEquals("range 1; minus λ = 0.02", cell.variant());
    assertTrue(difference.text().contains("*: the interval excludes zero"), difference.text());
    // Pairing pays: the images differ from one another far more than the two runs do on each.
    var paired =
        compare(
            score(noisy("toy", "a", .05, 1), mse(CLEAN)),
            score(noisy("toy", "b", .051, 1), mse(CLEAN)));
    var alone = score(noisy("toy", "a", .05, 1), mse(CLEAN)).cell("a", "MSE");
    assertTrue(paired.high() - paired.low() < .2 * (alone.high() - alone.low()));
    assertTrue(paired.excludesZero() && paired.value() < 0);
  }

  @Test
  void should_refuse_what_cannot_be_scored_or_compared() {
    var a = score(noisy("toy", "a", .05, 1), mse(CLEAN), ssim(CLEAN));
    assertEquals(
        "score needs at least one metric, such as ssim(reference)", sentence(() -> score(CLEAN)));
    assertEquals(
        "SSIM needs images to compare with: ssim(images)", sentence(() -> score(CLEAN, ssim())));
    assertEquals(
        "MSE compares images of one shape, but clean has [1, 16, 16] and clean.resize(8) has [1, 8, 8]; resize one of them",
        sentence(() -> score(CLEAN, mse(CLEAN.resize(8)))));
    var elsewhere = noisy("other", "elsewhere", 0, 0);
    assertEquals(
        "MSE compares image by image, but clean has 12 images and elsewhere.first(3) has 3, and they are not the same images; take as many of each",
        sentence(() -> score(CLEAN, mse(elsewhere.first(3)))));
    assertEquals(
        "there is no image to score in clean.first(0)",
        sentence(() -> score(CLEAN.first(0), mse(CLEAN))));
    assertEquals(
        "the two tables share MSE, SSIM; say which: compare(a, b, \"MSE\")",
        sentence(() -> compare(a, a)));
    assertEquals(
        "the two tables share no column: [MSE, SSIM] and [MI]",
        sentence(() -> compare(a, score(CLEAN, mi(CLEAN)))));
    assertEquals(
        "SSIM does not compare: one is (Gaussian window 11, σ 1.5, population covariance, range 1, valid region, mean over channels),"
            + " the other (flat window 7×7, sample covariance, range 1, valid region, mean over channels)",
        sentence(() -> compare(a, score(CLEAN, ssim(CLEAN).flat()))));
    assertEquals(
        "MSE does not compare: the two were measured against different images",
        sentence(() -> compare(a, score(CLEAN, mse(noisy("toy", "x", .1, 3))), "MSE")));
    assertEquals(
        "a paired difference needs the same images, but there are 12 and 3",
        sentence(() -> compare(a, score(CLEAN.first(3), mse(CLEAN)), "MSE")));
    assertEquals(
        "a paired difference needs the same images, but the first are toy[0] and other[0]; start both from the same images",
        sentence(() -> compare(a, score(elsewhere, mse(CLEAN)), "MSE")));
    assertEquals(
        "compare takes one row of each, but one table has 3; take row(name), or versus(row) of the whole table",
        sentence(() -> compare(swept(), a)));
  }
}
