package org.sfumato.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.nio.file.Path;
import org.sfumato.Encoder;
import org.sfumato.Step;
import org.sfumato.engine.StateDict;
import org.sfumato.engine.TorchScript;

/**
 * The Inception-v3 of FID, KID and the inception score: 2048 features after its last pool, the
 * logits of its 1008 classes, and four feature maps. Features and logits are those of images as
 * they would be saved, rounded to eight bits; maps are not rounded, so that gradients run through
 * them.
 */
public final class Inception implements Encoder {
  private final Layers layers;

  private Inception(Layers layers) {
    this.layers = layers;
  }

  /** Where its numbers come from. */
  private interface Layers {
    NDArray features(NDArray x);

    NDArray logits(NDArray x);

    NDList maps(NDArray x);

    Layers clean();

    String variant();
  }

  static Inception of(Path file) {
    return TorchScript.is(file)
        ? new Inception(Loaded.of(file, "inception", Program.class, Program::read))
        : new Inception(
            new Port(
                Loaded.of(file, "inception", Backbone.class, Port::read), Prepared.BILINEAR_299));
  }

  /** Our own, with the weights of {@code pytorch-fid}. */
  private record Port(Backbone backbone, Prepared resize) implements Layers {
    static Backbone read(Path file) {
      return new Backbone(
          InceptionPlan.PLAN,
          InceptionPlan.weights(StateDict.read(file)),
          file.getFileName().toString());
    }

    @Override
    public NDArray features(NDArray x) {
      return backbone.of(resize.of("inception", x), InceptionPlan.MAPS);
    }

    @Override
    public NDArray logits(NDArray x) {
      return backbone.of(resize.of("inception", x), InceptionPlan.MAPS + 1);
    }

    @Override
    public NDList maps(NDArray x) {
      return backbone.part(resize.of("inception", x), 0, InceptionPlan.MAPS);
    }

    @Override
    public Layers clean() {
      return new Port(backbone, Prepared.CLEAN_299);
    }

    @Override
    public String variant() {
      return "weights " + backbone.hash() + ", 8-bit images, " + resize.rule();
    }
  }

  /** NVIDIA's program, which takes levels from 0 to 255 and resizes as TensorFlow's graph did. */
  private record Program(TorchScript script, String hash) implements Layers {
    private static final String FEATURES = "return_features";
    private static final String NO_BIAS = "no_output_bias";

    static Program read(Path file) {
      var script = TorchScript.load(file);
      if (!script.parameters().contains(FEATURES) || !script.parameters().contains(NO_BIAS)) {
        throw new IllegalArgumentException(
            file.getFileName()
                + " is a program, but not the Inception of FID: its forward takes %s, not %s and %s; torchScript(path) opens any encoder"
                    .formatted(script.parameters(), FEATURES, NO_BIAS));
      }
      return new Program(script, Scripted.hash(file));
    }

    @Override
    public NDArray features(NDArray x) {
      return script.with(FEATURES, Prepared.LEVELS.of("inception", x));
    }

    /** The program gives chances, whose logarithm is the logits but for a constant per image. */
    @Override
    public NDArray logits(NDArray x) {
      return script.with(NO_BIAS, Prepared.LEVELS.of("inception", x)).log();
    }

    @Override
    public NDList maps(NDArray x) {
      throw new IllegalArgumentException(
          "the TorchScript Inception keeps its feature maps to itself; use inception() or mobilenet()");
    }

    @Override
    public Layers clean() {
      throw new IllegalArgumentException(
          "the TorchScript Inception resizes by itself; clean() needs the weights of pytorch-fid");
    }

    @Override
    public String variant() {
      return "TorchScript " + hash + ", 8-bit images, resized by the program";
    }
  }

  /**
   * The same network behind clean-fid's resize (Parmar et al. 2022): a bicubic filter that widens
   * as it shrinks, to 299×299, as the Python Imaging Library computes it, cut to [0, 255]. Its FID
   * differs from the usual one.
   *
   * @throws IllegalArgumentException if it is a TorchScript program, which resizes by itself
   */
  public Inception clean() {
    return new Inception(layers.clean());
  }

  /**
   * @return {@code [n, 2048]}
   */
  @Override
  public NDArray of(NDArray x, Step s) {
    return layers.features(rounded(x));
  }

  @Override
  public NDArray logits(NDArray x) {
    return layers.logits(rounded(x));
  }

  @Override
  public NDList maps(NDArray x) {
    return layers.maps(x);
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
    return "FID Inception-v3 of 2015-12-05, " + layers.variant() + ", grey repeated as RGB";
  }
}
