package org.sfumato;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The algebra of terms: whatever is written becomes a flat list of weight, window and term. */
class GuidanceTest {
  private record A() implements Term {
    @Override
    public ai.djl.ndarray.NDArray of(ai.djl.ndarray.NDArray x0, Step s) {
      throw new AssertionError("nothing here asks for this");
    }
  }

  private record B() implements Term {
    @Override
    public ai.djl.ndarray.NDArray of(ai.djl.ndarray.NDArray x0, Step s) {
      throw new AssertionError("nothing here asks for this");
    }

    @Override
    public String equation(String x) {
      return "-I(" + x + ")";
    }
  }

  private static final Term A = new A();
  private static final Term B = new B();
  private static final Window EARLY = new Window(Window.Kind.PROGRESS, 0, .5);

  @Test
  void should_be_the_same_list_however_it_is_written() {
    var flat = A.times(2).plus(B.times(6).during(EARLY));
    assertEquals(flat, A.plus(B.times(3).during(EARLY)).times(2));
    assertEquals(flat, A.times(4).div(2).plus(B.during(EARLY).times(6)));
    assertEquals(flat, A.times(2).minus(B.times(-6).during(EARLY)));
    assertEquals(2, flat.parts().size());
    assertEquals(List.of(2.0, 6.0), flat.parts().stream().map(Guidance.Part::factor).toList());
    assertEquals(
        flat.plus(A),
        A.times(2).plus(B.times(6).during(EARLY).plus(A)),
        "sums in sums are one sum");
    assertEquals(A.guidance(), Guidance.of(A.guidance()));
  }

  @Test
  void should_print_as_it_is_written() {
    assertEquals("A", A.guidance().text());
    assertEquals(
        "A.onState().normalised().named(\"a\").times(0.5).during(early(0.5)).plus(B.times(-1))",
        A.onState().normalised().named("a").times(.5).during(EARLY).minus(B).text());
    assertEquals("A.times(s -> …)", A.times(s -> 1).text());
    assertEquals("no guidance", Guidance.NONE.text());
    assertTrue(Guidance.NONE.isEmpty());
    assertTrue(A.times(0).isEmpty());
    assertFalse(A.times(0).plus(B).isEmpty());
  }

  @Test
  void should_show_its_equation_with_the_sign_of_each_term() {
    assertEquals("-I(x)", B.guidance().equation("x"));
    assertEquals("2\\,\\big(-I(x)\\big) - I(x)", B.times(2).plus(B).equation("x"));
    assertEquals("\\color{gray}{0\\,\\big(-I(x)\\big)}", B.times(0).equation("x"));
    assertEquals(
        "\\mathbf{1}[u \\in [0, 0.5)]\\,\\big(-I(x_t)\\big)",
        B.onState().during(EARLY).equation("x"));
    assertTrue(
        B.guidance()
            .latex()
            .orElseThrow()
            .contains("- \\sigma^2\\, \\nabla_x \\Big[ -I(\\hat x_0) \\Big]"),
        B.guidance().latex().orElseThrow());
  }

  @Test
  void should_put_each_term_of_a_sum_on_a_line_of_its_own() {
    assertEquals(
        "\\begin{aligned} \\tilde D(x;\\sigma) &= D(x;\\sigma) - \\sigma^2\\, \\nabla_x \\Big["
            + " 2\\,\\big(-I(\\hat x_0)\\big) \\\\ &\\qquad - I(\\hat x_0) \\Big] \\end{aligned}",
        B.times(2).plus(B).latex().orElseThrow());
  }

  @Test
  void should_be_called_by_the_names_of_its_terms() {
    assertEquals("A", A.times(2).during(EARLY).name());
    assertEquals("mine", A.named("mine").normalised().name());
    assertEquals("mine + B", A.named("mine").plus(B.times(3)).name());
    assertEquals("no guidance", Guidance.NONE.name());
  }

  @Test
  void should_refuse_weights_and_names_that_mean_nothing() {
    assertEquals(
        "the weight of A is NaN; it must be finite",
        assertThrows(IllegalArgumentException.class, () -> A.times(Double.NaN)).getMessage());
    assertEquals(
        "a guidance term cannot be divided by 0",
        assertThrows(IllegalArgumentException.class, () -> A.div(0)).getMessage());
    assertEquals(
        "a sum of 2 terms has no one name; name its terms before adding them",
        assertThrows(IllegalArgumentException.class, () -> A.plus(B).named("both")).getMessage());
  }
}
