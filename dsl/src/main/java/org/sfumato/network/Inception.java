package org.sfumato.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.nio.file.Path;
import org.sfumato.Encoder;
import org.sfumato.Step;
import org.sfumato.engine.StateDict;

/**
 * The Inception-v3 of FID, KID and the inception score: 2048 features after its last pool, the
 * logits of its 1008 classes, and four feature maps. Features and logits are those of images as
 * they would be saved, rounded to eight bits; maps are not rounded, so that gradients run through
 * them.
 */
public final class Inception implements Encoder {
  private final Backbone backbone;
  private final Prepared resize;

  private Inception(Backbone backbone, Prepared resize) {
    this.backbone = backbone;
    this.resize = resize;
  }

  static Inception of(Path file) {
    var backbone =
        Loaded.of(
            file,
            Backbone.class,
            f ->
                new Backbone(
                    InceptionPlan.PLAN,
                    InceptionPlan.weights(StateDict.read(f)),
                    f.getFileName().toString()));
    return new Inception(backbone, Prepared.BILINEAR_299);
  }

  /**
   * @return {@code [n, 2048]}
   */
  @Override
  public NDArray of(NDArray x, Step s) {
    return backbone.of(resize.of(name(), rounded(x)), InceptionPlan.MAPS);
  }

  @Override
  public NDArray logits(NDArray x) {
    return backbone.of(resize.of(name(), rounded(x)), InceptionPlan.MAPS + 1);
  }

  @Override
  public NDList maps(NDArray x) {
    return backbone.part(resize.of(name(), x), 0, InceptionPlan.MAPS);
  }

  private static NDArray rounded(NDArray x) {
    return x.mul(255).round().div(255);
  }

  @Override
  public String name() {
    return "inception";
  }

  @Override
  public String variant() {
    return "FID Inception-v3 of 2015-12-05, weights "
        + backbone.hash()
        + ", 8-bit images, "
        + resize.rule()
        + ", grey repeated as RGB";
  }
}
