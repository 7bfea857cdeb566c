package org.sfumato.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.sfumato.laws.Bench;

class OpTest {
  @Test
  void should_compute_what_its_source_says() {
    var silu = Op.of("def silu_of_test(self, x: Tensor) -> Tensor:\n  return torch.silu(x)\n");
    assertEquals("silu_of_test", silu.method());
    var x = new float[] {-2, -.5f, 0, 1, 3};
    float[] y = Bench.scoped(() -> silu.on(array(x)).toFloatArray());
    for (int k = 0; k < x.length; k++) {
      assertEquals(x[k] / (1 + Math.exp(-x[k])), y[k], 1e-6);
    }
  }

  @Test
  void should_compile_the_same_source_once() {
    var source = "def once(self, x: Tensor) -> Tensor:\n  return torch.neg(x)\n";
    assertSame(Op.of(source), Op.of(source));
  }

  @Test
  void should_take_and_give_lists() {
    var op =
        Op.of(
            """
            def stack_and_sum(self, a: Tensor, xs: List[Tensor]) -> Tuple[Tensor, Tensor]:
              s = torch.mul(torch.stack(xs, 0), a)
              return (s, torch.sum(s))
            """);
    Bench.scoped(
        () -> {
          var all = op.all(new NDList(array(1, 2), array(3, 4), array(5, 6)), array(2));
          assertArrayEquals(new float[] {2, 4, 6, 8, 10, 12}, all.get(0).toFloatArray());
          assertEquals(42, all.get(1).toFloatArray()[0]);
          return null;
        });
  }

  @Test
  void should_leave_the_names_of_its_arguments_as_they_were() {
    var op =
        Op.of(
            "def sum_all(self, a: Tensor, xs: List[Tensor]) -> Tensor:\n  return torch.add(a, torch.sum(torch.stack(xs, 0)))\n");
    Bench.scoped(
        () -> {
          var a = array(1);
          var b = array(2);
          var c = array(3);
          a.setName("a");
          b.setName("weights[0]");
          assertEquals(6, op.on(new NDList(b, c), a).toFloatArray()[0]);
          assertEquals("a", a.getName());
          assertEquals("weights[0]", b.getName());
          assertEquals(null, c.getName());
          assertThrows(RuntimeException.class, () -> op.on(new NDList(b, array(1, 2, 3)), a));
          assertEquals("a", a.getName());
          assertEquals("weights[0]", b.getName());
          return null;
        });
  }

  @Test
  void should_outlive_the_scope_in_which_it_was_compiled() {
    Torch.start();
    Op op;
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      op = Op.of("def thrice(self, x: Tensor) -> Tensor:\n  return torch.mul(x, 3.)\n");
      assertArrayEquals(new float[] {3}, op.on(array(1)).toFloatArray());
    }
    assertArrayEquals(new float[] {6, 9}, Bench.scoped(() -> op.on(array(2, 3)).toFloatArray()));
  }

  @Test
  void should_name_the_function_that_does_not_compile() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Op.of(
                    "def wrong(self, x: Tensor) -> Tensor:\n  return torch.no_such_operator(x)\n"));
    assertTrue(e.getMessage().startsWith("operator wrong does not compile: "), e.getMessage());
    assertTrue(e.getMessage().contains("no_such_operator"), e.getMessage());
    assertEquals(
        "an operator's source needs a function: def name(self, x: Tensor) -> Tensor:",
        assertThrows(IllegalArgumentException.class, () -> Op.of("return x")).getMessage());
  }

  @Test
  void should_be_differentiable() {
    var op =
        Op.of(
            "def gelu_like(self, x: Tensor) -> Tensor:\n  return torch.mul(x, torch.sigmoid(torch.mul(x, 1.702)))\n");
    double[] gradient =
        Bench.scoped(
            () -> {
              NDArray x = Grad.leaf(Torch.manager().create(new double[] {-1, .3, 2}, new Shape(3)));
              return Grad.on(() -> Grad.of(op.on(x), x)).toDoubleArray();
            });
    double[] at = {-1, .3, 2};
    for (int k = 0; k < 3; k++) {
      double h = 1e-6;
      double slope = (f(at[k] + h) - f(at[k] - h)) / (2 * h);
      assertEquals(slope, gradient[k], 1e-8);
    }
  }

  private static double f(double x) {
    return x / (1 + Math.exp(-1.702 * x));
  }

  private static NDArray array(float... values) {
    return Torch.manager().create(values, new Shape(values.length));
  }
}
