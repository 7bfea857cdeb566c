package org.sfumato.network;

import java.util.ArrayList;
import java.util.List;

/**
 * How a U-Net's attention is written. One that reads no text has self-attention alone, in the
 * engine's own operator. One that reads writes its attention out, because where it looks is worth
 * knowing and changing: after self-attention, each place asks the tokens of the text (Rombach et
 * al. 2022), padding never answers.
 */
final class UnetAttention {
  /** What is done with the maps of attention. */
  enum Use {
    /** Nothing. */
    PLAIN,
    /** They are given too. */
    SHOWN,
    /** Some rows look where others do (Hertz et al. 2023), and where they looked is given too. */
    STEERED
  }

  /** Heads of each cross-attention; channels are multiples of 8. */
  static final int HEADS = 4;

  private final UnetPlan plan;
  private final Draft d;
  private final Unet net;
  private final Use use;
  private final List<String> maps = new ArrayList<>();

  UnetAttention(UnetPlan plan, Draft d, Unet net, Use use) {
    this.plan = plan;
    this.d = d;
    this.net = net;
    this.use = use;
  }

  /** What the function is given besides, before its parameters. */
  String arguments() {
    return use == Use.STEERED
        ? ", rows: Tensor, mapper: Tensor, taken: Tensor, scale: Tensor, gate: Tensor"
        : "";
  }

  /** What the function gives for this image. */
  String result(String image) {
    return use == Use.PLAIN ? image : "[" + image + ", " + String.join(", ", maps) + "]";
  }

  /** The type of what the function gives. */
  String type() {
    return use == Use.PLAIN ? "Tensor" : "List[Tensor]";
  }

  /** Places ask each other, one head. */
  String self(String name, String x, int channels, int side) {
    var normed = plan.norm(name + ".attention.norm", x, channels);
    var qkv = plan.convolution(name + ".attention.qkv", normed, channels, 3 * channels, 1, 1, .5);
    // [n, 3, channels, positions] to [n, 3, positions, channels], one head
    var flat =
        d.let(
            "torch.transpose(torch.reshape(%s, [-1, 3, %d, %d]), 2, 3)",
            qkv, channels, side * side);
    var mixed =
        net.reader().isEmpty()
            ? d.let(
                "torch.scaled_dot_product_attention(torch.select(%s, 1, 0), torch.select(%s, 1, 1), torch.select(%s, 1, 2), None, 0., False)",
                flat, flat, flat)
            : d.let(
                "torch.matmul(%s, torch.select(%s, 1, 2))",
                d.cast(
                    looked(
                        d.let("torch.select(%s, 1, 0)", flat),
                        d.let("torch.select(%s, 1, 1)", flat),
                        channels,
                        "None",
                        2)),
                flat);
    return added(
        name + ".attention.out",
        d.let("torch.transpose(%s, 1, 2)", mixed),
        x,
        channels,
        side,
        1e-2);
  }

  /** Places ask the tokens of a text. */
  String cross(String name, String x, int channels, int side, UnetPlan.Caption told) {
    int width = net.reader().orElseThrow().width();
    int each = channels / HEADS;
    var normed = plan.norm(name + ".cross.norm", x, channels);
    var asked = plan.convolution(name + ".cross.query", normed, channels, channels, 1, 1, 1);
    var q =
        d.let(
            "torch.transpose(torch.reshape(%s, [-1, %d, %d, %d]), 2, 3)",
            asked, HEADS, each, side * side);
    var k = heads(d.linear(told.features(), name + ".cross.key", width, channels, 1), each);
    var v = heads(d.linear(told.features(), name + ".cross.value", width, channels, 1), each);
    var seen = d.let("torch.unsqueeze(torch.unsqueeze(torch.gt(%s, 0.5), 1), 1)", told.seen());
    var weights = looked(q, k, each, seen, 3);
    var mixed = d.let("torch.transpose(torch.matmul(%s, %s), 2, 3)", d.cast(weights), v);
    return added(name + ".cross.out", mixed, x, channels, side, .1);
  }

  /** {@code [n, L, channels]} to {@code [n, heads, L, each]}. */
  private String heads(String x, int each) {
    return d.let(
        "torch.transpose(torch.reshape(%s, [torch.size(%s, 0), torch.size(%s, 1), %d, %d]), 1, 2)",
        x, x, x, HEADS, each);
  }

  /** Where each place looks, in float32. */
  private String looked(String q, String k, int each, String seen, int axis) {
    var scores =
        d.let(
            "torch.mul(torch.matmul(%s, torch.transpose(%s, %d, %d)), %s)",
            d.full(q), d.full(k), axis - 1, axis, 1 / Math.sqrt(each));
    var open =
        seen.equals("None")
            ? scores
            : d.let("torch.masked_fill(%s, torch.logical_not(%s), -1.0e30)", scores, seen);
    var own = d.let("torch.softmax(%s, %d)", open, axis);
    var map = use != Use.STEERED ? own : seen.equals("None") ? gated(own) : mapped(own);
    maps.add(map);
    return map;
  }

  /** Where the source's places look at each other, for rows whose gate is 1. */
  private String gated(String own) {
    var gate = d.let("torch.unsqueeze(torch.unsqueeze(gate, 1), 2)");
    var theirs = d.let("torch.mul(torch.index_select(%s, 0, rows), %s)", own, gate);
    return d.let("torch.add(torch.mul(%s, torch.rsub(%s, 1)), %s)", own, gate, theirs);
  }

  /** Where the source's places look in its text, mapped to this text's tokens, then scaled. */
  private String mapped(String own) {
    var taken = d.let("torch.unsqueeze(torch.unsqueeze(taken, 1), 1)");
    var theirs =
        d.let("torch.matmul(torch.index_select(%s, 0, rows), torch.unsqueeze(mapper, 1))", own);
    return d.let(
        "torch.mul(torch.add(torch.mul(%s, torch.rsub(%s, 1)), torch.mul(%s, %s)), torch.unsqueeze(torch.unsqueeze(scale, 1), 1))",
        own, taken, theirs, taken);
  }

  /** {@code [n, …, positions]} as an image, through its last layer, added to where it began. */
  private String added(String name, String mixed, String x, int channels, int side, double gain) {
    var image =
        d.let(
            "torch.contiguous(torch.reshape(%s, [-1, %d, %d, %d]), memory_format=2)",
            mixed, channels, side, side);
    var out = plan.convolution(name, image, channels, channels, 1, 1, gain);
    return d.let("torch.mul(torch.add(%s, %s), 0.7071067811865476)", out, x);
  }
}
