package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.judge.Judging.compare;
import static org.sfumato.judge.Judging.reported;
import static org.sfumato.judge.Judging.zeroShot;
import static org.sfumato.judge.Toy.sentence;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.sfumato.Score;

/** Against numbers that zeroshot.py computed with scikit-learn and numpy. */
class ZeroShotTest {
  private static final Asked.Space A = Asked.shifted("straight", 0);
  private static final Asked.Space B = Asked.shifted("bent", 2);

  private static void near(double value, double low, double high, Score score, double tolerance) {
    assertEquals(value, score.value(), 1e-6, score.text());
    assertEquals(low, score.low(), tolerance, score.text());
    assertEquals(high, score.high(), tolerance, score.text());
  }

  @Test
  void should_give_chexzeros_probability_without_a_logit_scale() {
    float rest = (float) Math.sqrt(1 - .31 * .31 - .28 * .28);
    var pairs =
        Asked.pairs(
            new float[][] {{.31f, .28f, rest}, {.28f, .31f, rest}},
            List.of("mass"),
            i -> List.of(1 - i));
    var space =
        new Asked.Space("s", 0, Map.of("mass", vector(3, 0, 0), "no mass", vector(0, 2, 0)));
    var p = zeroShot(space, pairs).probabilities();
    assertEquals(.5074994, p[0][0], 1e-7);
    assertEquals(1 - .5074994, p[1][0], 1e-7);
  }

  private static float[] vector(float... v) {
    return v;
  }

  @Test
  void should_average_templates_of_length_1_and_bring_the_mean_to_length_1_again() {
    var pairs =
        Asked.pairs(new float[][] {{1, 0}, {.6f, .8f}}, List.of("mass"), i -> List.of(1 - i));
    var space =
        new Asked.Space(
            "s", 0, Map.of("mass", vector(5, 0), "a mass", vector(0, 1), "no mass", vector(-1, 0)));
    var p = zeroShot(space, pairs).prompts(List.of("{}", "a {}"), List.of("no {}")).probabilities();
    // The mean of (1, 0) and (0, 1) has the direction (1, 1)/√2, whatever their lengths were.
    double cosine = Math.sqrt(.5);
    assertEquals(1 / (1 + Math.exp(-1 - cosine)), p[0][0], 1e-7);
    assertEquals(1 / (1 + Math.exp(-.6 - 1.4 * cosine)), p[1][0], 1e-7);
  }

  @Test
  void should_give_scikit_learns_auc_and_delongs_interval_where_it_is_known() {
    var auc =
        zeroShot(A, Asked.pairs(1))
            .classes("lesion", "atrophy", "haemorrhage")
            .prompts("{}", "no {}")
            .auc()
            .ci(0.95);
    near(.7798817, .6913346, .8684287, auc.cell("straight", "AUC lesion"), 1e-6);
    near(.7394265, .6441197, .8347333, auc.cell("straight", "AUC atrophy"), 1e-6);
    near(.6457214, .5375147, .7539280, auc.cell("straight", "AUC haemorrhage"), 1e-6);
    assertEquals((.7798817 + .7394265 + .6457214) / 3, auc.value("macro AUC"), 1e-6);
    assertEquals(
        "39 positive, 65 negative, 16 unknown", auc.cell("straight", "AUC lesion").variant());
    assertEquals(104, auc.cell("straight", "AUC lesion").n());
  }

  @Test
  void should_take_patients_for_units_where_each_has_several_pictures() {
    var auc = zeroShot(A, Asked.pairs(3)).auc();
    near(.7798817, .6865387, .8732246, auc.cell("straight", "AUC lesion"), 1e-6);
    near(.6457214, .5497242, .7417185, auc.cell("straight", "AUC haemorrhage"), 1e-6);
    assertTrue(auc.text().contains("n = 40 patients (120 images)"), auc.text());
  }

  @Test
  void should_give_the_macro_means_interval_by_resampling_patients() {
    for (int per : new int[] {1, 3}) {
      var macro = zeroShot(A, Asked.pairs(per)).auc().cell("straight", "macro AUC");
      var reference = per == 1 ? new double[] {.67071, .77119} : new double[] {.67281, .76749};
      near(.7216765, reference[0], reference[1], macro, .008);
    }
  }

  @Test
  void should_pair_two_models_on_the_same_pictures() {
    var both = zeroShot(A, Asked.pairs(1)).auc().and(zeroShot(B, Asked.pairs(1)).auc());
    var gap = both.versus("bent");
    near(.1980276, .1188600, .2771953, gap.cell("straight − bent", "AUC lesion"), 1e-6);
    near(-.0446465, -.1220936, .0328005, gap.cell("straight − bent", "AUC haemorrhage"), 1e-6);
    var macro = gap.cell("straight − bent", "macro AUC");
    near(.0692871, .02316, .11566, macro, .008);
    assertTrue(macro.p() < .05, macro.text());
    var compared =
        compare(zeroShot(A, Asked.pairs(1)).auc(), zeroShot(B, Asked.pairs(1)).auc(), "AUC lesion");
    near(.1980276, .1188600, .2771953, compared, 1e-6);
    assertTrue(gap.holm().text().contains("DeLong's test"), gap.holm().text());
    var versus = zeroShot(A, Asked.pairs(1)).versus(zeroShot(B, Asked.pairs(1)).named("other"));
    near(.1980276, .1188600, .2771953, versus.cell("straight − other", "AUC lesion"), 1e-6);
    assertTrue(versus.text().contains("from other"), versus.text());
  }

  @Test
  void should_flag_prompts_that_tell_a_finding_the_wrong_way_round() {
    var pairs = Asked.pairs(1);
    var right = zeroShot(A, pairs).classes("lesion", "atrophy");
    var wrong = right.prompts("no {}", "{}").named("swapped");
    assertFalse(right.auc().text().contains("inverted"), right.auc().text());
    var table = wrong.auc();
    assertEquals(1 - .7798817, table.value("AUC lesion"), 1e-6);
    assertTrue(
        table
            .text()
            .contains(
                "inverted prompts: AUC lesion of swapped is 0.220 [0.132, 0.309], wholly below ½;"
                    + " \"no lesion\" against \"lesion\" tell it the wrong way round"),
        table.text());
    assertTrue(table.html().orElseThrow().contains("inverted prompts"));
    assertTrue(table.figures().orElseThrow().contains("inverted prompts"));
  }

  @Test
  void should_average_the_probabilities_of_several_models() {
    var pairs = Asked.pairs(1);
    var one = zeroShot(A, pairs).probabilities();
    var other = zeroShot(B, pairs).probabilities();
    var both = zeroShot(A, pairs).ensemble(B);
    var p = both.probabilities();
    for (int i = 0; i < p.length; i++) {
      assertEquals((one[i][1] + other[i][1]) / 2, p[i][1], 1e-12);
    }
    assertTrue(both.auc().text().contains("mean of 2 models"), both.auc().text());
  }

  @Test
  void should_leave_out_a_finding_that_nobody_has_and_say_so() {
    var pairs =
        Asked.pairs(
            new float[][] {{1, 0}, {.6f, .8f}, {.3f, .9f}},
            List.of("mass", "gas"),
            i -> List.of(i == 0 ? 1 : 0, 0));
    var sentences =
        Map.of(
            "mass",
            vector(1, 0),
            "no mass",
            vector(0, 1),
            "gas",
            vector(1, 0),
            "no gas",
            vector(0, 1));
    var table = zeroShot(new Asked.Space("s", 0, sentences), pairs).auc();
    assertEquals(1, table.value("AUC mass"));
    assertTrue(table.cell("s", "AUC mass").low() < .7, "three pictures prove nothing");
    assertTrue(table.text().contains("gas (0 positive, 3 negative)"), table.text());
    assertTrue(
        sentence(() -> zeroShot(new Asked.Space("s", 0, sentences), pairs).classes("gas").auc())
            .contains("has them for none: gas (0 positive, 3 negative)"));
  }

  @Test
  void should_not_be_sure_of_a_macro_mean_whose_aucs_are_all_1() {
    var pairs =
        Asked.pairs(
            new float[][] {{1, 0}, {.9f, .1f}, {.3f, .9f}, {.1f, .9f}},
            List.of("mass", "gas"),
            i -> List.of(i < 2 ? 1 : 0, i < 2 ? 1 : 0));
    var sentences =
        Map.of(
            "mass",
            vector(1, 0),
            "no mass",
            vector(0, 1),
            "gas",
            vector(1, 0),
            "no gas",
            vector(0, 1));
    var table = zeroShot(new Asked.Space("s", 0, sentences), pairs).auc();
    var macro = table.cell("s", "macro AUC");
    assertEquals(1, macro.value());
    assertEquals(table.cell("s", "AUC mass").low(), macro.low(), 1e-12);
    assertTrue(macro.low() < .7, macro.text());
  }

  @Test
  void should_stand_beside_a_reported_auc() {
    var table = zeroShot(A, Asked.pairs(1)).auc();
    var review =
        reported("A paper", "asked")
            .source("arXiv:0000.00000")
            .protocol("one model")
            .says("AUC lesion", .8)
            .says("macro AUC", .95)
            .check(table);
    var text = review.text();
    assertTrue(text.contains("agrees") && text.contains("differs"), text);
  }

  @Test
  void should_say_what_is_wrong_with_a_question() {
    var asked = zeroShot(A, Asked.pairs(1));
    assertTrue(
        sentence(() -> asked.classes("gout")).contains("has no labels for \"gout\""),
        sentence(() -> asked.classes("gout")));
    assertEquals(
        "the template \"no finding\" has no {} where the finding's name belongs",
        sentence(() -> asked.prompts("{}", "no finding")));
    assertEquals(
        "prompts come in pairs, one that says a finding and one that denies it, and here are 3; for"
            + " other numbers give two lists",
        sentence(() -> asked.prompts("{}", "no {}", "some {}")));
    assertEquals(
        "gout is not asked for; the classes are [lesion, atrophy, haemorrhage]",
        sentence(() -> asked.calibration("gout")));
    assertTrue(sentence(() -> asked.auc().bca()).startsWith("student() and bca() are about means"));
    var nowhere =
        new Asked.Space("mute", 0, Map.of("lesion", new float[4], "no lesion", new float[4]));
    assertEquals(
        "mute has no direction for \"lesion\": its vector has the length 0",
        sentence(() -> zeroShot(nowhere, Asked.pairs(1)).classes("lesion").auc()));
  }

  @Test
  void should_draw_roc_curves_and_calibration_of_the_same_probabilities() {
    var asked = zeroShot(A, Asked.pairs(1));
    var legend = asked.roc().chart().series().get(0).name();
    assertEquals("lesion · AUC 0.780 [0.691, 0.868]", legend);
    var patients = zeroShot(A, Asked.pairs(3)).roc().chart();
    assertEquals("lesion · AUC 0.780 [0.687, 0.873]", patients.series().get(0).name());
    assertTrue(patients.title().endsWith("over patients; bands over pictures"), patients.title());
    int cases = asked.calibration("lesion").filled().stream().mapToInt(b -> b.count()).sum();
    assertEquals(104, cases);
    assertEquals(
        "zeroShot(straight, Pairs.of(asked, …)).classes(\"lesion\", \"atrophy\","
            + " \"haemorrhage\").prompts(\"{}\", \"no {}\")",
        asked.text());
  }
}
