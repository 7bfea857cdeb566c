package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.guidance.Guidances.average;
import static org.sfumato.guidance.Guidances.energy;
import static org.sfumato.guidance.Guidances.gray;
import static org.sfumato.guidance.Guidances.lmi;
import static org.sfumato.guidance.Guidances.sqNorm;
import static org.sfumato.judge.Judging.checkGradient;

import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Metric;
import org.sfumato.Term;
import org.sfumato.corruption.Corruptions;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.engine.PerImage;
import org.sfumato.engine.Torch;
import org.sfumato.guidance.Guidances;
import org.sfumato.judge.GradientCheck.Line;
import org.sfumato.laws.Bench;
import org.sfumato.laws.Members;
import org.sfumato.laws.Sines;
import org.sfumato.metric.Metrics;
import org.sfumato.network.JointVectors;

/** What a look at a term finds: right terms pass, and each mistake is found by its name. */
class GradientCheckTest {
  private static final Images SKETCH = Bench.pictures(9, 1, 18, 18, 1);

  @Test
  void should_pass_a_term_of_three_lines() {
    var likeSketch = energy("sketch", (x0, s) -> sqNorm(gray(x0).sub(s.at(SKETCH))));
    var check = checkGradient(likeSketch);
    assertTrue(check.passes(), check.text());
    assertEquals("energy(\"sketch\", …) can steer: nothing is wrong with it", check.sentence());
    assertEquals(
        List.of(
            "gradient against differences",
            "an image alone",
            "flat gray",
            "black",
            "white",
            "pure noise, σ 40",
            "the source itself",
            "cost"),
        check.lines().stream().map(Line::look).toList());
    assertTrue(
        line(check, "gradient against differences")
            .found()
            .endsWith("7 images in 4 directions, double precision"));
    assertTrue(
        line(check, "cost")
            .found()
            .startsWith(
                "a step of %d images of 18×18, forward and back;".formatted(Torch.chunk())));
    assertTrue(check.html().orElseThrow().contains(">right</span>"));
  }

  /** All of the language's own terms. */
  static List<Term> terms() {
    return new Members()
        .given(Images.class, SKETCH)
        .given(
            Measurements.class,
            Corruptions.missing(.4).plus(Corruptions.gaussian(.1)).apply(SKETCH))
        .given(Metric.class, Metrics.ssim(SKETCH))
        .given(PerImage.class, (x0, s) -> sqNorm(x0.sub(s.at(SKETCH)).mul(s.sigma())))
        .given(
            Encoder.class, (x, s) -> x.sin().reshape(x.getShape().get(0), 4, -1).mul(1 + s.sigma()))
        .given(JointVectors.class, new Sines())
        .given(String.class, "mine")
        .given(double.class, .7)
        .given(int.class, 4)
        .of(Guidances.class, Term.class);
  }

  @ParameterizedTest
  @MethodSource("terms")
  void should_find_nothing_wrong_with_the_terms_of_the_language(Term term) {
    int before = Torch.liveArrays();
    var check = checkGradient(term);
    assertTrue(check.passes(), check.text());
    assertEquals(before, Torch.liveArrays());
  }

  @Test
  void should_find_a_part_that_is_cut_off_the_tape() {
    Term cut = energy("cut", (x0, s) -> sqNorm(x0.sub(x0.stopGradient().mul(.5))));
    fails(cut, "gradient against differences", "wrong", "Is a part of it cut off the tape");
    Term read = energy("read", (x0, s) -> average(x0.square()).mul(x0.sum().stopGradient()));
    fails(read, "gradient against differences", "wrong", "off by ");
  }

  @Test
  void should_find_images_that_are_coupled() {
    Term coupled = energy("coupled", (x0, s) -> sqNorm(x0.sub(x0.mean())));
    fails(coupled, "gradient against differences", "wrong", "");
    fails(
        coupled,
        "an image alone",
        "other than in company",
        "a sum or mean over the whole batch couples images");
    // The values of an image are its own here, and its gradient is not: only company shows it.
    Term lent = energy("lent", (x0, s) -> average(x0).add(average(x0).sum()));
    fails(lent, "an image alone", "other than in company", "image 2 of 7");
  }

  @Test
  void should_find_a_term_that_sees_nothing_or_says_something_else_each_time() {
    fails(
        energy("blind", (x0, s) -> average(s.at(SKETCH))),
        "gradient against differences",
        "none",
        "it steers nothing");
    var random = new Random(1);
    fails(
        energy("dice", (x0, s) -> average(x0).mul(1 + random.nextDouble())),
        "the same again",
        "another value",
        "take random numbers from s.normal");
  }

  @Test
  void should_find_where_a_term_breaks() {
    Term root = energy("root", (x0, s) -> sqNorm(x0).sqrt());
    var check = fails(root, "black", "not finite", "the gradient is not finite");
    assertEquals("finite", line(check, "white").word());
    Term logarithm = energy("logarithm", (x0, s) -> average(x0.log()));
    fails(logarithm, "black", "not finite", "the value is not finite");
    fails(
        energy("distance", (x0, s) -> sqNorm(x0.sub(s.at(SKETCH))).sqrt()),
        "the source itself",
        "not finite",
        "");
  }

  @Test
  void should_say_what_is_not_one_value_per_image() {
    var check = checkGradient(energy("total", (x0, s) -> x0.sum()));
    assertEquals(
        "energy \"total\" returned a scalar, but one value per image is needed, [7]; use sqNorm(a), norm(a) or average(a)",
        line(check, "one value per image").found());
    assertEquals(
        "energy(\"total\", …) should not steer yet: one value per image – breaks",
        check.sentence());
  }

  @Test
  void should_compute_in_single_precision_what_cannot_be_computed_in_double() {
    Term single =
        energy(
            "single",
            (x0, s) -> {
              var weights = x0.getManager().ones(new ai.djl.ndarray.types.Shape(18, 18));
              return sqNorm(x0.matMul(weights));
            });
    var check = checkGradient(single, SKETCH);
    assertTrue(check.passes(), check.text());
    assertTrue(
        line(check, "gradient against differences").found().contains("single precision"),
        check.text());
    assertEquals(DataType.FLOAT32, TrialMaterial.of(single, SKETCH).trying().type());
  }

  @Test
  void should_look_at_a_sum_without_its_windows_and_at_pictures_of_ones_own() {
    var sum =
        lmi(SKETCH)
            .patch(6)
            .times(.45)
            .during(Diffusion.early(.1))
            .plus(energy("flat", (x0, s) -> sqNorm(x0)).times(s -> 0).onState());
    var check = checkGradient(sum, SKETCH.first(3));
    assertTrue(check.passes(), check.text());
    assertTrue(line(check, "gradient against differences").found().contains("3 images"));
    assertEquals(sum.text(), check.term());
    var one = checkGradient(energy("one", (x0, s) -> sqNorm(x0)), SKETCH.get(4));
    assertEquals("not tried", line(one, "an image alone").word());
    assertTrue(one.passes());
  }

  private static GradientCheck fails(Term term, String look, String word, String found) {
    var check = checkGradient(term);
    var line = line(check, look);
    assertFalse(check.passes(), check.text());
    assertEquals(GradientCheck.Verdict.FAILS, line.verdict(), check.text());
    assertEquals(word, line.word());
    assertTrue(line.found().contains(found), line.found());
    return check;
  }

  private static Line line(GradientCheck check, String look) {
    return check.lines().stream().filter(l -> l.look().equals(look)).findFirst().orElseThrow();
  }
}
