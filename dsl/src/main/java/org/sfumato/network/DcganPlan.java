package org.sfumato.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes the two networks of a {@link Dcgan}, each as one TorchScript function. With {@code half},
 * activations and convolutions run in bfloat16 while weights and the result stay float32.
 */
final class DcganPlan {
  private static final int KERNEL = 4;
  private static final int LEAST = 4;

  /** Slope of the critic's leaky rectifiers below 0. */
  private static final double LEAK = .2;

  private final Dcgan net;
  private final boolean half;
  private final List<Plan.Parameter> parameters = new ArrayList<>();
  private final StringBuilder code = new StringBuilder();

  DcganPlan(Dcgan net, boolean half) {
    this.net = net;
    this.half = half;
  }

  Plan generator() {
    int doublings = halvings(net.size());
    int channels = width(doublings - 1);
    int features = channels * LEAST * LEAST;
    var first =
        linear("start", cast("z"), net.latent(), features, Math.sqrt(6.0 / (net.latent() + 1)));
    line("h = torch.reshape(%s, [-1, %d, %d, %d])".formatted(first, channels, LEAST, LEAST));
    line("h = torch.relu(%s)".formatted(norm("start.norm", channels)));
    for (int d = doublings - 1; d >= 0; d--) {
      int out = d == 0 ? net.width() / 2 : width(d - 1);
      var name = "double." + (doublings - 1 - d);
      // Each output is the sum of a quarter of the kernel over all inputs.
      double bound = Math.sqrt(6.0 / (channels * KERNEL * KERNEL / 4.0));
      line(
          "h = torch.conv_transpose2d(h, %s, %s, [2, 2], [1, 1], [0, 0], 1, [1, 1])"
              .formatted(
                  parameter(name + ".weight", bound, channels, out, KERNEL, KERNEL),
                  parameter(name + ".bias", 0, out)));
      line("h = torch.relu(%s)".formatted(norm(name + ".norm", out)));
      channels = out;
    }
    line(
        "h = torch.conv2d(h, %s, %s, [1, 1], [1, 1], [1, 1], 1)"
            .formatted(
                parameter(
                    "out.weight", Math.sqrt(3.0 / (channels * 9)), net.channels(), channels, 3, 3),
                parameter("out.bias", 0, net.channels())));
    line("return torch.contiguous(torch.sigmoid(" + result("h") + "))");
    return plan("generator", "z");
  }

  Plan critic(int inputs, int side) {
    line("h = " + cast("y"));
    int channels = inputs;
    int halvings = halvings(side);
    for (int d = 0; d < halvings; d++) {
      int out = width(d);
      double bound = Math.sqrt(6.0 / ((1 + LEAK * LEAK) * channels * KERNEL * KERNEL));
      line(
          "h = torch.conv2d(h, %s, %s, [2, 2], [1, 1], [1, 1], 1)"
              .formatted(
                  parameter("halve." + d + ".weight", bound, out, channels, KERNEL, KERNEL),
                  parameter("halve." + d + ".bias", 0, out)));
      line("h = torch.leaky_relu(h, " + LEAK + ")");
      channels = out;
    }
    int features = channels * LEAST * LEAST;
    line("h = torch.reshape(h, [-1, %d])".formatted(features));
    var value = linear("value", "h", features, 1, Math.sqrt(3.0 / features));
    line("return " + result("torch.select(" + value + ", 1, 0)"));
    return plan("critic", "y");
  }

  /** How often a side halves until 4 are left. */
  private static int halvings(int side) {
    return Integer.numberOfTrailingZeros(side / LEAST);
  }

  /** Channels after so many further halvings of the critic's first layer. */
  private int width(int further) {
    return net.width() << Math.min(2, further);
  }

  private String linear(String name, String x, int in, int out, double bound) {
    return "torch.linear(%s, %s, %s)"
        .formatted(
            x, parameter(name + ".weight", bound, out, in), parameter(name + ".bias", 0, out));
  }

  private String norm(String name, int channels) {
    return "torch.group_norm(h, %d, %s, %s, 1.0e-5, True)"
        .formatted(
            Dcgan.GROUPS,
            parameter(name + ".weight", -1, channels),
            parameter(name + ".bias", 0, channels));
  }

  /** Registers a parameter and returns how the function reads it. */
  private String parameter(String name, double bound, long... shape) {
    parameters.add(new Plan.Parameter(name, shape, bound));
    return cast("p[" + (parameters.size() - 1) + "]");
  }

  private String cast(String x) {
    return half ? "torch.to(" + x + ", 15)" : x;
  }

  private String result(String x) {
    return half ? "torch.to(" + x + ", 6)" : x;
  }

  private void line(String text) {
    code.append("  ").append(text).append('\n');
  }

  private Plan plan(String name, String of) {
    var head = "def %s%s(self, %s: Tensor, p: List[Tensor]) -> Tensor:\n";
    return new Plan(parameters, head.formatted(name, half ? "_half" : "", of) + code);
  }
}
