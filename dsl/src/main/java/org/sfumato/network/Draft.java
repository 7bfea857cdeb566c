package org.sfumato.network;

import java.util.ArrayList;
import java.util.List;

/**
 * A {@link Plan} while it is written: parameters and lines of a TorchScript function. Several parts
 * of a network write into one draft, each under its own prefix of names. With {@code half},
 * activations are bfloat16 while weights, sums of norms and whatever is made {@link #full} stay
 * float32.
 */
public final class Draft {
  private final boolean half;
  private final List<Plan.Parameter> parameters = new ArrayList<>();
  private final StringBuilder code = new StringBuilder();
  private int variables;

  Draft(boolean half) {
    this.half = half;
  }

  /** Glorot and Bengio's uniform bound. */
  static double xavier(int in, int out) {
    return Math.sqrt(6.0 / (in + out));
  }

  /** A new variable of this value; {@code %s} in the expression are other variables. */
  public String let(String expression, Object... arguments) {
    var name = variable();
    line(name + " = " + expression.formatted(arguments));
    return name;
  }

  /** A name that is still free. */
  String variable() {
    return "h" + variables++;
  }

  /** One line of the function. */
  void line(String text) {
    code.append("  ").append(text).append('\n');
  }

  /**
   * Registers a parameter.
   *
   * @param bound as {@link Plan.Parameter} has it
   * @return how the function reads it, in float32
   */
  public String parameter(String name, double bound, long... shape) {
    parameters.add(new Plan.Parameter(name, shape, bound));
    return "p[" + (parameters.size() - 1) + "]";
  }

  /** In the precision of activations. */
  public String cast(String x) {
    return half ? "torch.to(" + x + ", 15)" : x;
  }

  /** In float32. */
  public String full(String x) {
    return half ? "torch.to(" + x + ", 6)" : x;
  }

  /**
   * x Wᵀ + b over the last axis.
   *
   * @param gain times Glorot's bound
   */
  public String linear(String x, String name, int in, int out, double gain) {
    var weight = parameter(name + ".weight", gain * xavier(in, out), out, in);
    var bias = parameter(name + ".bias", 0, out);
    return let("torch.linear(%s, %s, %s)", x, cast(weight), cast(bias));
  }

  /** x Wᵀ over the last axis. */
  public String map(String x, String name, int in, int out) {
    var weight = parameter(name + ".weight", xavier(in, out), out, in);
    return let("torch.linear(%s, %s, None)", x, cast(weight));
  }

  /** A layer norm of the last axis with its own scale and shift. */
  public String layerNorm(String x, String name, int width, double epsilon) {
    var scale = parameter(name + ".weight", -1, width);
    var shift = parameter(name + ".bias", 0, width);
    return let(
        "torch.layer_norm(%s, [%d], %s, %s, %s, True)",
        x, width, cast(scale), cast(shift), epsilon);
  }

  /** A layer norm of the last axis without scale and shift. */
  public String layerNorm(String x, int width, double epsilon) {
    return let("torch.layer_norm(%s, [%d], None, None, %s, True)", x, width, epsilon);
  }

  /**
   * A square convolution, padded by half its kernel; not where kernel and stride are the same, as
   * of patches.
   *
   * @param bias whether it has one
   */
  public String convolution(
      String x, String name, int in, int out, int kernel, int stride, boolean bias) {
    var weight =
        parameter(
            name + ".weight",
            xavier(in * kernel * kernel, out * kernel * kernel),
            out,
            in,
            kernel,
            kernel);
    var shift = bias ? cast(parameter(name + ".bias", 0, out)) : "None";
    int pad = kernel == stride ? 0 : kernel / 2;
    return let(
        "torch.conv2d(%s, %s, %s, [%d, %d], [%d, %d], [1, 1], 1)",
        x, cast(weight), shift, stride, stride, pad, pad);
  }

  /** A group norm with its own scale and shift. */
  public String groupNorm(String x, String name, int channels, int groups) {
    var scale = parameter(name + ".weight", -1, channels);
    var shift = parameter(name + ".bias", 0, channels);
    return let(
        "torch.group_norm(%s, %d, %s, %s, 1.0e-5, True)", x, groups, cast(scale), cast(shift));
  }

  /** What was written, results included, as the function that begins with this line. */
  Plan plan(String head) {
    return new Plan(parameters, head + code);
  }

  /**
   * What was written, as a function that gives a list.
   *
   * @param arguments its tensors before the list of parameters, such as {@code x}
   */
  Plan plan(String name, List<String> arguments, List<String> results) {
    var head = new StringBuilder("def " + name + (half ? "_half" : "") + "(self");
    arguments.forEach(a -> head.append(", ").append(a).append(": Tensor"));
    head.append(", p: List[Tensor]) -> List[Tensor]:\n").append(code).append("  return [");
    var given = results.stream().map(r -> "torch.contiguous(" + full(r) + ")").toList();
    return new Plan(parameters, head + String.join(", ", given) + "]\n");
  }
}
