package org.sfumato.network;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Writes a U-Net as one TorchScript function. Weights are laid out channels-last inside, which the
 * CPU's convolutions prefer; with {@code half}, activations and convolutions run in bfloat16 while
 * weights, norms' statistics and the result stay float32.
 */
final class UnetPlan {
  private final Unet net;
  private final boolean half;
  private final int width;
  private final Draft d;
  private final UnetAttention attention;
  private Optional<Caption> caption = Optional.empty();

  /** What it is told in words: tokens' features {@code [n, L, width]} and which are no padding. */
  record Caption(String features, String seen) {}

  UnetPlan(Unet net, boolean half) {
    this(net, half, UnetAttention.Use.PLAIN);
  }

  UnetPlan(Unet net, boolean half, UnetAttention.Use use) {
    this.net = net;
    this.half = half;
    this.width = 4 * net.widths().get(0);
    this.d = new Draft(half);
    this.attention = new UnetAttention(this, d, net, use);
  }

  /** The whole of it; a text encoder is part of it, and so are tokens of what it gives. */
  Plan plan() {
    if (net.reader().isEmpty()) {
      return painted("unet", "");
    }
    caption = Optional.of(read());
    return painted("unet_of_text", ", tokens: Tensor");
  }

  /** The text encoder alone: tokens to features, and which are no padding. */
  Plan reader() {
    var read = read();
    return d.plan("text_of_unet", List.of("tokens"), List.of(read.features, read.seen));
  }

  /** All but the text encoder, whose result it is given. */
  Plan painter() {
    caption = Optional.of(new Caption(d.cast("features"), "seen"));
    return painted("unet_of_features", ", features: Tensor, seen: Tensor");
  }

  private Caption read() {
    var encoder = net.reader().orElseThrow();
    var layers = encoder.layers(d, "tokens", "text.");
    return new Caption(
        layers.tokens().get(encoder.depth()), d.let("torch.to(torch.ne(tokens, 0), 6)"));
  }

  private Plan painted(String name, String told) {
    Deque<Skip> skips = new ArrayDeque<>();
    var middle = middle(skips);
    var h = middle.name;
    int channels = middle.channels;
    for (int l = net.widths().size() - 1; l >= 0; l--) {
      int out = net.widths().get(l);
      for (int b = 0; b <= net.depth(); b++) {
        var skip = skips.pop();
        var joined = variable();
        line(joined + " = torch.cat([" + h + ", " + skip.name + "], 1)");
        h = block("up." + l + "." + b, joined, channels + skip.channels, out);
        channels = out;
        h = attend("up." + l + "." + b, h, channels, l);
      }
      if (l > 0) {
        var large = variable();
        line(large + " = torch.upsample_nearest2d(" + h + ", None, [2., 2.])");
        h = convolution("up." + l + ".double", large, channels, channels, 3, 1, 1);
      }
    }
    var active = active("out.norm", h, channels);
    int patch = net.patch() * net.patch();
    var last = convolution("out", active, channels, patch * net.outChannels(), 3, 1, 1e-2);
    var whole = patch == 1 ? last : d.let("torch.pixel_shuffle(%s, %d)", last, net.patch());
    var image = "torch.contiguous(torch.to(" + whole + ", 6))";
    line("return " + attention.result(image));
    return plan(name, told + attention.arguments(), attention.type());
  }

  /**
   * The way down and the middle alone, as a classifier of two kinds: features at each place, and
   * the logit of the second kind from their mean.
   */
  Plan classifier() {
    var middle = middle(new ArrayDeque<>());
    var features = variable();
    var active = active("out.norm", middle.name, middle.channels);
    line(features + " = torch.contiguous(torch.to(" + active + ", 6))");
    var logit =
        "torch.linear(torch.mean(%s, [2, 3], False), %s, %s)"
            .formatted(
                features,
                parameter(
                    "value.weight", new long[] {1, middle.channels}, xavier(middle.channels, 1)),
                parameter("value.bias", new long[] {1}, 0));
    line("return [" + features + ", torch.select(" + logit + ", 1, 0)]");
    return plan("unet_classifier", "", "List[Tensor]");
  }

  private Plan plan(String name, String told, String result) {
    var head = "def %s%s(self, x: Tensor, c: Tensor%s, p: List[Tensor]) -> %s:\n";
    return d.plan(head.formatted(name, half ? "_half" : "", told, result));
  }

  /** The noise embedding, the way down, and the blocks at its end. */
  private Skip middle(Deque<Skip> skips) {
    int base = net.widths().get(0);
    int waves = base / 2;
    line(
        "f = torch.exp(torch.mul(torch.arange(%d, dtype=6, device=x.device), %s))"
            .formatted(waves, -Math.log(10000) / Math.max(1, waves - 1)));
    // The embedding input is ln σ/4; a thousandfold frequency range needs it spread out first.
    line("a = torch.mul(torch.mul(torch.unsqueeze(c, 1), 1000.), torch.unsqueeze(f, 0))");
    line(
        "e0 = torch.linear(torch.cat([torch.sin(a), torch.cos(a)], 1), %s, %s)"
            .formatted(
                parameter(
                    "embed.0.weight", new long[] {width, 2L * waves}, xavier(2 * waves, width)),
                parameter("embed.0.bias", new long[] {width}, 0)));
    line(
        "e1 = torch.linear(torch.silu(e0), %s, %s)"
            .formatted(
                parameter("embed.1.weight", new long[] {width, width}, xavier(width, width)),
                parameter("embed.1.bias", new long[] {width}, 0)));
    line("e = torch.silu(" + caption.map(this::summed).orElse("e1") + ")");
    int patch = net.patch() * net.patch();
    var seen = patch == 1 ? "x" : "torch.pixel_unshuffle(x, " + net.patch() + ")";
    line("x0 = torch.contiguous(" + cast(seen) + ", memory_format=2)");
    var h = convolution("in", "x0", patch * net.inChannels(), base, 3, 1, 1);
    skips.push(new Skip(h, base));
    int channels = base;
    int levels = net.widths().size();
    for (int l = 0; l < levels; l++) {
      int out = net.widths().get(l);
      for (int b = 0; b < net.depth(); b++) {
        h = block("down." + l + "." + b, h, channels, out);
        channels = out;
        h = attend("down." + l + "." + b, h, channels, l);
        skips.push(new Skip(h, channels));
      }
      if (l + 1 < levels) {
        h = convolution("down." + l + ".half", h, channels, channels, 3, 2, 1);
        skips.push(new Skip(h, channels));
      }
    }
    h = block("middle.0", h, channels, channels);
    h = attend("middle", h, channels, levels - 1);
    return new Skip(block("middle.1", h, channels, channels), channels);
  }

  /** The noise embedding and what the first token, CLS, says of the whole text. */
  private String summed(Caption told) {
    var whole = d.let("torch.select(%s, 1, 0)", d.full(told.features));
    var weight =
        parameter("embed.text.weight", new long[] {width, features()}, xavier(features(), width));
    var bias = parameter("embed.text.bias", new long[] {width}, 0);
    return d.let("torch.add(e1, torch.linear(%s, %s, %s))", whole, weight, bias);
  }

  private int features() {
    return net.reader().orElseThrow().width();
  }

  /** A norm and SiLU. */
  private String active(String name, String x, int channels) {
    var normed = norm(name, x, channels);
    var active = variable();
    line(active + " = torch.silu(" + normed + ")");
    return active;
  }

  private record Skip(String name, int channels) {}

  private String block(String name, String x, int in, int out) {
    var h = variable();
    line(h + " = torch.silu(" + norm(name + ".norm0", x, in) + ")");
    h = convolution(name + ".conv0", h, in, out, 3, 1, 1);
    var shift = variable();
    line(
        "%s = torch.linear(e, %s, %s)"
            .formatted(
                shift,
                parameter(name + ".embed.weight", new long[] {out, width}, xavier(width, out)),
                parameter(name + ".embed.bias", new long[] {out}, 0)));
    var sum = variable();
    line(
        "%s = torch.add(%s, %s)"
            .formatted(sum, h, cast("torch.unsqueeze(torch.unsqueeze(" + shift + ", 2), 3)")));
    var active = variable();
    line(active + " = torch.silu(" + norm(name + ".norm1", sum, out) + ")");
    h = convolution(name + ".conv1", active, out, out, 3, 1, 1e-2);
    var skip = in == out ? x : convolution(name + ".skip", x, in, out, 1, 1, 1);
    var result = variable();
    line(result + " = torch.mul(torch.add(" + h + ", " + skip + "), 0.7071067811865476)");
    return result;
  }

  private String attend(String name, String x, int channels, int level) {
    int side = net.resolutions().get(level);
    if (!net.attended().contains(side)) {
      return x;
    }
    var h = attention.self(name, x, channels, side);
    return caption.map(told -> attention.cross(name, h, channels, side, told)).orElse(h);
  }

  String norm(String name, String x, int channels) {
    var result = variable();
    var scale = cast(parameter(name + ".weight", new long[] {channels}, -1));
    var shift = cast(parameter(name + ".bias", new long[] {channels}, 0));
    line(
        "%s = torch.group_norm(%s, %d, %s, %s, 1.0e-5, True)"
            .formatted(result, x, Unet.GROUPS, scale, shift));
    return result;
  }

  String convolution(String name, String x, int in, int out, int kernel, int stride, double gain) {
    var result = variable();
    var weight =
        parameter(
            name + ".weight",
            new long[] {out, in, kernel, kernel},
            gain * xavier(in * kernel * kernel, out * kernel * kernel));
    var bias = parameter(name + ".bias", new long[] {out}, 0);
    int pad = kernel / 2;
    line(
        "%s = torch.conv2d(%s, torch.contiguous(%s, memory_format=2), %s, [%d, %d], [%d, %d], [1, 1], 1)"
            .formatted(result, x, cast(weight), cast(bias), stride, stride, pad, pad));
    return result;
  }

  private String cast(String x) {
    return d.cast(x);
  }

  /** Registers a parameter and returns how the function reads it. */
  private String parameter(String name, long[] shape, double bound) {
    return d.parameter(name, bound, shape);
  }

  /** Glorot and Bengio's uniform bound. */
  private static double xavier(int in, int out) {
    return Draft.xavier(in, out);
  }

  private String variable() {
    return d.variable();
  }

  private void line(String text) {
    d.line(text);
  }
}
