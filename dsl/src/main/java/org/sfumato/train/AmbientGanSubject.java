package org.sfumato.train;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.sfumato.Corruption;
import org.sfumato.Measurements;
import org.sfumato.Numbers;
import org.sfumato.corruption.Realised;
import org.sfumato.corruption.Structured;
import org.sfumato.loss.Objective;
import org.sfumato.network.Dcgan;
import org.sfumato.network.Generator;

/**
 * A generator that is to be learnt from measurements only, by adversarial training (AmbientGAN,
 * Bora, Price and Dimakis 2018). What a critic cannot tell from the measurements are measurements
 * of drawn images, and if measurements determine the distribution of images, the drawn images have
 * it.
 *
 * @param a what was done to the images; it is simulated on drawn images, differentiably
 * @param given the networks, if it is not for the measurements to decide
 */
record AmbientGanSubject(Corruption a, Optional<Dcgan> given) implements Subject<Generator> {
  /** Channels of the critic's first layer, unless the networks are given. */
  private static final int WIDTH = 32;

  AmbientGanSubject {
    Objects.requireNonNull(a, "A");
  }

  /** The networks for images of this shape. */
  private Dcgan network(int[] image) {
    return given.orElseGet(() -> Dcgan.of(image[1], image[0], WIDTH));
  }

  @Override
  public String text(Optional<Objective> loss) {
    return "ambientGan(" + a.text() + given.map(net -> ", " + net.text()).orElse("") + ")";
  }

  @Override
  public String task() {
    return "train ambientGan(" + a.text() + ")";
  }

  @Override
  public String wanted() {
    return "on(A.apply(images))";
  }

  @Override
  public Optional<Objective> usual() {
    return Optional.empty();
  }

  /**
   * Steps are those of the critic; every fifth is one of the generator too. The half-life counts
   * drawn images.
   */
  @Override
  public Settings settings() {
    return Settings.USUAL
        .usually(Settings.STEPS, 5000)
        .usually(Settings.RATE, 2e-4)
        .leaving(Settings.CONSTANT, Settings.CLIP, Settings.PATIENCE, Settings.AUGMENTED);
  }

  @Override
  public Gauge gauge(Optional<Objective> loss) {
    return new Gauge("apart", "critic", "Wasserstein distance by the critic", false);
  }

  @Override
  public Optional<String> latex(Optional<Objective> loss) {
    return Optional.of(
        "\\min_G \\max_D\\; \\mathbb E\\, D(y) - \\mathbb E\\, D(A\\, G(z)) - %s\\, \\mathbb E\\, ( \\lVert \\nabla D(\\hat y) \\rVert - 1 )^2,\\quad A x = %s"
            .formatted(Numbers.text(AmbientGanLearner.PENALTY), a.equation("x")));
  }

  @Override
  public void check(Material material) {
    if (material instanceof Material.OfMeasurements m) {
      check(m.y());
    } else {
      throw new IllegalArgumentException(
          "ambientGan(%s) learns from measurements, but it was given clean images; train on A.apply(images)"
              .formatted(a.text()));
    }
  }

  private void check(Measurements y) {
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
    var net = network(image);
    if (!Arrays.equals(net.imageShape(), image)) {
      throw new IllegalArgumentException(
          "%s draws images of shape %s, but %s is of images of shape %s; use dcgan(%d, %d)"
              .formatted(
                  net.text(),
                  Arrays.toString(net.imageShape()),
                  y.text(),
                  Arrays.toString(image),
                  image[1],
                  image[0]));
    }
    var shape = y.shape();
    net.critic(new int[] {shape[1], shape[2], shape[3]}, false);
    Unseen.check(Structured.of(y.operator()), y);
  }

  @Override
  public Learner<Generator> learner(Training<Generator> training, Material material) {
    if (material instanceof Material.OfMeasurements m) {
      return new AmbientGanLearner(training, network(m.imageShape()), Structured.of(a), m.y());
    }
    throw new IllegalStateException("check(material) lets measurements through only");
  }
}
