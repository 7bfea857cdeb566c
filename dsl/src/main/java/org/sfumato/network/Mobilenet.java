package org.sfumato.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.nio.file.Path;
import org.sfumato.Catalogue;
import org.sfumato.Encoder;
import org.sfumato.Step;
import org.sfumato.engine.StateDict;

/**
 * The MobileNetV2 (Sandler et al. 2018) that ships, as an encoder: 1280 features, and maps after
 * the first layer and after blocks 2, 5, 9, 12 and 15. It learnt from ImageNet and was then tuned
 * to sort pictures for content filtering (nsfwjs); its weights are stored in eight bits. Numbers
 * made with it are comparable among themselves, and never with a published FID or LPIPS.
 */
public final class Mobilenet implements Encoder {
  private static final int[] TAPS = {2, 5, 9, 12, 15};

  private static final double EPSILON = 1e-3;

  /** Channels after each of the blocks 1 to 16. */
  private static final int[] WIDTHS = {
    24, 24, 32, 32, 32, 64, 64, 64, 64, 96, 96, 96, 160, 160, 160, 320
  };

  private static final Plan PLAN = plan();

  private final Backbone backbone;

  private Mobilenet(Backbone backbone) {
    this.backbone = backbone;
  }

  /** The one that ships. */
  static Mobilenet shipped() {
    return Loaded.of(
        Catalogue.found().weights("mobilenet-v2"), "mobilenet", Mobilenet.class, Mobilenet::read);
  }

  private static Mobilenet read(Path file) {
    var stored = StateDict.read(file);
    var folded = new Folded();
    unit(folded, stored, "Conv1", "kernel", "bn_Conv1");
    for (int block = 0; block <= WIDTHS.length; block++) {
      var name = block == 0 ? "expanded_conv_" : "block_" + block + "_";
      if (block > 0) {
        unit(folded, stored, name + "expand", "kernel", name + "expand_BN");
      }
      unit(folded, stored, name + "depthwise", "depthwise_kernel", name + "depthwise_BN");
      unit(folded, stored, name + "project", "kernel", name + "project_BN");
    }
    unit(folded, stored, "Conv_1", "kernel", "Conv_1_bn");
    return new Mobilenet(new Backbone(PLAN, folded.weights(), file.getFileName().toString()));
  }

  private static void unit(Folded folded, StateDict stored, String conv, String kernel, String bn) {
    // TensorFlow's kernels are [h, w, in, out], or [h, w, channels, 1] of each channel by itself.
    var at = conv + "/" + kernel;
    var shape = stored.shape(at);
    boolean each = kernel.startsWith("depthwise");
    int places = (int) (shape[0] * shape[1]);
    int in = (int) shape[2];
    int out = (int) shape[3];
    var v = stored.values(at);
    var w = new float[v.length];
    for (int p = 0; p < places; p++) {
      for (int i = 0; i < in; i++) {
        for (int o = 0; o < out; o++) {
          w[((each ? i : o * in + i)) * places + p] = v[(p * in + i) * out + o];
        }
      }
    }
    var turned =
        each ? new long[] {in, 1, shape[0], shape[1]} : new long[] {out, in, shape[0], shape[1]};
    folded.fold(
        conv,
        w,
        turned,
        new Folded.Norm(
            stored.values(bn + "/gamma"),
            stored.values(bn + "/beta"),
            stored.values(bn + "/moving_mean"),
            stored.values(bn + "/moving_variance"),
            EPSILON));
  }

  private static Plan plan() {
    var t = new Trunk("mobilenet_v2");
    var h = t.relu6(t.conv(t.padEnd("x"), "Conv1", 3, 32, 3, 2, 0));
    t.give(h);
    h = t.relu6(t.depthwise(h, "expanded_conv_depthwise", 32, 1, 1));
    h = t.conv(h, "expanded_conv_project", 32, 16, 1, 1, 0);
    int in = 16;
    for (int block = 1; block <= WIDTHS.length; block++) {
      int out = WIDTHS[block - 1];
      boolean halves = block == 1 || block == 3 || block == 6 || block == 13;
      var name = "block_" + block + "_";
      var wide = t.relu6(t.conv(h, name + "expand", in, 6 * in, 1, 1, 0));
      var deep =
          halves
              ? t.depthwise(t.padEnd(wide), name + "depthwise", 6 * in, 2, 0)
              : t.depthwise(wide, name + "depthwise", 6 * in, 1, 1);
      var narrow = t.conv(t.relu6(deep), name + "project", 6 * in, out, 1, 1, 0);
      h = !halves && in == out ? t.add(narrow, h) : narrow;
      in = out;
      for (int tap : TAPS) {
        if (tap == block) {
          t.give(h);
        }
      }
    }
    t.give(t.mean(t.relu6(t.conv(h, "Conv_1", 320, 1280, 1, 1, 0))));
    return t.plan();
  }

  /**
   * The mean over places of the last layer.
   *
   * @return {@code [n, 1280]}
   */
  @Override
  public NDArray of(NDArray x, Step s) {
    return backbone.of(Prepared.BILINEAR_224.of(name(), x), TAPS.length + 1);
  }

  @Override
  public NDList maps(NDArray x) {
    return backbone.part(Prepared.BILINEAR_224.of(name(), x), 0, TAPS.length + 1);
  }

  @Override
  public String name() {
    return "mobilenet";
  }

  @Override
  public String variant() {
    return "MobileNetV2 of nsfwjs, weights "
        + backbone.hash()
        + ", "
        + Prepared.BILINEAR_224.rule()
        + ", grey repeated as RGB";
  }
}
