package org.sfumato.network;

import java.util.ArrayList;
import java.util.List;
import org.sfumato.engine.StateDict;

/**
 * A ResNet of bottlenecks in torchvision's names, such as ResNet-50 (He et al. 2016), its batch
 * norms folded into its convolutions, with a linear map without bias at its end.
 *
 * @param stored the file
 * @param prefix of its names
 * @param width channels after the first convolution, 64 in the published ones
 * @param blocks in each of the four stages
 * @param out numbers that the last map gives
 */
record Bottlenecks(StateDict stored, String prefix, int width, List<Integer> blocks, int out) {
  private static final double EPSILON = 1e-5;
  private static final int WIDENED = 4;

  /** As large as the file says. */
  static Bottlenecks of(StateDict stored, String prefix) {
    var blocks = new ArrayList<Integer>();
    for (int stage = 1; stage <= 4; stage++) {
      int b = 0;
      while (stored.names().contains(prefix + "layer" + stage + "." + b + ".conv3.weight")) {
        b++;
      }
      blocks.add(b);
    }
    int width = (int) stored.shape(prefix + "conv1.weight")[0];
    int out = (int) stored.shape(prefix + "fc.weight")[0];
    return new Bottlenecks(stored, prefix, width, List.copyOf(blocks), out);
  }

  /** Writes it for prepared pictures {@code [n, 3, H, W]}; gives {@code [n, out]}. */
  String written(Draft d, String x) {
    var h = d.let("torch.relu(%s)", d.convolution(x, "conv1", 3, width, 7, 2, true));
    h = d.let("torch.max_pool2d(%s, [3, 3], [2, 2], [1, 1], [1, 1], False)", h);
    int in = width;
    for (int stage = 0; stage < blocks.size(); stage++) {
      int inner = width << stage;
      for (int b = 0; b < blocks.get(stage); b++) {
        int stride = b == 0 && stage > 0 ? 2 : 1;
        h = block(d, h, "layer" + (stage + 1) + "." + b + ".", in, inner, stride, b == 0);
        in = WIDENED * inner;
      }
    }
    return d.map(d.let("torch.mean(%s, [2, 3], False)", h), "fc", in, out);
  }

  private static String block(
      Draft d, String x, String name, int in, int inner, int stride, boolean first) {
    int out = WIDENED * inner;
    var a = d.let("torch.relu(%s)", d.convolution(x, name + "conv1", in, inner, 1, 1, true));
    var b =
        d.let("torch.relu(%s)", d.convolution(a, name + "conv2", inner, inner, 3, stride, true));
    var c = d.convolution(b, name + "conv3", inner, out, 1, 1, true);
    var skip = first ? d.convolution(x, name + "downsample.0", in, out, 1, stride, true) : x;
    return d.let("torch.relu(torch.add(%s, %s))", c, skip);
  }

  /** Its weights for such a plan. */
  Weights weights(Plan plan) {
    var folded = new Folded();
    for (var p : plan.parameters()) {
      var name = p.name();
      if (name.equals("fc.weight")) {
        folded.put(name, stored.values(prefix + name, p.shape()), p.shape());
      } else if (name.endsWith(".weight")) {
        var conv = name.substring(0, name.length() - ".weight".length());
        folded.fold(conv, stored.values(prefix + name, p.shape()), p.shape(), norm(conv));
      }
    }
    return folded.weights();
  }

  private Folded.Norm norm(String conv) {
    var norm =
        prefix
            + (conv.endsWith("downsample.0")
                ? conv.substring(0, conv.length() - 1) + "1"
                : conv.substring(0, conv.length() - "conv1".length())
                    + "bn"
                    + conv.charAt(conv.length() - 1));
    return new Folded.Norm(
        stored.values(norm + ".weight"),
        stored.values(norm + ".bias"),
        stored.values(norm + ".running_mean"),
        stored.values(norm + ".running_var"),
        EPSILON);
  }
}
