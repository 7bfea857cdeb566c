package org.sfumato.network;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a feed-forward network of convolutions as one TorchScript function of {@code (x, p)}:
 * prepared images and the list of parameters; it returns the list of results that were {@link #give
 * given}. Each convolution has a weight and a bias; a batch norm after it is folded into both
 * ({@link Folded}).
 */
final class Trunk {
  private final String name;
  private final List<Plan.Parameter> parameters = new ArrayList<>();
  private final List<String> results = new ArrayList<>();
  private final StringBuilder code = new StringBuilder();
  private int variables;

  /**
   * @param name of the function
   */
  Trunk(String name) {
    this.name = name;
  }

  /** Height and width of a kernel, a step or a padding. */
  record Size(int height, int width) {
    static Size of(int side) {
      return new Size(side, side);
    }

    @Override
    public String toString() {
      return "[" + height + ", " + width + "]";
    }
  }

  /** A convolution of a square kernel. */
  String conv(String x, String weights, int in, int out, int kernel, int stride, int pad) {
    return conv(x, weights, in, out, Size.of(kernel), stride, Size.of(pad));
  }

  String conv(String x, String weights, int in, int out, Size kernel, int stride, Size pad) {
    return conv(x, weights, in, out, kernel, stride, pad, 1);
  }

  /** A convolution of each channel by itself, 3×3. */
  String depthwise(String x, String weights, int channels, int stride, int pad) {
    return conv(x, weights, channels, channels, Size.of(3), stride, Size.of(pad), channels);
  }

  private String conv(
      String x, String weights, int in, int out, Size kernel, int stride, Size pad, int groups) {
    var weight = parameter(weights + ".weight", out, in / groups, kernel.height(), kernel.width());
    var bias = parameter(weights + ".bias", out);
    return let(
        "torch.conv2d(%s, %s, %s, %s, %s, [1, 1], %d)"
            .formatted(x, weight, bias, Size.of(stride), pad, groups));
  }

  /** A fully connected layer, or what it is without its bias. */
  String linear(String x, String weights, int in, int out, boolean bias) {
    var weight = parameter(weights + ".weight", out, in);
    return let(
        "torch.linear(%s, %s, %s)"
            .formatted(x, weight, bias ? parameter(weights + ".bias", out) : "None"));
  }

  String relu(String x) {
    return let("torch.relu(" + x + ")");
  }

  String relu6(String x) {
    return let("torch.hardtanh(" + x + ", 0., 6.)");
  }

  String add(String a, String b) {
    return let("torch.add(%s, %s)".formatted(a, b));
  }

  String join(String... parts) {
    return let("torch.cat([" + String.join(", ", parts) + "], 1)");
  }

  /** One row of zeros below and one column to the right, as TensorFlow pads before halving. */
  String padEnd(String x) {
    return let("torch.constant_pad_nd(" + x + ", [0, 1, 0, 1], 0)");
  }

  /**
   * @param whole whether a window may reach past the end, so that no row is lost
   */
  String maxPool(String x, int kernel, int stride, int pad, boolean whole) {
    return let(
        "torch.max_pool2d(%s, %s, %s, %s, [1, 1], %s)"
            .formatted(
                x, Size.of(kernel), Size.of(stride), Size.of(pad), whole ? "True" : "False"));
  }

  /** The mean of 3×3 places, of those only that lie in the image. */
  String meanPool(String x) {
    return let("torch.avg_pool2d(" + x + ", [3, 3], [1, 1], [1, 1], False, False, None)");
  }

  /** The mean over all places, {@code [n, c]}. */
  String mean(String x) {
    return let("torch.mean(" + x + ", [2, 3], False)");
  }

  /** Makes this one of the results. */
  void give(String x) {
    results.add(x);
  }

  /** The function with what it has so far. */
  Plan plan() {
    return new Plan(
        parameters,
        "def "
            + name
            + "(self, x: Tensor, p: List[Tensor]) -> List[Tensor]:\n"
            + code
            + results.stream()
                .map(r -> "torch.contiguous(" + r + ")")
                .collect(Collectors.joining(", ", "  return [", "]\n")));
  }

  private String parameter(String weights, long... shape) {
    parameters.add(new Plan.Parameter(weights, shape, 0));
    return "p[" + (parameters.size() - 1) + "]";
  }

  private String let(String expression) {
    var variable = "h" + variables++;
    code.append("  ").append(variable).append(" = ").append(expression).append('\n');
    return variable;
  }
}
