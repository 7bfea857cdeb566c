package org.sfumato.train;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.sfumato.Corruption;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Numbers;
import org.sfumato.Shown;
import org.sfumato.corruption.Realised;
import org.sfumato.corruption.Structured;
import org.sfumato.network.Dcgan;

/**
 * A generator that is to be learnt from measurements only, by adversarial training (AmbientGAN,
 * Bora, Price and Dimakis 2018): a value. {@link #fit()} runs it. What a critic cannot tell from
 * the measurements are measurements of drawn images, and if measurements determine the distribution
 * of images, the drawn images have it.
 *
 * @param a what was done to the images; it is simulated on drawn images, differentiably
 * @param data the measurements; empty until {@link #on}
 * @param width channels of the critic's first layer
 * @param steps of the critic; every fifth is one of the generator too
 * @param batch measurements per step
 * @param rate learning rate at the start; it falls to 0 in a straight line
 * @param ema half-life of the generator's moving average, in drawn images
 * @param seed of initial weights, order, drawn images and their corruptions
 * @param half whether activations are bfloat16
 * @param checkpoint where the state is saved every {@link Training#EVERY} steps and at the end
 * @param from a state to go on from
 */
public record AmbientGan(
    Corruption a,
    Optional<Measurements> data,
    int width,
    int steps,
    int batch,
    double rate,
    double ema,
    long seed,
    boolean half,
    Optional<Path> checkpoint,
    Optional<Path> from)
    implements Shown {
  public AmbientGan {
    Objects.requireNonNull(a, "A");
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

  static AmbientGan of(Corruption a) {
    return new AmbientGan(
        a,
        Optional.empty(),
        32,
        5000,
        32,
        2e-4,
        2000,
        0,
        false,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Learns from these measurements: the images behind them are out of reach.
   *
   * @throws IllegalArgumentException if they are of another corruption, if they have noise, or if
   *     some pixel is seen in none of them
   */
  public AmbientGan on(Measurements y) {
    if (y.size() == 0) {
      throw new IllegalArgumentException("there is nothing to train on: " + y.text());
    }
    var law = y.operator() instanceof Realised r ? r.law() : y.operator();
    if (!law.equals(a)) {
      throw new IllegalArgumentException(
          "ambientGan(%s) is about another corruption than that of the measurements, %s; use the A that measured them"
              .formatted(a.text(), law.text()));
    }
    if (y.noiseLevel() > 0) {
      throw new IllegalArgumentException(
          "ambientGan learns from measurements without noise, but these have noise of standard deviation "
              + Numbers.text(y.noiseLevel()));
    }
    var image = y.imageShape();
    if (image[1] != image[2] || !Dcgan.fits(image[1])) {
      throw new IllegalArgumentException(
          "the generator draws squares of 8, 16, 32, … pixels a side, but %s is of images of shape %s; resize them before they are measured"
              .formatted(y.text(), Arrays.toString(image)));
    }
    var made =
        new AmbientGan(
            a, Optional.of(y), width, steps, batch, rate, ema, seed, half, checkpoint, from);
    var shape = y.shape();
    made.network().critic(new int[] {shape[1], shape[2], shape[3]}, false);
    Unseen.check(Structured.of(y.operator()), y);
    return made;
  }

  /**
   * Refuses clean images.
   *
   * @throws IllegalArgumentException always: it learns from measurements
   */
  public AmbientGan on(Images images) {
    throw new IllegalArgumentException(
        "ambientGan(%s) learns from measurements, but it was given clean images; train on A.apply(images)"
            .formatted(a.text()));
  }

  /** Steps of the critic; every fifth is one of the generator too. */
  public AmbientGan steps(int n) {
    return new AmbientGan(a, data, width, n, batch, rate, ema, seed, half, checkpoint, from);
  }

  /** Steps for so many passes over the measurements; say {@code on} and {@code batch} before. */
  public AmbientGan epochs(int n) {
    var y =
        data.orElseThrow(
            () ->
                new IllegalStateException(
                    "epochs needs to know the measurements: say on(A.apply(images)) first"));
    return steps(Math.toIntExact(((long) n * y.size() + batch - 1) / batch));
  }

  /** Measurements per step. */
  public AmbientGan batch(int n) {
    return new AmbientGan(a, data, width, steps, n, rate, ema, seed, half, checkpoint, from);
  }

  /** Learning rate of both networks at the start. */
  public AmbientGan rate(double r) {
    return new AmbientGan(a, data, width, steps, batch, r, ema, seed, half, checkpoint, from);
  }

  /** Half-life of the generator's moving average, in drawn images. */
  public AmbientGan ema(double images) {
    return new AmbientGan(a, data, width, steps, batch, rate, images, seed, half, checkpoint, from);
  }

  public AmbientGan seed(long s) {
    return new AmbientGan(a, data, width, steps, batch, rate, ema, s, half, checkpoint, from);
  }

  /** Channels of the critic's first layer, 32 unless said otherwise. */
  public AmbientGan width(int channels) {
    return new AmbientGan(a, data, channels, steps, batch, rate, ema, seed, half, checkpoint, from);
  }

  /** Activations in bfloat16, weights in float32. */
  public AmbientGan mixed() {
    return new AmbientGan(a, data, width, steps, batch, rate, ema, seed, true, checkpoint, from);
  }

  /** Saves the state there now and then; an interrupted training goes on by {@link #from}. */
  public AmbientGan checkpoint(String path) {
    return new AmbientGan(
        a, data, width, steps, batch, rate, ema, seed, half, Optional.of(Path.of(path)), from);
  }

  /** Goes on from a saved state. */
  public AmbientGan from(String path) {
    return new AmbientGan(
        a,
        data,
        width,
        steps,
        batch,
        rate,
        ema,
        seed,
        half,
        checkpoint,
        Optional.of(Path.of(path)));
  }

  /** Runs the training. */
  public GeneratorFit fit() {
    return new AdversarialLoop(this).run();
  }

  /** The networks for these measurements. */
  Dcgan network() {
    var image = measurements().imageShape();
    return Dcgan.of(image[1], image[0], width);
  }

  Measurements measurements() {
    return data.orElseThrow(
        () ->
            new IllegalStateException(
                "there is nothing to train on: say on(A.apply(images)) first"));
  }

  /** The parts that decide the result; where it is saved is not one. */
  String recipe() {
    return "ambientGan(%s)%s.on(%s).steps(%d).batch(%d).rate(%s).ema(%s).seed(%d)%s"
        .formatted(
            a.text(),
            width == 32 ? "" : ".width(" + width + ")",
            data.map(Measurements::text).orElse("…"),
            steps,
            batch,
            Numbers.text(rate),
            Numbers.text(ema),
            seed,
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
    return Optional.of(
        "\\min_G \\max_D\\; \\mathbb E\\, D(y) - \\mathbb E\\, D(A\\, G(z)) - %s\\, \\mathbb E\\, ( \\lVert \\nabla D(\\hat y) \\rVert - 1 )^2,\\quad A x = %s"
            .formatted(Numbers.text(GanLearner.PENALTY), a.equation("x")));
  }

  @Override
  public String toString() {
    return text();
  }
}
