package org.sfumato.guidance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.Data;
import org.sfumato.Images;
import org.sfumato.Term;
import org.sfumato.engine.Grad;
import org.sfumato.laws.Bench;

/**
 * Likenesses to a source, against values that numpy and scipy compute from the papers' definitions
 * (see {@code similarities.py}), and the changes of intensity that each is not to notice.
 */
class SimilaritiesTest {
  private static final int SIDE = 32;
  private static final Images A = picture((i, j) -> (7 * i + 13 * j) % 32 / 31.);
  private static final Images B =
      picture(
          (i, j) ->
              Math.min(
                  1,
                  Math.max(
                      0, (7 * i + 13 * j) % 32 / 31. + .1 * Math.cos(.7 * i) * Math.sin(.3 * j))));
  private static final Images C = picture((i, j) -> (i + j) / 62.);

  @Test
  void should_be_minus_the_correlation_over_all_or_in_windows() {
    same(-.9872188682342742, Guidances.crossCorrelation(B), A);
    same(-1.7062011293369625e-09, Guidances.crossCorrelation(C), A);
    same(-.9897557535242745, Guidances.crossCorrelation(B).window(5), A);
    same(-.987078888456461, Guidances.crossCorrelation(B).window(9), A);
    same(.0015205686375037017, Guidances.crossCorrelation(C).window(5), A);
    same(-.9796483238469383, Guidances.crossCorrelation(B).window(5).squared(), A);
    same(-.007237733951824467, Guidances.crossCorrelation(C).window(9).squared(), A);
    same(-.9746010937977612, Guidances.crossCorrelation(B).squared(), A);
  }

  @Test
  void should_compare_self_similarities_as_mind_defines_them() {
    same(.020725060017851956, Guidances.mind(B), A);
    same(.2957682926762896, Guidances.mind(C), A);
    same(.030311097773355833, Guidances.mind(B).radius(1), A);
    same(.2912966402345535, Guidances.mind(C).radius(1), A);
    same(.009131355467293857, Guidances.mind(B).radius(2).sigma(1), A);
    same(.4062819585497244, Guidances.mind(C).radius(2).sigma(1), A);
  }

  @Test
  void should_compare_the_directions_of_gradients() {
    same(.0059580458600533275, Guidances.gradientFields(B), A);
    same(.5525416257671267, Guidances.gradientFields(C), A);
  }

  @Test
  void should_share_out_the_information_among_both_entropies() {
    same(-.4119676887916315, Guidances.normalisedMutualInformation(B), A);
    same(-.006149141135045261, Guidances.normalisedMutualInformation(C), A);
  }

  @Test
  void should_see_only_what_is_coarse() {
    var term = Guidances.lowPass(A).factor(8);
    same(0, term, A);
    // A picture that is brighter throughout by d differs by d² in every pixel, coarse or not.
    var brighter = changed(A, v -> .5 * v + .25);
    var half = changed(A, v -> .5 * v);
    same(SIDE * SIDE * .0625, Guidances.lowPass(half).factor(8), brighter);
    // Stripes of two pixels are all but gone in pictures that were eight times smaller.
    var stripes = picture((i, j) -> i % 2);
    var gray = picture((i, j) -> .5);
    double all = SIDE * SIDE * .25;
    assertTrue(energy(Guidances.lowPass(gray).factor(8), stripes) < 3e-3 * all);
    assertEquals(
        "lowPass(imagesOf(…)).factor(8).noisy()", Guidances.lowPass(A).factor(8).noisy().text());
    assertEquals("lowPass(imagesOf(…))", Guidances.lowPass(A).factor(4).text());
  }

  @Test
  void should_resize_by_rows_that_sum_to_one_and_keep_a_ramp() {
    for (int[] sizes : new int[][] {{32, 8}, {8, 32}, {9, 4}, {5, 5}}) {
      for (double[] row : CubicResize.matrix(sizes[0], sizes[1])) {
        double sum = 0;
        for (double w : row) {
          sum += w;
        }
        assertEquals(1, sum, 1e-12);
      }
    }
    // Keys' kernel at a quarter and three quarters between pixels: −9/128, 111/128, 29/128, −3/128.
    var up = CubicResize.matrix(8, 16);
    assertEquals(-3 / 128., up[8][2], 1e-12);
    assertEquals(29 / 128., up[8][3], 1e-12);
    assertEquals(111 / 128., up[8][4], 1e-12);
    assertEquals(-9 / 128., up[8][5], 1e-12);
  }

  /** Terms that are not to notice that the picture was stretched, shifted or turned around. */
  static List<Function<Images, Term>> blindToSign() {
    return List.of(
        x -> Guidances.crossCorrelation(x).squared(),
        x -> Guidances.crossCorrelation(x).window(7).squared(),
        Guidances::mind,
        x -> Guidances.mind(x).radius(2).sigma(.8));
  }

  @ParameterizedTest
  @MethodSource("blindToSign")
  void should_not_notice_a_stretched_or_an_inverted_picture(Function<Images, Term> made) {
    var x = Bench.pictures(1, 1, 20, 20, 1);
    var y = Bench.pictures(1, 1, 20, 20, 2);
    double plain = energy(made.apply(y), x);
    assertEquals(
        plain, energy(made.apply(y), changed(x, v -> .5 * v + .2)), 1e-3 * Math.abs(plain));
    assertEquals(plain, energy(made.apply(y), changed(x, v -> 1 - v)), 1e-5 * Math.abs(plain));
    assertEquals(plain, energy(made.apply(changed(y, v -> 1 - v)), x), 1e-5 * Math.abs(plain));
  }

  /** Terms that are not to notice that bright and dark were exchanged, at the same scale. */
  static List<Function<Images, Term>> blindToInversion() {
    return List.of(
        Guidances::mutualInformation,
        x -> Guidances.mutualInformation(x).relative(),
        Guidances::normalisedMutualInformation,
        x -> Guidances.lmi(x).patch(7),
        Guidances::gradientFields,
        Guidances::gradientCorrelation);
  }

  @ParameterizedTest
  @MethodSource("blindToInversion")
  void should_not_notice_an_inverted_picture(Function<Images, Term> made) {
    var x = Bench.pictures(1, 1, 20, 20, 1);
    var y = Bench.pictures(1, 1, 20, 20, 2);
    double plain = energy(made.apply(y), x);
    assertEquals(plain, energy(made.apply(y), changed(x, v -> 1 - v)), 1e-5 * Math.abs(plain));
    assertEquals(plain, energy(made.apply(changed(y, v -> 1 - v)), x), 1e-5 * Math.abs(plain));
  }

  @Test
  void should_notice_the_sign_of_a_correlation_unless_it_is_squared() {
    var x = Bench.pictures(1, 1, 20, 20, 1);
    var inverted = changed(x, v -> 1 - v);
    assertEquals(-1, energy(Guidances.crossCorrelation(x), x), 1e-3);
    assertEquals(1, energy(Guidances.crossCorrelation(x), inverted), 1e-3);
    double plain = energy(Guidances.crossCorrelation(A), B);
    assertEquals(plain, energy(Guidances.crossCorrelation(A), changed(B, v -> .3 * v + .6)), 1e-4);
  }

  @Test
  void should_be_at_its_best_at_the_source_itself() {
    var x = Bench.pictures(1, 1, 20, 20, 1);
    assertEquals(0, energy(Guidances.mind(x), x), 1e-12);
    assertEquals(-1, energy(Guidances.crossCorrelation(x).window(5).squared(), x), 1e-2);
    assertTrue(
        energy(Guidances.gradientFields(x), x)
            < .5 * energy(Guidances.gradientFields(x), Bench.pictures(1, 1, 20, 20, 2)));
  }

  @Test
  void should_refuse_settings_that_mean_nothing() {
    refused(
        "windows of 40×40 pixels do not fit into a source of 32×32; use window(32) or less, or none for the whole image",
        () -> Guidances.crossCorrelation(A).window(40));
    refused(
        "a window of crossCorrelation needs at least 2×2 pixels, not 0×0",
        () -> Guidances.crossCorrelation(A).window(0));
    refused(
        "radius(r) of mind is a whole number of pixels from 0, the four nearest neighbours, to 4, not 5",
        () -> Guidances.mind(A).radius(5));
    refused(
        "sigma(σ) of mind is the width of a patch in pixels, above 0, such as 0.5, not 0",
        () -> Guidances.mind(A).sigma(0));
    refused(
        "edge(η) is a difference between neighbouring pixels, above 0, such as 0.02, not 0",
        () -> Guidances.gradientFields(A).edge(0));
    refused(
        "factor(k) of lowPass makes images k times smaller, so it is 2 to 32 for images of 32×32, not 1",
        () -> Guidances.lowPass(A).factor(1));
    refused("mind was given a source without images", () -> Guidances.mind(A.first(0)));
    refused(
        "lowPass compares pictures of one shape, but the source has [1, 32, 32] and the images have [1, 20, 20]",
        () -> energy(Guidances.lowPass(A), Bench.pictures(1, 1, 20, 20, 1)));
  }

  private static void refused(String sentence, org.junit.jupiter.api.function.Executable made) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, made).getMessage());
  }

  private interface Pixel {
    double at(int i, int j);
  }

  private static Images picture(Pixel pixel) {
    var values = new float[SIDE * SIDE];
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) pixel.at(k / SIDE, k % SIDE);
    }
    return Data.imagesOf(values, 1, 1, SIDE, SIDE);
  }

  private static Images changed(Images x, DoubleUnaryOperator f) {
    var values = x.values();
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) f.applyAsDouble(values[k]);
    }
    return Images.of(values, 1, x.height(), x.width(), x.ids(), "changed", x.provenance());
  }

  private static void same(double expected, Term term, Images x) {
    assertEquals(expected, energy(term, x), 2e-7 * (1 + Math.abs(expected)), term.text());
  }

  private static double energy(Term term, Images x) {
    return Bench.scoped(
        () -> {
          var x0 = Bench.precise(x);
          return Grad.off(() -> term.of(x0, Bench.step(x0, x.ids(), 0))).toDoubleArray();
        })[0];
  }
}
