package org.sfumato.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes the two networks of CycleGAN (Zhu et al. 2017), each as one TorchScript function. A
 * convolution before a norm has no bias, which the norm would take away. With {@code half},
 * activations and convolutions run in bfloat16 while weights, norms' statistics and the result stay
 * float32. Kernels are laid out channels-last inside, which the CPU's convolutions prefer.
 */
final class CyclePlan {
  /** The paper begins with weights of standard deviation 0.02; these are uniform with that. */
  private static final double BOUND = .02 * Math.sqrt(3);

  /** Slope of the discriminator's leaky rectifiers below 0. */
  private static final double LEAK = .2;

  private final boolean half;
  private final List<Plan.Parameter> parameters = new ArrayList<>();
  private final StringBuilder code = new StringBuilder();

  CyclePlan(boolean half) {
    this.half = half;
  }

  Plan generator(ResnetGenerator net) {
    begin();
    int w = net.width();
    reflected(3);
    convolution("in", net.channels(), w, 7, 1, 0, false);
    normed("torch.relu(%s)");
    for (int d = 0; d < 2; d++) {
      convolution("half." + d, w << d, w << d + 1, 3, 2, 1, false);
      normed("torch.relu(%s)");
    }
    for (int b = 0; b < net.blocks(); b++) {
      line("s = h");
      for (int k = 0; k < 2; k++) {
        reflected(1);
        convolution("block." + b + "." + k, 4 * w, 4 * w, 3, 1, 0, false);
        normed(k == 0 ? "torch.relu(%s)" : "torch.add(s, %s)");
      }
    }
    for (int d = 2; d > 0; d--) {
      // Out of a transposed convolution's kernel [in, out, 3, 3] comes twice the side.
      var kernel = parameter("double." + (2 - d), BOUND, w << d, w << d - 1, 3, 3);
      line(
          "h = torch.conv_transpose2d(h, torch.contiguous(%s, memory_format=2), None, [2, 2], [1, 1], [1, 1], 1, [1, 1])"
              .formatted(kernel));
      normed("torch.relu(%s)");
    }
    reflected(3);
    convolution("out", w, net.channels(), 7, 1, 0, true);
    line("return torch.contiguous(torch.tanh(" + result("h") + "))");
    return plan("resnet");
  }

  Plan discriminator(PatchDiscriminator net) {
    begin();
    int in = net.channels();
    for (int l = 0; l <= net.layers(); l++) {
      int out = net.width() << Math.min(3, l);
      convolution("layer." + l, in, out, 4, l < net.layers() ? 2 : 1, 1, l == 0);
      var leaky = "torch.leaky_relu(%s, " + LEAK + ")";
      if (l == 0) {
        line("h = " + leaky.formatted("h"));
      } else {
        normed(leaky);
      }
      in = out;
    }
    convolution("value", in, 1, 4, 1, 1, true);
    line("return torch.contiguous(" + result("h") + ")");
    return plan("patches");
  }

  private void begin() {
    line("h = torch.contiguous(" + cast("x") + ", memory_format=2)");
  }

  private void reflected(int by) {
    line("h = torch.reflection_pad2d(h, [%d, %d, %d, %d])".formatted(by, by, by, by));
  }

  private void convolution(
      String name, int in, int out, int kernel, int stride, int pad, boolean bias) {
    var weight = parameter(name, BOUND, out, in, kernel, kernel);
    var shift = bias ? parameter(name + ".bias", 0, out) : "None";
    line(
        "h = torch.conv2d(h, torch.contiguous(%s, memory_format=2), %s, [%d, %d], [%d, %d], [1, 1], 1)"
            .formatted(weight, shift, stride, stride, pad, pad));
  }

  /** Each channel of each image to mean 0 and variance 1. */
  private void normed(String then) {
    line(
        "h = "
            + then.formatted(
                "torch.instance_norm(h, None, None, None, None, True, 0., 1.0e-5, False)"));
  }

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

  private Plan plan(String name) {
    var head = "def %s%s(self, x: Tensor, p: List[Tensor]) -> Tensor:\n";
    return new Plan(parameters, head.formatted(name, half ? "_half" : "") + code);
  }
}
