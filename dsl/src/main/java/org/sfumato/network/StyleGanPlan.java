package org.sfumato.network;

/**
 * Writes the generator of a {@link StyleGan}: the mapping, the synthesis, or both, each as one
 * TorchScript function of the same list of parameters. Source: Karras et al. 2020, sections 2 and
 * 4.1 and appendix B.
 */
final class StyleGanPlan {
  private static final double GAIN = Math.sqrt(2);

  /** The mapping learns slowly. */
  private static final double MAPPING_RATE = .01;

  private final StyleGan net;
  private final StyleCode code = new StyleCode();
  private int place;
  private int noiseAt;

  StyleGanPlan(StyleGan net) {
    this.net = net;
  }

  Plan mapping() {
    var w = mapped("z");
    // The parameters of the synthesis come after, so that one list serves all three functions.
    var plan = code.plan("style_mapping", "z", w);
    return new Plan(new StyleGanPlan(net).drawing().parameters(), plan.source());
  }

  Plan synthesis() {
    registerMapping();
    return code.plan("style_synthesis", "ws, noise", synthesised("ws", "noise"));
  }

  Plan drawing() {
    var z = code.let("torch.narrow(z, 1, 0, %d)".formatted(net.style()));
    var noise = code.let("torch.narrow(z, 1, %d, %d)".formatted(net.style(), net.noise()));
    var w = mapped(z);
    var ws =
        code.let("torch.expand(torch.unsqueeze(%s, 1), [-1, %d, -1])".formatted(w, net.places()));
    var x = synthesised(ws, noise);
    return code.plan(
        "style_gan", "z", "torch.clamp(torch.mul(torch.add(%s, 1.), 0.5), 0., 1.)".formatted(x));
  }

  private void registerMapping() {
    for (int layer = 0; layer < net.layers(); layer++) {
      var name = "map." + layer;
      code.parameter(name + ".weight", StyleCode.UNIT / MAPPING_RATE, net.style(), net.style());
      code.parameter(name + ".bias", 0, net.style());
    }
  }

  /** w of z: z at unit length per number, then fully connected layers. */
  private String mapped(String z) {
    var x =
        code.let(
            "torch.mul(%s, torch.rsqrt(torch.add(torch.mean(torch.mul(%s, %s), [1], True), 1.0e-8)))"
                .formatted(z, z, z));
    for (int layer = 0; layer < net.layers(); layer++) {
      x =
          code.leaky(
              code.linear(x, "map." + layer, net.style(), net.style(), MAPPING_RATE, 0), GAIN);
    }
    return x;
  }

  private String synthesised(String ws, String noise) {
    int channels = net.widthAt(4);
    var constant = code.parameter("start", StyleCode.UNIT, channels, 4, 4);
    var x =
        code.let(
            "torch.expand(torch.unsqueeze(%s, 0), [torch.size(%s, 0), -1, -1, -1])"
                .formatted(constant, ws));
    x = layer(x, "4.conv", channels, channels, 4, false, ws, noise);
    var picture = shown(x, "4.show", channels, ws);
    for (int side = 8; side <= net.size(); side *= 2) {
      int out = net.widthAt(side);
      x = layer(x, side + ".double", channels, out, side, true, ws, noise);
      x = layer(x, side + ".conv", out, out, side, false, ws, noise);
      var grown =
          code.let(
              "torch.upsample_bilinear2d(%s, [%d, %d], False, None)"
                  .formatted(picture, side, side));
      picture = code.let("torch.add(%s, %s)".formatted(grown, shown(x, side + ".show", out, ws)));
      channels = out;
    }
    return picture;
  }

  /** What scales the channels of a layer: an affine function of w about 1, {@code [n, c]}. */
  private String styled(String name, int channels, String ws) {
    var w = code.let("torch.select(%s, 1, %d)".formatted(ws, place));
    return code.linear(w, name + ".style", net.style(), channels, 1, -1);
  }

  private String layer(
      String x, String name, int in, int out, int side, boolean grows, String ws, String noise) {
    var s = styled(name, in, ws);
    place++;
    var weight = code.parameter(name + ".weight", StyleCode.UNIT, out, in, 3, 3);
    var y = modulated(code, x, weight, s, grows);
    var map =
        code.let(
            "torch.reshape(torch.narrow(%s, 1, %d, %d), [-1, 1, %d, %d])"
                .formatted(noise, noiseAt, side * side, side, side));
    noiseAt += side * side;
    var strength = code.parameter(name + ".noise", 0, 1);
    var bias = code.parameter(name + ".bias", 0, out);
    return code.leaky(
        "torch.add(torch.add(%s, torch.mul(%s, %s)), torch.reshape(%s, [1, -1, 1, 1]))"
            .formatted(y, map, strength, bias),
        GAIN);
  }

  /**
   * A convolution whose input channels are scaled by s and whose output channels are scaled back to
   * unit variance: the same as convolving each image with weights of its own, s·w divided by the
   * root of their sum of squares (equations 1 and 3).
   *
   * @param grows whether it doubles the sides: a transposed convolution and a mean over [1, 3, 3,
   *     1]
   */
  static String modulated(StyleCode code, String x, String weight, String s, boolean grows) {
    var scaled =
        code.let("torch.mul(%s, torch.unsqueeze(torch.unsqueeze(%s, 2), 3))".formatted(x, s));
    String y;
    if (grows) {
      y =
          code.let(
              "torch.conv_transpose2d(%s, torch.transpose(%s, 0, 1), None, [2, 2], [0, 0], [0, 0], 1, [1, 1])"
                  .formatted(scaled, weight));
      // A quarter of the grid that is averaged is not zero.
      y = code.let("torch.mul(%s, 4.)".formatted(code.blurred(y, 1, 1)));
    } else {
      y =
          code.let(
              "torch.conv2d(%s, %s, None, [1, 1], [1, 1], [1, 1], 1)".formatted(scaled, weight));
    }
    var squares = code.let("torch.sum(torch.mul(%s, %s), [2, 3])".formatted(weight, weight));
    var back =
        code.let(
            "torch.rsqrt(torch.add(torch.linear(torch.mul(%s, %s), %s, None), 1.0e-8))"
                .formatted(s, s, squares));
    return code.let("torch.mul(%s, torch.unsqueeze(torch.unsqueeze(%s, 2), 3))".formatted(y, back));
  }

  /** The picture at one size: a modulated 1×1 convolution, not demodulated. */
  private String shown(String x, String name, int channels, String ws) {
    var s = styled(name, channels, ws);
    var weight = code.parameter(name + ".weight", StyleCode.UNIT, net.channels(), channels, 1, 1);
    var bias = code.parameter(name + ".bias", 0, net.channels());
    var scaled =
        code.let(
            "torch.mul(%s, torch.unsqueeze(torch.unsqueeze(torch.mul(%s, %s), 2), 3))"
                .formatted(x, s, 1 / Math.sqrt(channels)));
    return code.let(
        "torch.conv2d(%s, %s, %s, [1, 1], [0, 0], [1, 1], 1)".formatted(scaled, weight, bias));
  }
}
