package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.judge.Judging.claims;
import static org.sfumato.judge.Judging.reported;
import static org.sfumato.judge.Judging.score;
import static org.sfumato.metric.Metrics.mse;
import static org.sfumato.metric.Metrics.psnr;
import static org.sfumato.metric.Metrics.ssim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Provenance;
import org.sfumato.Results;
import org.sfumato.SetMetric;

class ReviewTest {
  private static final int N = 16;

  private static Images noisy(String name, double noise) {
    var random = new Random(7);
    var values = new float[N * 256];
    for (int k = 0; k < values.length; k++) {
      double base = .5 + .3 * Math.sin(k / 256 + k % 16 * .7) * Math.cos(k / 16 % 16 * .5);
      double strength = noise * (1 + .2 * (k / 256 % 3));
      values[k] = (float) Math.max(0, Math.min(1, base + strength * random.nextGaussian()));
    }
    var ids = new ArrayList<ImageId>();
    for (int i = 0; i < N; i++) {
      ids.add(new ImageId("fashion", i));
    }
    return Images.of(values, 1, 16, 16, ids, name, Provenance.of("made", name + noise));
  }

  private static final Images CLEAN = noisy("clean", 0);

  /** A distance of the whole set that needs no network. */
  private record Distance() implements SetMetric {
    @Override
    public String name() {
      return "FID";
    }

    @Override
    public double ofAll(Images x) {
      return x.size();
    }

    @Override
    public boolean higherIsBetter() {
      return false;
    }
  }

  private static Results table() {
    return score(noisy("oneStep", .05), psnr(CLEAN), ssim(CLEAN), new Distance())
        .and(score(noisy("dps", .1), psnr(CLEAN), ssim(CLEAN), new Distance()));
  }

  private static final Results TABLE = table();

  private static Claim fashion() {
    return reported("P", "Fashion-MNIST, one step").source("doi:1").protocol("mean of one run");
  }

  private static Verdict only(Claim claim) {
    return claim.check(TABLE.row("oneStep")).verdicts().get(0);
  }

  private static String printed(double v) {
    return String.format(Locale.ROOT, "%.2f", v);
  }

  @Test
  void should_answer_the_cell_of_the_design() {
    var review =
        reported("Ambient Diffusion", "CelebA-HQ, p = 0.8, one step")
            .source("arXiv:2305.19256")
            .says("LPIPS", 0.084)
            .says(psnr(), 26.80)
            .says("NFE", 1)
            .check(TABLE.row("oneStep"));
    assertEquals(
        List.of(Outcome.NOT_COMPARABLE, Outcome.NOT_COMPARABLE, Outcome.NOT_COMPARABLE),
        review.verdicts().stream().map(Verdict::outcome).toList());
    assertEquals(
        "other data: reported on CelebA-HQ, p = 0.8, one step, rerun on fashion; no protocol: say how it came about, as in protocol(\"mean of one run\")",
        review.verdicts().get(1).reason());
    assertEquals(
        "other data: reported on CelebA-HQ, p = 0.8, one step, rerun on fashion; the rerun has no column LPIPS; it has PSNR, SSIM, FID",
        review.verdicts().get(0).reason());
    assertTrue(review.text().contains("not comparable  other data"), review.text());
    assertTrue(review.holds());
  }

  @Test
  void should_agree_within_the_interval_and_half_a_unit_of_the_last_digit() {
    var score = TABLE.cell("oneStep", "PSNR");
    assertEquals(Outcome.AGREES, only(fashion().says(psnr(), printed(score.value()))).outcome());
    // Just inside and just outside the upper end, in units of the second decimal.
    double inside = Math.floor(score.high() * 100 + .5) / 100;
    assertEquals(Outcome.AGREES, only(fashion().says(psnr(), printed(inside))).outcome());
    var outside = only(fashion().says(psnr(), printed(inside + .01)));
    assertEquals(Outcome.DIFFERS, outside.outcome());
    assertTrue(outside.reason().contains("lies above"), outside.reason());
    assertEquals(
        Outcome.AGREES, only(fashion().says(psnr(), printed(inside + .3)).spread(.4)).outcome());
  }

  @Test
  void should_print_its_rule_and_its_source() {
    var text = fashion().says(psnr(), 99).check(TABLE.row("oneStep")).text();
    assertTrue(
        text.contains(
            "agrees: the reported value lies in the rerun's 95 % interval, widened on both sides by the reported spread and by half a unit of the last reported digit\nP: doi:1, mean of one run"),
        text);
  }

  @Test
  void should_not_compare_other_variants() {
    assertEquals(
        "other variant: reported as ("
            + ssim().flat().variant()
            + "), rerun as ("
            + ssim().variant()
            + ")",
        only(fashion().says(ssim().flat(), .9)).reason());
  }

  @Test
  void should_not_compare_the_best_of_several_with_a_mean() {
    var verdict = only(fashion().protocol("minimum of three").says(psnr(), 26));
    assertEquals(Outcome.NOT_COMPARABLE, verdict.outcome());
    assertEquals(
        "other protocol: reported is the minimum of three, the rerun has a mean", verdict.reason());
  }

  @Test
  void should_not_compare_distances_over_other_numbers_of_images() {
    var claim = fashion().says("FID", 16).spread(1);
    assertEquals(
        "FID depends on the number of images: the report does not say it, the rerun has 16",
        only(claim).reason());
    assertEquals(
        "FID depends on the number of images: reported on 50000, rerun on 16",
        only(claim.count(50000)).reason());
    assertEquals(Outcome.AGREES, only(claim.count(N)).outcome());
    assertEquals(
        "no interval: neither the rerun nor the report says how sure it is",
        only(fashion().says("FID", 16).count(N)).reason());
  }

  @Test
  void should_need_a_source_and_a_protocol() {
    assertEquals(
        "no source: say where it is printed, as in source(\"arXiv:…\"); no protocol: say how it came about, as in protocol(\"mean of one run\")",
        only(reported("P", "fashion").says(psnr(), 26)).reason());
  }

  @Test
  void should_know_data_by_name_if_the_row_does_not_say_it() {
    var claim = reported("P", "one step").source("s").protocol("mean").says(psnr(), 26);
    assertTrue(only(claim).reason().startsWith("other data"));
    assertFalse(only(claim.data("FashionMNIST test images")).reason().contains("data"));
  }

  @Test
  void should_check_the_orders_of_rows_first() {
    var claims =
        new Claims(
            List.of(
                fashion().data("CelebA").run("oneStep").says(psnr(), "26.80").says(ssim(), ".70"),
                reported("P", "dps").data("CelebA").says(psnr(), "24.16").says(ssim(), ".80")));
    var review = claims.check(TABLE);
    assertEquals(
        List.of(Outcome.AGREES, Outcome.DIFFERS),
        review.orderings().stream().map(Ordering::outcome).toList());
    assertTrue(review.verdicts().stream().allMatch(v -> v.reason().startsWith("other data")));
    assertFalse(review.holds());
    var lines = review.text().lines().toList();
    assertTrue(lines.get(1).startsWith("Fashion-MNIST, one step better than dps"), lines.get(1));
    assertTrue(review.text().contains("1 of 2 reported orders hold in the rerun"));
  }

  @Test
  void should_check_an_order_that_is_reported_without_numbers() {
    var claim =
        reported("P", "oneStep").beats(psnr(), "dps").beats("SSIM", "ddim").beats("KID", "dps");
    var review = claim.check(TABLE);
    assertEquals(
        List.of(Outcome.AGREES, Outcome.NOT_COMPARABLE, Outcome.NOT_COMPARABLE),
        review.orderings().stream().map(Ordering::outcome).toList());
    assertEquals("the rerun has no row for ddim", review.orderings().get(1).reason());
    assertEquals("the rerun has no column KID", review.orderings().get(2).reason());
    assertTrue(review.text().contains("oneStep better than dps"), review.text());
    assertTrue(review.text().contains("no number"), review.text());
    assertFalse(review.text().contains("widened"), "no number is compared: " + review.text());
    assertTrue(
        reported("P", "dps").beats(psnr(), "oneStep").check(TABLE).orderings().get(0).outcome()
            == Outcome.DIFFERS);
    assertTrue(
        claim
            .text()
            .endsWith(
                ".beats(\"PSNR\", \"dps\").beats(\"SSIM\", \"ddim\").beats(\"KID\", \"dps\")"));
  }

  @Test
  void should_read_orders_without_numbers_from_a_file(@TempDir Path folder) throws IOException {
    var file = folder.resolve("claims.csv");
    Files.writeString(
        file,
        "paper,row,run,metric,value\nP,ours,oneStep,PSNR,better than theirs\nP,theirs,dps,PSNR,24.16\n");
    var review = claims(file.toString()).check(TABLE);
    assertEquals(Outcome.AGREES, review.orderings().get(0).outcome());
    assertEquals(1, review.orderings().size());
    assertTrue(review.text().contains("ours better than theirs"), review.text());
  }

  @Test
  void should_leave_orders_undecided_that_the_rerun_cannot_tell() {
    var twin =
        score(noisy("a", .05), mse(CLEAN)).and(score(noisy("a", .05).named("b"), mse(CLEAN)));
    var claims =
        new Claims(
            List.of(reported("P", "a").says("MSE", ".01"), reported("P", "b").says("MSE", ".05")));
    assertEquals(Outcome.UNDECIDED, claims.check(twin).orderings().get(0).outcome());
    var lost = new Claims(List.of(claims.claims().get(0), claims.claims().get(1).run("c")));
    assertEquals("the rerun has no row for b", lost.check(twin).orderings().get(0).reason());
    assertTrue(lost.check(twin).verdicts().get(1).reason().contains("no row of the rerun"));
  }

  @Test
  void should_say_what_cannot_be_checked_at_all() {
    assertEquals(
        "the table has the rows oneStep, dps, and none is called Fashion-MNIST, one step; check one of them, such as check(table.row(\"oneStep\"))",
        refused(() -> fashion().says(psnr(), 1).check(TABLE)));
    assertEquals(
        "these are differences from dps; check the scores themselves",
        refused(() -> fashion().says(psnr(), 1).check(TABLE.versus("dps"))));
    assertEquals(
        "there is no number to check in P: Fashion-MNIST, one step; say what is reported, such as says(psnr(), 26.8) or beats(ssim(), \"SDEdit\")",
        refused(() -> fashion().check(TABLE)));
    assertEquals(
        "there is no number yet; says(…) comes before its spread or interval",
        refused(() -> fashion().spread(1)));
  }

  private static String refused(org.junit.jupiter.api.function.Executable e) {
    return assertThrows(IllegalArgumentException.class, e).getMessage();
  }

  @Test
  void should_print_as_the_expression_that_makes_it() {
    assertEquals(
        "reported(\"P\", \"Fashion-MNIST, one step\").source(\"doi:1\").says(\"PSNR\", 26.80).count(16).protocol(\"mean of one run\")",
        fashion().says(psnr(), "26.80").count(N).text());
    assertTrue(
        fashion()
            .says(psnr(), 1)
            .check(TABLE.row("dps"))
            .latex()
            .orElseThrow()
            .contains("\\text{differs}"));
  }
}
