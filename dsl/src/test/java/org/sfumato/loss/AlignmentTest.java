package org.sfumato.loss;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.loss.Losses.cpa;
import static org.sfumato.loss.Losses.cta;
import static org.sfumato.loss.Losses.gloria;
import static org.sfumato.loss.Losses.ita;
import static org.sfumato.loss.Losses.medclipLoss;
import static org.sfumato.loss.Losses.siglip;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sfumato.engine.Grad;
import org.sfumato.laws.Bench;

/** Alignments against published values, values by hand, and PyTorch. */
class AlignmentTest {
  private static final double[] V = {1, 0, .6, .8};
  private static final double[] T = {.8, .6, 0, 1};

  private static double value(Supplier<NDArray> loss) {
    return Bench.scoped(() -> loss.get().toDoubleArray()[0]);
  }

  private static double whole(Alignment loss, double... labels) {
    return value(() -> loss.of(Vectors.whole(V, T, labels, 2, 2), Vectors.own(loss, 2)));
  }

  @Test
  void should_be_the_symmetric_cross_entropy_of_pictures_and_reports() {
    assertEquals(1.1912904, whole(ita().halved()), 1e-7);
    assertEquals(2 * 1.1912904, whole(ita()), 2e-7);
  }

  @Test
  void should_add_up_with_weights() {
    var sum = ita().plus(siglip().times(.5)).times(3);
    assertEquals(3 * whole(ita()) + 1.5 * whole(siglip()), whole(sum), 1e-12);
    assertEquals("ita().times(3).plus(siglip().times(1.5))", sum.text());
    assertTrue(
        sum.latex()
            .orElseThrow()
            .startsWith(
                "\\begin{aligned} \\mathcal L &= 3\\, \\mathcal L_{\\mathrm{ITA}} + 1.5\\, \\mathcal L_{\\mathrm{SigLIP}} \\\\ \\mathcal L_{\\mathrm{ITA}} &= "));
  }

  /** Cosines are 0.8, 0, 0.96, 0.8; a = 10, b = −10. */
  @Test
  void should_ask_of_every_picture_and_report_whether_they_belong_together() {
    double sum = 0;
    double[] cosines = {.8, 0, .96, .8};
    for (int k = 0; k < 4; k++) {
      double y = k == 0 || k == 3 ? 1 : -1;
      sum += Math.log1p(Math.exp(-y * (10 * cosines[k] - 10)));
    }
    assertEquals(sum / 2, whole(siglip()), 1e-9);
  }

  /** Labels (1, 0), (1, 1): shared findings 1, 1, 1, 2; unknown ones are shared by nobody. */
  @Test
  void should_aim_at_reports_with_the_same_findings() {
    double[] cosines = {.8, 0, .96, .8};
    assertEquals(soft(cosines, new double[] {1, 1, 1, 2}), whole(medclipLoss(), 1, 0, 1, 1), 1e-9);
    assertEquals(
        soft(cosines, new double[] {1, 0, 0, 1}), whole(medclipLoss(), 1, -1, -1, 1), 1e-9);
    // With absence: (1, −1) and (0, −1).
    assertEquals(
        soft(cosines, new double[] {2, 1, 1, 1}),
        whole(medclipLoss().absenceCounted(), 1, 0, -1, 0),
        1e-9);
  }

  private static double soft(double[] cosines, double[] shared) {
    double sum = 0;
    for (int[] row : new int[][] {{0, 1}, {2, 3}, {0, 2}, {1, 3}}) {
      double all = 0;
      double targets = 0;
      for (int k : row) {
        all += Math.exp(cosines[k] / .07);
        targets += Math.exp(shared[k]);
      }
      for (int k : row) {
        sum -= Math.exp(shared[k]) / targets * (cosines[k] / .07 - Math.log(all));
      }
    }
    return sum / 4;
  }

  @Test
  void should_balance_assignments_as_sinkhorn_and_knopp_do() {
    double[] z = {.9, .1, -.2, .8, .3, 0, -.1, .7, .6, .2, -.4, .95};
    var codes = Bench.scoped(() -> cpa(3).codes(Vectors.array(z, 4, 3)).toDoubleArray());
    double[] known = {.999972, .000028, 0, .98899, .01101, 0, 0, .999085, .000915, 0, 0, 1};
    assertArrayEquals(known, codes, 1e-6);
    var even = Bench.scoped(() -> cpa(3).rounds(60).codes(Vectors.array(z, 4, 3)).toDoubleArray());
    for (int k = 0; k < 3; k++) {
      assertEquals(4 / 3., even[k] + even[3 + k] + even[6 + k] + even[9 + k], .05);
    }
    var sharp =
        Bench.scoped(() -> cpa(3).epsilon(1e-4).codes(Vectors.array(z, 4, 3)).toDoubleArray());
    assertEquals(4, Arrays.stream(sharp).sum(), 1e-9, "rows sum to 1, whatever ε is");
  }

  @Test
  void should_keep_prototypes_at_length_one() {
    Bench.scoped(
        () -> {
          var own = new NDList(Vectors.formula(5, 7, 4).mul(9));
          cpa(7).settle(own);
          for (double square : own.get(0).square().sum(new int[] {1}).toDoubleArray()) {
            assertEquals(1, square, 1e-9);
          }
          return null;
        });
    assertEquals(1, cpa(7).resting());
  }

  /** One word that is all there is to find: nothing to tell it from. */
  @Test
  void should_be_zero_for_a_single_word_and_a_single_patch() {
    double loss =
        value(
            () -> {
              var p = Vectors.pairs();
              var one =
                  new Embedded(
                      p.image(),
                      p.patches().get(":, :1"),
                      p.patchWeight().get(":, :1"),
                      p.report(),
                      p.words().get(":, :1"),
                      p.wordWeight().get(":, :1"),
                      p.present().get(":, :1"),
                      p.labels());
              return cta().of(one, new NDList());
            });
    assertEquals(0, loss, 1e-12);
  }

  /** A report of one word among places that have none: zero if these are no wrong answers. */
  @Test
  void should_leave_padding_out_when_it_is_asked_to() {
    Supplier<Embedded> single =
        () -> {
          var p = Vectors.pairs();
          return new Embedded(
              p.image().get("2:"),
              p.patches().get("2:"),
              p.patchWeight().get("2:"),
              p.report().get("2:"),
              p.words().get("2:"),
              p.wordWeight().get("2:"),
              p.present().get("2:"),
              p.labels().get("2:"));
        };
    assertTrue(value(() -> cta().words(single.get(), new NDList())) > .1);
    assertEquals(0, value(() -> cta().withoutPadding().words(single.get(), new NDList())), 1e-9);
  }

  /** All patches find the one word, so each row is even: ln 5 with weights that sum to 1. */
  @Test
  void should_be_even_where_all_patches_find_the_same() {
    Bench.scoped(
        () -> {
          var s = Vectors.formula(2, 1, 1, 5).broadcast(1, 5, 5).swapAxes(1, 2);
          for (double row : Contrast.right(s).toDoubleArray()) {
            assertEquals(Math.log(5), row, 1e-12);
          }
          return null;
        });
  }

  /** Of 1, 2, …, 11 the quantiles are 2 and 10; zeros are none of them. */
  @Test
  void should_clip_attention_to_its_quantiles() {
    double[] attention = {0, 3, 1, 2, 4, 5, 11, 6, 7, 0, 8, 9, 10, 0};
    double[] shares =
        Bench.scoped(() -> Contrast.shares(Vectors.array(attention, 1, 14)).toDoubleArray());
    double sum = 2 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 + 10 + 10;
    for (int k = 0; k < attention.length; k++) {
      double clipped = attention[k] == 0 ? 0 : Math.min(10, Math.max(2, attention[k]));
      assertEquals(clipped / sum, shares[k], 1e-12);
    }
  }

  @Test
  void should_be_finite_for_a_report_without_words() {
    double loss =
        value(
            () -> {
              var p = Vectors.pairs();
              var none = p.present().mul(0);
              var mute =
                  new Embedded(
                      p.image(),
                      p.patches(),
                      p.patchWeight(),
                      p.report(),
                      p.words().mul(0),
                      none,
                      none,
                      p.labels());
              assertEquals(0, cta().words(mute, new NDList()).toDoubleArray()[0]);
              return cta().of(mute, new NDList());
            });
    assertTrue(Double.isFinite(loss));
  }

  private static Map<String, double[]> published() {
    try (var in = AlignmentTest.class.getResourceAsStream("alignments.txt")) {
      var all = new HashMap<String, double[]>();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split(" "))
          .forEach(
              f ->
                  all.put(
                      f[0], Arrays.stream(f).skip(1).mapToDouble(Double::parseDouble).toArray()));
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void should_be_what_pytorch_makes_of_words_in_all_pictures() {
    var known = published();
    Bench.scoped(
        () -> {
          same(known, "gloria", gloria().of(Vectors.pairs(), new NDList()));
          var others = gloria().attention(2).gathering(3).matching(4);
          same(known, "gloria.others", others.of(Vectors.pairs(), new NDList()));
          return null;
        });
  }

  /** One word and one place each: all cosines are alike, and no report is nearer than another. */
  @Test
  void should_find_every_word_of_one_sort_in_every_picture() {
    assertEquals(
        2 * Math.log(2),
        value(
            () -> {
              var x = Vectors.array(new double[] {2, 0, 2, 0}, 2, 1, 2);
              var one = Vectors.array(new double[] {1, 1}, 2, 1);
              var whole = Vectors.array(V, 2, 2);
              var pairs = new Embedded(whole, x, one, whole, x, one, one, one);
              return gloria().of(pairs, new NDList());
            }),
        1e-9);
  }

  /** What is learnt is ln 1/τ beyond where it began, and the scale is at most 100. */
  @Test
  void should_learn_its_temperature_as_clip_does() {
    assertEquals(whole(ita()), whole(ita().learnt()), 1e-12);
    assertEquals(learnt(Math.log(.07 / .05)), whole(ita().tau(.05)), 1e-9);
    assertEquals(whole(ita().tau(Math.exp(-4.6052))), learnt(9), 1e-9);
    assertEquals(whole(ita().tau(1)), learnt(-9), 1e-9);
  }

  private static double learnt(double more) {
    return value(
        () ->
            ita()
                .learnt()
                .of(
                    Vectors.whole(V, T, new double[0], 2, 2),
                    new NDList(Vectors.array(new double[] {more}, 1))));
  }

  @Test
  void should_be_what_pytorch_makes_of_words_and_patches() {
    var known = published();
    Bench.scoped(
        () -> {
          var none = new NDList();
          var p = Vectors.pairs();
          same(known, "words", cta().words(p, none));
          same(known, "patches", cta().patches(p, none));
          same(known, "patches.normalised", cta().normalised().patches(p, none));
          var words = Grad.leaf(p.words());
          var patches = Grad.leaf(p.patches());
          var leafy =
              new Embedded(
                  p.image(),
                  patches,
                  p.patchWeight(),
                  p.report(),
                  words,
                  p.wordWeight(),
                  p.present(),
                  p.labels());
          same(
              known,
              "words.gradient.words",
              Grad.on(() -> Grad.of(cta().words(leafy, none), words)));
          same(
              known,
              "patches.gradient.patches",
              Grad.on(() -> Grad.of(cta().patches(leafy, none), patches)));
          return null;
        });
  }

  @Test
  void should_be_what_pytorch_makes_of_prototypes() {
    var known = published();
    Bench.scoped(
        () -> {
          var own = new NDList(Vectors.formula(5, 7, Vectors.D));
          cpa(7).settle(own);
          var p = Vectors.pairs();
          same(known, "prototypes", cpa(7).of(p, own));
          var c = Grad.leaf(own.get(0));
          same(
              known,
              "prototypes.gradient.prototypes",
              Grad.on(() -> Grad.of(cpa(7).of(p, new NDList(c)), c)));
          var v = Grad.leaf(p.image());
          var leafy = Vectors.whole(new double[12], new double[12], new double[0], 3, 4);
          var at =
              new Embedded(
                  v,
                  leafy.patches(),
                  leafy.patchWeight(),
                  p.report(),
                  leafy.words(),
                  leafy.wordWeight(),
                  leafy.present(),
                  leafy.labels());
          same(known, "prototypes.gradient.image", Grad.on(() -> Grad.of(cpa(7).of(at, own), v)));
          return null;
        });
  }

  private static void same(Map<String, double[]> known, String name, NDArray actual) {
    assertArrayEquals(known.get(name), actual.toDoubleArray(), 1e-8, name);
  }

  @Test
  void should_say_what_makes_no_sense() {
    refused("the temperature of ita() is a number above 0, not 0", () -> ita().tau(0));
    refused("the temperature of cta() is a number above 0, not -1", () -> cta().tau(-1));
    refused("cpa(k) tells pairs apart by at least 2 prototypes, not 1", () -> cpa(1));
    refused("cpa(…).epsilon is a number above 0, not 0", () -> cpa(4).epsilon(0));
    refused("cpa(…).rounds(n) balances at least once, not 0 times", () -> cpa(4).rounds(0));
    refused("prototypes rest for 0 passes or more, not -1", () -> cpa(4).resting(-1));
    refused("siglip().bias is a finite number, not NaN", () -> siglip().bias(Double.NaN));
    refused(
        "a loss has a weight above 0, not 0; leave it out if it is not to count",
        () -> ita().times(0));
    refused(
        "medclipLoss() compares findings, and these pairs have none labelled; minimise ita() or siglip()",
        () -> whole(medclipLoss()));
    refused(
        "each picture has its report, and both as many numbers; these are (3, 4) and (2, 4)",
        () ->
            Bench.scoped(
                () -> {
                  var p = Vectors.pairs();
                  return new Embedded(
                      p.image(),
                      p.patches(),
                      p.patchWeight(),
                      p.report().get("1:"),
                      p.words(),
                      p.wordWeight(),
                      p.present(),
                      p.labels());
                }));
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }
}
