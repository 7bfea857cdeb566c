package org.sfumato.guidance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import org.junit.jupiter.api.Test;
import org.sfumato.Data;
import org.sfumato.Images;
import org.sfumato.Metric;
import org.sfumato.Step;
import org.sfumato.Term;
import org.sfumato.engine.Grad;
import org.sfumato.laws.Bench;

/** Terms of one's own, likeness by a metric, edges, and the sentences for what cannot be a term. */
class EnergyTest {
  private static final Images X = Bench.pictures(2, 1, 8, 8, 7);

  @Test
  void should_descend_an_energy_and_ascend_a_reward() {
    double[] down = energies(Guidances.energy("light", (x0, s) -> Guidances.average(x0)), X);
    double[] up = energies(Guidances.reward("light", (x0, s) -> Guidances.average(x0)), X);
    assertEquals(down[0], -up[0]);
    assertEquals("-\\mathrm{light}(x)", Guidances.reward("light", (x0, s) -> x0).equation("x"));
  }

  @Test
  void should_reduce_each_image_to_one_number() {
    Bench.scoped(
        () -> {
          var a =
              org.sfumato.engine.Torch.manager()
                  .create(
                      new double[] {3, 4, 0, 0, 1, 1, 1, 1},
                      new ai.djl.ndarray.types.Shape(2, 1, 2, 2));
          assertArrayEquals(new double[] {25, 4}, Guidances.sqNorm(a).toDoubleArray(), 1e-12);
          assertArrayEquals(new double[] {5, 2}, Guidances.norm(a).toDoubleArray(), 1e-12);
          assertArrayEquals(new double[] {7 / 4., 1}, Guidances.average(a).toDoubleArray(), 1e-12);
          return null;
        });
  }

  @Test
  void should_refuse_a_scalar() {
    refused(
        "energy \"sketch\" returned a scalar, but one value per image is needed, [2]; use sqNorm(a), norm(a) or average(a)",
        Guidances.energy("sketch", (x0, s) -> x0.sum()));
  }

  @Test
  void should_refuse_another_shape_and_nothing() {
    refused(
        "reward \"sketch\" returned the shape (2, 1, 8, 8), but one value per image is needed, [2]; use sqNorm(a), norm(a) or average(a)",
        Guidances.reward("sketch", (x0, s) -> x0));
    refused(
        "energy \"sketch\" returned nothing, but one value per image is needed, [2]; use sqNorm(a), norm(a) or average(a)",
        Guidances.energy("sketch", (x0, s) -> null));
  }

  @Test
  void should_refuse_sources_of_another_size() {
    refused(
        "lmi compares pictures of one size, but the source has 16×16 pixels and the images have 8×8; use source.resize(8)",
        Guidances.lmi(Bench.pictures(2, 1, 16, 16, 1)).patch(5));
    refused(
        "patches of 15×15 pixels do not fit into images of 8×8; use lmi(source).patch(8) or less",
        Guidances.lmi(X));
  }

  @Test
  void should_refuse_settings_that_mean_nothing() {
    assertEquals(
        "a joint histogram needs at least 2 bins, not 1",
        assertThrows(IllegalArgumentException.class, () -> Guidances.lmi(X).bins(1)).getMessage());
    assertEquals(
        "a bandwidth is a positive number of bins, such as 0.5, not 0.0",
        assertThrows(
                IllegalArgumentException.class, () -> Guidances.mutualInformation(X).bandwidth(0))
            .getMessage());
    assertEquals(
        "a patch of lmi needs at least 2×2 pixels, not 1×1",
        assertThrows(IllegalArgumentException.class, () -> Guidances.lmi(X).patch(1)).getMessage());
    assertEquals(
        "lmi was given a source without images",
        assertThrows(IllegalArgumentException.class, () -> Guidances.lmi(X.first(0))).getMessage());
  }

  @Test
  void should_ascend_a_metric_where_more_is_better_and_descend_it_where_less_is() {
    double[] like = energies(Guidances.similar(X, new Distance(null, true, true)), X);
    double[] far = energies(Guidances.similar(X, new Distance(null, false, true)), X);
    assertEquals(-like[1], far[1]);
  }

  @Test
  void should_refuse_a_metric_without_a_gradient() {
    var term = Guidances.similar(X, new Distance(null, true, false));
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Bench.scoped(
                    () -> {
                      var x0 = Grad.leaf(Bench.precise(X));
                      return Grad.on(() -> term.of(x0, Bench.step(x0, X.ids(), 0)));
                    }));
    assertEquals(
        "similar needs a metric with a gradient, and Distance has none with respect to the image",
        e.getMessage());
  }

  @Test
  void should_correlate_edges_perfectly_with_the_source_and_its_negative() {
    var negative = X.values();
    for (int k = 0; k < negative.length; k++) {
      negative[k] = 1 - negative[k];
    }
    var term = Guidances.gradientCorrelation(X);
    assertEquals(-1, energies(term, X)[0], 1e-5);
    assertEquals(
        -1,
        energies(term, Images.of(negative, 1, 8, 8, X.ids(), "negative", X.provenance()))[1],
        1e-5);
    assertEquals(0, energies(term, Data.imagesOf(new float[128], 2, 1, 8, 8))[0], 1e-6);
    assertTrue(energies(term, Bench.pictures(2, 1, 8, 8, 40))[0] > -0.6);
  }

  private static void refused(String sentence, Term term) {
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> energies(term, X)).getMessage());
  }

  private static double[] energies(Term term, Images x) {
    return Bench.scoped(
        () -> {
          var x0 = Bench.precise(x);
          return Grad.off(() -> term.of(x0, Bench.step(x0, x.ids(), 0))).toDoubleArray();
        });
  }

  /** The mean absolute difference from one half, with or without a gradient. */
  private record Distance(Images reference, boolean higherIsBetter, boolean smooth)
      implements Metric {
    @Override
    public NDArray of(NDArray x, Step s) {
      return Guidances.average((smooth ? x : x.stopGradient()).sub(0.5).abs());
    }

    @Override
    public Metric against(Images other) {
      return new Distance(other, higherIsBetter, smooth);
    }
  }
}
