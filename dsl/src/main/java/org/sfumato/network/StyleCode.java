package org.sfumato.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of TorchScript in the manner of StyleGAN2: weights of unit variance that are scaled when
 * used, and leaky rectifiers that keep the variance.
 */
final class StyleCode {
  /** A uniform distribution in ±√3 has variance 1. */
  static final double UNIT = Math.sqrt(3);

  private static final double LEAK = .2;

  private final List<Plan.Parameter> parameters = new ArrayList<>();
  private final StringBuilder code = new StringBuilder();
  private int variables;

  /** Registers a parameter and returns how the function reads it. */
  String parameter(String name, double bound, long... shape) {
    parameters.add(new Plan.Parameter(name, shape, bound));
    return "p[" + (parameters.size() - 1) + "]";
  }

  /** A new variable with this value. */
  String let(String expression) {
    var variable = "h" + variables++;
    code.append("  ").append(variable).append(" = ").append(expression).append('\n');
    return variable;
  }

  /** The leaky rectifier, times {@code gain}: √2 keeps the variance. */
  String leaky(String x, double gain) {
    return let("torch.mul(torch.leaky_relu(%s, %s), %s)".formatted(x, LEAK, gain));
  }

  /**
   * A fully connected layer.
   *
   * @param rate how fast it learns beside others; its weights are drawn wider by as much
   * @param bias bound of its bias's initial values; −1 for ones
   */
  String linear(String x, String name, int in, int out, double rate, double bias) {
    var weight = parameter(name + ".weight", UNIT / rate, out, in);
    var offset = parameter(name + ".bias", bias, out);
    return let(
        "torch.linear(%s, torch.mul(%s, %s), %s)"
            .formatted(
                x,
                weight,
                rate / Math.sqrt(in),
                rate == 1 ? offset : "torch.mul(" + offset + ", " + rate + ")"));
  }

  /**
   * The mean of 4×4 pixels with weights [1, 3, 3, 1]/8 both ways, zeros around: three means of 2×2.
   *
   * @param pad zeros on each side, 1 or 2
   * @param stride 1 or 2
   */
  String blurred(String x, int pad, int stride) {
    for (int k = 0; k < 3; k++) {
      int step = k == 2 ? stride : 1;
      int zeros = k < pad ? 1 : 0;
      x =
          let(
              "torch.avg_pool2d(%s, [2, 2], [%d, %d], [%d, %d], False, True, None)"
                  .formatted(x, step, step, zeros, zeros));
    }
    return x;
  }

  List<Plan.Parameter> parameters() {
    return parameters;
  }

  /** The function of these arguments, all tensors, and the parameters. */
  Plan plan(String name, String arguments, String result) {
    var head = "def %s(self, %s: Tensor, p: List[Tensor]) -> Tensor:\n";
    var source = head.formatted(name, arguments.replace(", ", ": Tensor, "));
    return new Plan(parameters, source + code + "  return torch.contiguous(" + result + ")\n");
  }
}
