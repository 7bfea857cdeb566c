package org.sfumato.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.sfumato.Catalogue;
import org.sfumato.Encoder;
import org.sfumato.Step;
import org.sfumato.engine.StateDict;

/**
 * The features of a classifier that learnt ImageNet, with torchvision's weights: maps at several
 * depths, at the images' own size, and the mean over places of the last of them.
 */
public final class VisionFeatures implements Encoder {
  private static final Map<VisionNet, Plan> PLANS = new EnumMap<>(VisionNet.class);

  static {
    for (var net : VisionNet.values()) {
      PLANS.put(net, net.plan());
    }
  }

  private final VisionNet net;
  private final Backbone backbone;

  private VisionFeatures(VisionNet net, Backbone backbone) {
    this.net = net;
    this.backbone = backbone;
  }

  /**
   * With the weights that were fetched for it.
   *
   * @throws IllegalArgumentException if they were not; the message says how to
   */
  public static VisionFeatures of(VisionNet net) {
    return of(net, Catalogue.found().weights(net.id()));
  }

  /**
   * With the weights of this file, in torchvision's names; a classifier in it is not read.
   *
   * @throws IllegalArgumentException if it holds those of another network
   */
  public static VisionFeatures of(VisionNet net, Path file) {
    return Loaded.of(file, net.id(), VisionFeatures.class, f -> read(net, f));
  }

  private static VisionFeatures read(VisionNet net, Path file) {
    var stored = StateDict.read(file);
    var plan = PLANS.get(net);
    var weights = new Folded();
    for (var p : plan.parameters()) {
      weights.put(p.name(), stored.values(p.name(), p.shape()), p.shape());
    }
    return new VisionFeatures(
        net, new Backbone(plan, weights.weights(), file.getFileName().toString()));
  }

  /**
   * The mean over places of the last map.
   *
   * @return {@code [n, c]}
   */
  @Override
  public NDArray of(NDArray x, Step s) {
    var last = backbone.of(prepared(x), net.channels().length - 1);
    var shape = last.getShape();
    return last.reshape(shape.get(0), shape.get(1), -1).mean(new int[] {2});
  }

  /**
   * The layers of {@link VisionNet}, at their own sizes.
   *
   * @throws IllegalArgumentException if the images are too small for its pools
   */
  @Override
  public NDList maps(NDArray x) {
    return backbone.of(prepared(x));
  }

  private NDArray prepared(NDArray x) {
    var shape = x.getShape();
    if (shape.dimension() == 4
        && (shape.get(2) < net.smallest() || shape.get(3) < net.smallest())) {
      throw new IllegalArgumentException(
          "%s sees images from %d×%d up, not %d×%d; resize them"
              .formatted(net.title(), net.smallest(), net.smallest(), shape.get(2), shape.get(3)));
    }
    return Prepared.IMAGENET.of(net.title(), x);
  }

  @Override
  public String name() {
    return net.id();
  }

  @Override
  public String variant() {
    return "%s, weights %s, %s, grey repeated as RGB"
        .formatted(net.title(), hash(), Prepared.IMAGENET.rule());
  }

  /** The first digits of the SHA-256 of its weights. */
  public String hash() {
    return backbone.hash();
  }
}
