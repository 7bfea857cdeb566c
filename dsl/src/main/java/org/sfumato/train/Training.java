package org.sfumato.train;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Numbers;
import org.sfumato.Shown;
import org.sfumato.loss.Loss;
import org.sfumato.loss.Losses;
import org.sfumato.network.Unet;

/**
 * What is to be trained, on what, and how: a value. {@link #fit()} runs it.
 *
 * @param net the network
 * @param data the images; empty until {@link #on}
 * @param loss what is minimised
 * @param steps optimiser steps
 * @param batch images per step
 * @param rate peak learning rate: a linear warm-up over the first 2 %, then a cosine to zero
 * @param ema half-life of the weights' moving average, in images
 * @param seed of initial weights, order, noise and augmentation
 * @param warps whether images are gently flipped and warped at each visit
 * @param half whether activations are bfloat16
 * @param checkpoint where the state is saved every {@link #EVERY} steps and at the end
 * @param from a state to go on from
 */
public record Training(
    Unet net,
    Optional<Material> data,
    Loss loss,
    int steps,
    int batch,
    double rate,
    double ema,
    long seed,
    boolean warps,
    boolean half,
    Optional<Path> checkpoint,
    Optional<Path> from)
    implements Shown {
  /** Steps between checkpoints. */
  public static final int EVERY = 100;

  public Training {
    Objects.requireNonNull(net, "net");
    Objects.requireNonNull(loss, "loss");
    if (steps < 1 || batch < 1) {
      throw new IllegalArgumentException(
          "training needs at least one step of one image, not " + steps + " of " + batch);
    }
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException("a learning rate is a number above 0, not " + rate);
    }
    if (!(ema > 0)) {
      throw new IllegalArgumentException(
          "the moving average's half-life is a number of images above 0, not " + ema);
    }
  }

  static Training of(Unet net) {
    return new Training(
        net,
        Optional.empty(),
        Losses.denoising(),
        1000,
        32,
        1e-3,
        2000,
        0,
        false,
        false,
        Optional.empty(),
        Optional.empty());
  }

  /** Trains on these images. Their shape must be the network's. */
  public Training on(Images images) {
    return on(new Material.OfImages(images));
  }

  /**
   * Trains on these measurements: the images behind them are out of reach. The loss must learn from
   * measurements, as {@code ambient(A, A.further(δ))} does.
   */
  public Training on(Measurements y) {
    return on(new Material.OfMeasurements(y));
  }

  private Training on(Material material) {
    var shape = net.imageShape();
    var given = material.imageShape();
    if (material.size() == 0) {
      throw new IllegalArgumentException("there is nothing to train on: " + material.text());
    }
    if (!Arrays.equals(shape, given)) {
      throw new IllegalArgumentException(
          "the network takes images of shape %s, but %s has %s; %s"
              .formatted(
                  Arrays.toString(shape),
                  material.text(),
                  Arrays.toString(given),
                  given[0] == shape[0]
                      ? "resize(" + shape[1] + ") would fit"
                      : "use unet(" + shape[1] + ", " + given[0] + "), or toGray()"));
    }
    return copy(
        Optional.of(material), loss, steps, batch, rate, ema, seed, warps, half, checkpoint, from);
  }

  public Training minimise(Loss loss) {
    return copy(data, loss, steps, batch, rate, ema, seed, warps, half, checkpoint, from);
  }

  /** Optimiser steps. */
  public Training steps(int n) {
    return copy(data, loss, n, batch, rate, ema, seed, warps, half, checkpoint, from);
  }

  /** Steps for so many passes over the images; say {@code on} and {@code batch} before. */
  public Training epochs(int n) {
    var images =
        data.orElseThrow(
            () ->
                new IllegalStateException("epochs needs to know the images: say on(images) first"));
    return steps(Math.toIntExact(((long) n * images.size() + batch - 1) / batch));
  }

  /** Images per step. */
  public Training batch(int n) {
    return copy(data, loss, steps, n, rate, ema, seed, warps, half, checkpoint, from);
  }

  /** Peak learning rate. */
  public Training rate(double r) {
    return copy(data, loss, steps, batch, r, ema, seed, warps, half, checkpoint, from);
  }

  /** Half-life of the weights' moving average, in images. */
  public Training ema(double images) {
    return copy(data, loss, steps, batch, rate, images, seed, warps, half, checkpoint, from);
  }

  public Training seed(long s) {
    return copy(data, loss, steps, batch, rate, ema, s, warps, half, checkpoint, from);
  }

  /** Flips and gently warps every image at every visit, differently each time. */
  public Training augmented() {
    return copy(data, loss, steps, batch, rate, ema, seed, true, half, checkpoint, from);
  }

  /**
   * Activations in bfloat16, weights in float32: about twice as fast on processors that have it.
   */
  public Training mixed() {
    return copy(data, loss, steps, batch, rate, ema, seed, warps, true, checkpoint, from);
  }

  /** Saves the state there now and then; an interrupted training goes on by {@link #from}. */
  public Training checkpoint(String path) {
    return copy(
        data, loss, steps, batch, rate, ema, seed, warps, half, Optional.of(Path.of(path)), from);
  }

  /** Goes on from a saved state. */
  public Training from(String path) {
    return copy(
        data,
        loss,
        steps,
        batch,
        rate,
        ema,
        seed,
        warps,
        half,
        checkpoint,
        Optional.of(Path.of(path)));
  }

  /** Runs the training. */
  public Fit fit() {
    return new TrainingLoop(this).run();
  }

  /** The network as the loss needs it. */
  Unet network() {
    return loss.masks() ? net.maskChannel() : net;
  }

  private Training copy(
      Optional<Material> data,
      Loss loss,
      int steps,
      int batch,
      double rate,
      double ema,
      long seed,
      boolean warps,
      boolean half,
      Optional<Path> checkpoint,
      Optional<Path> from) {
    return new Training(
        net, data, loss, steps, batch, rate, ema, seed, warps, half, checkpoint, from);
  }

  /** The parts that decide the result; where it is saved is not one. */
  String recipe() {
    return "train(%s).on(%s).minimise(%s).steps(%d).batch(%d).rate(%s).ema(%s).seed(%d)%s%s"
        .formatted(
            network().text(),
            data.map(Material::text).orElse("…"),
            loss.text(),
            steps,
            batch,
            Numbers.text(rate),
            Numbers.text(ema),
            seed,
            warps ? ".augmented()" : "",
            half ? ".mixed()" : "");
  }

  @Override
  public String text() {
    return recipe()
        + checkpoint.map(p -> ".checkpoint(\"" + p + "\")").orElse("")
        + from.map(p -> ".from(\"" + p + "\")").orElse("");
  }

  @Override
  public Optional<String> latex() {
    return loss.latex();
  }

  @Override
  public String toString() {
    return text();
  }
}
