package org.sfumato.network;

/**
 * Writes the critic of a {@link StyleGan}: residual blocks that halve the picture down to 4×4, then
 * a map that says how much the images of a group vary (Karras et al. 2018, section 3).
 */
final class StyleGanCritic {
  private static final double GAIN = Math.sqrt(2);
  private static final double HALF = Math.sqrt(.5);

  private final StyleGan net;
  private final int group;
  private final StyleCode code = new StyleCode();

  StyleGanCritic(StyleGan net, int group) {
    this.net = net;
    this.group = group;
  }

  Plan plan() {
    int channels = net.widthAt(net.size());
    var x = code.leaky(conv("x", "see", net.channels(), channels, 1, 1, true), GAIN);
    for (int side = net.size(); side > 4; side /= 2) {
      int out = net.widthAt(side / 2);
      var skip = conv(code.blurred(x, 1, 2), side + ".skip", channels, out, 1, 1, false);
      var h = code.leaky(conv(x, side + ".conv", channels, channels, 3, 1, true), GAIN);
      h = conv(code.blurred(h, 2, 1), side + ".halve", channels, out, 3, 2, true);
      h = code.leaky(h, 1);
      x = code.let("torch.add(%s, torch.mul(%s, %s))".formatted(h, skip, HALF));
      channels = out;
    }
    x = code.let("torch.cat([%s, %s], 1)".formatted(x, varying(x, channels)));
    x = code.leaky(conv(x, "4.conv", channels + 1, channels, 3, 1, true), GAIN);
    x = code.let("torch.reshape(%s, [-1, %d])".formatted(x, channels * 16));
    x = code.leaky(code.linear(x, "4.full", channels * 16, channels, 1, 0), GAIN);
    var value = code.linear(x, "value", channels, 1, 1, 0);
    return code.plan("style_critic_" + group, "x", "torch.select(" + value + ", 1, 0)");
  }

  /** A convolution; of stride 2 over what was padded before. */
  private String conv(
      String x, String name, int in, int out, int kernel, int stride, boolean biased) {
    var weight = code.parameter(name + ".weight", StyleCode.UNIT, out, in, kernel, kernel);
    int pad = stride == 2 ? 0 : kernel / 2;
    return code.let(
        "torch.conv2d(%s, torch.mul(%s, %s), %s, [%d, %d], [%d, %d], [1, 1], 1)"
            .formatted(
                x,
                weight,
                1 / Math.sqrt((double) in * kernel * kernel),
                biased ? code.parameter(name + ".bias", 0, out) : "None",
                stride,
                stride,
                pad,
                pad));
  }

  /** The mean over channels and places of the standard deviation over a group, as a map. */
  private String varying(String x, int channels) {
    var y = code.let("torch.reshape(%s, [%d, -1, %d, 4, 4])".formatted(x, group, channels));
    var off = code.let("torch.sub(%s, torch.mean(%s, [0], True))".formatted(y, y));
    var deviation =
        code.let(
            "torch.sqrt(torch.add(torch.mean(torch.mul(%s, %s), [0]), 1.0e-8))"
                .formatted(off, off));
    var mean = code.let("torch.mean(%s, [1, 2, 3])".formatted(deviation));
    return code.let(
        "torch.expand(torch.reshape(torch.repeat(%s, [%d]), [-1, 1, 1, 1]), [-1, 1, 4, 4])"
            .formatted(mean, group));
  }
}
