package org.sfumato.diffusion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Step;
import org.sfumato.Window;

/** When a term is on and how strong it is then. */
class WindowTest {
  @Test
  void should_share_the_run_between_early_and_late_without_gap_or_overlap() {
    for (int i = 0; i <= 1000; i++) {
      double f = i / 1000.0;
      double g = (1000 - i) / 1000.0;
      assertEquals(
          Diffusion.early(f).to(),
          Diffusion.late(g).from(),
          "early(" + f + ") and late(" + g + ")");
    }
    for (double f : new double[] {.3, .5, 1 / 3.0, .7}) {
      var early = Diffusion.early(f);
      var late = Diffusion.late(1 - f);
      for (int i = 0; i <= 997; i++) {
        var s = at(i / 997.0, 1);
        assertTrue(early.contains(s) ^ late.contains(s), "u = " + i / 997.0);
      }
      assertFalse(early.contains(at(early.to(), 1)));
      assertTrue(late.contains(at(late.from(), 1)));
    }
  }

  @Test
  void should_include_both_ends_of_the_run() {
    for (var always :
        List.of(Diffusion.early(1), Diffusion.late(1), Diffusion.between(0, 1), Window.ALWAYS)) {
      assertTrue(always.contains(at(0, 40)));
      assertTrue(always.contains(at(1, .001)));
    }
    assertTrue(Diffusion.late(.1).contains(at(1, .001)));
    assertFalse(Diffusion.between(.2, .6).contains(at(.6, 1)));
    assertTrue(Diffusion.between(.2, .6).contains(at(.2, 1)));
  }

  @Test
  void should_close_the_window_in_sigma() {
    var window = Diffusion.whileSigma(.1, 2);
    assertTrue(window.contains(at(.5, .1)));
    assertTrue(window.contains(at(.5, 2)));
    assertFalse(window.contains(at(.5, 2.0001)));
  }

  @Test
  void should_intersect() {
    assertEquals(Diffusion.between(.2, .5), Diffusion.early(.5).and(Diffusion.late(.8)));
    var none = Diffusion.early(.2).and(Diffusion.late(.3));
    for (int i = 0; i <= 100; i++) {
      assertFalse(none.contains(at(i / 100.0, 1)));
    }
    assertEquals(Diffusion.whileSigma(1, 2), Window.ALWAYS.and(Diffusion.whileSigma(1, 2)));
    refused(
        "a window in σ and one in progress cannot be combined; use one kind for a term",
        () -> Diffusion.early(.5).and(Diffusion.whileSigma(1, 2)));
  }

  @Test
  void should_refuse_windows_that_are_none() {
    refused(
        "progress runs from 0 to 1; a window from 0.0 to 1.2 leaves it",
        () -> Diffusion.early(1.2));
    refused(
        "a window from 0.6 to 0.2 is empty; give the smaller number first",
        () -> Diffusion.between(.6, .2));
    refused(
        "a window from 2.0 to 1.0 is empty; give the smaller number first",
        () -> Diffusion.whileSigma(2, 1));
    refused(
        "a window from 0.0 to NaN is empty; give the smaller number first",
        () -> Diffusion.early(Double.NaN));
  }

  @Test
  void should_print_as_it_is_written() {
    assertEquals("early(0.3)", Diffusion.early(.3).toString());
    assertEquals("late(0.3)", Diffusion.late(.3).toString());
    assertEquals("between(0.2, 0.6)", Diffusion.between(.2, .6).toString());
    assertEquals("whileSigma(0.1, 2)", Diffusion.whileSigma(.1, 2).toString());
    assertEquals("u \\in [0, 0.3)", Diffusion.early(.3).latex());
    assertEquals("u \\in [0.7, 1]", Diffusion.late(.3).latex());
    assertEquals("0.1 \\le \\sigma \\le 2", Diffusion.whileSigma(.1, 2).latex());
  }

  @Test
  void should_run_weights_over_the_whole_run() {
    var ramp = Diffusion.ramp(2, 4);
    assertEquals(2, ramp.at(at(0, 1)));
    assertEquals(2.5, ramp.at(at(.25, 1)));
    assertEquals(4, ramp.at(at(1, 1)));
    var cosine = Diffusion.cosine(1, 0);
    assertEquals(1, cosine.at(at(0, 1)), 1e-15);
    assertEquals(.5, cosine.at(at(.5, 1)), 1e-15);
    assertEquals((1 + Math.cos(.3 * Math.PI)) / 2, cosine.at(at(.3, 1)), 1e-15);
    assertEquals(0, cosine.at(at(1, 1)), 1e-15);
    assertEquals(3, Diffusion.constant(3).at(at(.7, 1)));
    assertEquals("ramp(2, 4)", ramp.text());
    assertEquals("(2 + 2\\,u)", ramp.latex().orElseThrow());
    assertEquals("cosine(1, 0)", cosine.text());
    assertEquals("constant(3)", Diffusion.constant(3).text());
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }

  private static Step at(double progress, double sigma) {
    return new Step() {
      @Override
      public double sigma() {
        return sigma;
      }

      @Override
      public double progress() {
        return progress;
      }

      @Override
      public int index() {
        return 0;
      }

      @Override
      public NDArray xt() {
        throw new AssertionError("nothing here asks for this");
      }

      @Override
      public NDArray at(Images images) {
        throw new AssertionError("nothing here asks for this");
      }

      @Override
      public NDArray at(Measurements y) {
        throw new AssertionError("nothing here asks for this");
      }

      @Override
      public NDArray normal(String stream) {
        throw new AssertionError("nothing here asks for this");
      }

      @Override
      public NDArray uniform(String stream) {
        throw new AssertionError("nothing here asks for this");
      }
    };
  }
}
