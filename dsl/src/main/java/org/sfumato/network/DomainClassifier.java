package org.sfumato.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.Numbers;
import org.sfumato.Provenance;
import org.sfumato.Step;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;

/**
 * A network that tells images of a source's domain from images of a target's at every noise level:
 * the half of a U-Net that goes down, told the noise level, and a logistic regression on the mean
 * of its features. Its features at each place steer EGSDE's realistic expert (Zhao et al. 2022),
 * who is then no longer zero-shot, because this network has learnt from images of the source's
 * domain. It sees √ᾱ (2x − 1), which has the same size at all noise levels.
 */
public final class DomainClassifier implements Encoder, Learnt {
  /** Under which a file's header names the network. */
  public static final String KIND = "domainClassifier";

  /** The least σ that it tells from none, in the network's range: the first of DDPM's levels. */
  private static final double LEAST = .01;

  private final String name;
  private final Unet net;
  private final Weights weights;
  private final Provenance provenance;
  private final Op function;
  private final Constants uploaded;

  /**
   * @param net whose half that goes down it is
   * @throws IllegalArgumentException if the weights belong to another network
   */
  public DomainClassifier(String name, Unet net, Weights weights, Provenance provenance) {
    this.name = name;
    this.net = net;
    this.weights = weights;
    var plan = net.classifierPlan(false);
    weights.check(plan, name);
    Torch.start();
    this.function = Op.of(plan.source());
    this.uploaded = new Constants(plan, weights);
    this.provenance = provenance.with(KIND, net.text()).with("weights", weights.hash());
  }

  /**
   * Reads what {@code fit().save(path)} wrote.
   *
   * @throws IllegalArgumentException if the file is none, or damaged
   */
  static DomainClassifier read(String name, Path file) {
    var saved = Saved.read(file, KIND);
    var net = Unet.parse(saved.network());
    return new DomainClassifier(name, net, saved.weights(), saved.provenance());
  }

  /** Frees the weights on the device now; this classifier answers no more. */
  public void free() {
    uploaded.free();
  }

  /**
   * The network itself, as a training runs it.
   *
   * @param x states {@code [n, C, H, W]} in [0, 1] units
   * @param sigma {@code [n]} or {@code [1]}, in the same units
   * @return features {@code [n, w, h, h]} and logits {@code [n]} of the target
   */
  public static NDList answer(Op function, NDList weights, NDArray x, NDArray sigma) {
    var s = sigma.mul(2);
    var kept = s.square().add(1).pow(-.5).reshape(new Shape(sigma.size(), 1, 1, 1));
    return function.all(weights, x.mul(2).sub(1).mul(kept), s.maximum((float) LEAST).log().div(4));
  }

  private NDList answer(NDArray x, double sigma) {
    var shape = x.getShape();
    int[] own = net.imageShape();
    if (shape.dimension() != 4
        || shape.get(1) != own[0]
        || shape.get(2) != own[1]
        || shape.get(3) != own[2]) {
      throw new IllegalArgumentException(
          "%s knows images of shape %s, but was shown %s; resize(%d) or toGray() them, or train one for them"
              .formatted(text(), Arrays.toString(own), shape.slice(1), own[1]));
    }
    var level = Torch.manager().create(new float[] {(float) sigma}, new Shape(1));
    return uploaded.with(p -> answer(function, p, x, level));
  }

  /**
   * The features of images that have the noise level of the step, at each place of the coarsest
   * level.
   *
   * @return {@code [n, w, h, h]}
   */
  @Override
  public NDArray places(NDArray x, Step s) {
    return answer(x, s.sigma()).get(0);
  }

  /**
   * The mean of {@link #places} over all places.
   *
   * @return {@code [n, w]}
   */
  @Override
  public NDArray of(NDArray x, Step s) {
    var maps = places(x, s);
    var shape = maps.getShape();
    return maps.reshape(shape.get(0), shape.get(1), -1).mean(new int[] {2});
  }

  /**
   * How probably each image is one of the target's domain, seen through noise.
   *
   * @param sigma the noise that each image gets first, from seed 0; 0 for none
   * @return a number from 0 to 1 for each image
   * @throws IllegalArgumentException if the images have another shape, or σ is below 0
   */
  public double[] probabilities(Images x, double sigma) {
    if (!(sigma >= 0) || Double.isInfinite(sigma)) {
      throw new IllegalArgumentException(
          "a noise level is a number from 0 up, not " + Numbers.text(sigma));
    }
    return Chunks.perImage(
        x,
        0,
        (images, s) -> {
          var noisy = sigma == 0 ? images : images.add(s.normal("noise").mul(sigma));
          var logits = answer(noisy, sigma).get(1);
          return logits.neg().exp().add(1).pow(-1);
        });
  }

  /** The U-Net whose half that goes down it is. */
  public Unet network() {
    return net;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public DomainClassifier half() {
    var made = provenance.with("precision", "half");
    return new DomainClassifier(name, net, weights.half(), made);
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public String name() {
    return KIND;
  }

  @Override
  public String variant() {
    return "down half of " + net.text() + ", weights " + uploaded.hash();
  }

  @Override
  public String text() {
    return KIND + "(\"" + name + "\")";
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        "p(\\text{target} \\mid x_t) = \\frac{1}{1 + e^{-w \\cdot \\bar F(x_t;\\ \\sigma) - b}},\\quad \\bar F = \\text{mean of}\\ F\\ \\text{over places}");
  }

  /** What it is, and that what it steers is not zero-shot. */
  @Override
  public String toString() {
    var from = Optional.ofNullable(provenance.identity().get("learnt from"));
    return text()
        + "  "
        + variant()
        + from.map(f -> ", learnt from " + f).orElse("")
        + "; what it steers is not zero-shot";
  }
}
