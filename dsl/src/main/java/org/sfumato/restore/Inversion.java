package org.sfumato.restore;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Metric;
import org.sfumato.Numbers;
import org.sfumato.Provenance;
import org.sfumato.Restorer;
import org.sfumato.engine.Torch;
import org.sfumato.metric.Metrics;
import org.sfumato.network.Generator;
import org.sfumato.network.Networks;
import org.sfumato.network.StyleGan;

/**
 * Looks for the picture that a StyleGAN2 draws most like the one that was measured (Karras et al.
 * 2020, appendix D, with the settings of their projector): w, one for all places, and the noise
 * maps are moved by Adam, with noise on w that fades, and with maps that are kept white. The
 * picture found is always one that the generator can draw: of a source in another contrast it keeps
 * what the two have in common.
 *
 * @param generator a StyleGAN2
 * @param by what says how far two pictures are apart; empty for {@code perceptual(mobilenet())}
 *     (the paper has LPIPS on VGG-16)
 * @param steps of Adam
 * @param samples of w, to begin at their mean
 */
public record Inversion(Generator generator, Optional<Metric> by, int steps, int samples, long seed)
    implements Restorer {
  private static final int STEPS = 1000;
  private static final int SAMPLES = 10_000;

  public Inversion {
    Objects.requireNonNull(generator, "generator");
    if (!(generator.network() instanceof StyleGan)) {
      throw new IllegalArgumentException(
          "inversion(generator) looks for a style, and %s has none; train one with styleGan(size)"
              .formatted(generator.network().text()));
    }
    if (steps < 1) {
      throw new IllegalArgumentException("an inversion takes at least one step, not " + steps);
    }
    if (samples < 2) {
      throw new IllegalArgumentException(
          "a mean and a deviation need at least two samples, not " + samples);
    }
    by.ifPresent(
        metric -> {
          if (metric.higherIsBetter()) {
            throw new IllegalArgumentException(
                "an inversion makes a distance small, and %s is larger for what is alike; use mse() or perceptual(encoder)"
                    .formatted(metric.name()));
          }
        });
  }

  static Inversion of(Generator generator) {
    return new Inversion(generator, Optional.empty(), STEPS, SAMPLES, 0);
  }

  /** By another distance: a metric with a gradient, such as {@code mse()}. */
  public Inversion by(Metric distance) {
    return new Inversion(generator, Optional.of(distance), steps, samples, seed);
  }

  /** With so many steps of Adam; 1000 unless said otherwise. */
  public Inversion steps(int n) {
    return new Inversion(generator, by, n, samples, seed);
  }

  /** From the mean of so many w; 10,000 unless said otherwise. */
  public Inversion samples(int n) {
    return new Inversion(generator, by, steps, n, seed);
  }

  @Override
  public Inversion seed(long other) {
    return new Inversion(generator, by, steps, samples, other);
  }

  /** The distance that is made small. */
  Metric distance() {
    return by.orElseGet(() -> Metrics.perceptual(Networks.mobilenet()));
  }

  StyleGan network() {
    return (StyleGan) generator.network();
  }

  @Override
  public Images restore(Measurements y) {
    long began = System.nanoTime();
    float[] values = Pictures.of("inversion(generator)", y);
    int[] shape = y.imageShape();
    int[] drawn = generator.imageShape();
    if (!Arrays.equals(shape, drawn)) {
      throw new IllegalArgumentException(
          "%s draws images of shape %s, but y measures images of shape %s; resize them"
              .formatted(generator.text(), Arrays.toString(drawn), Arrays.toString(shape)));
    }
    for (int k = 0; k < values.length; k++) {
      values[k] = Math.min(1, Math.max(0, values[k]));
    }
    var source =
        Images.of(values, shape[0], shape[1], shape[2], y.ids(), y.text(), Provenance.NONE);
    var distance = distance();
    var found = new Projection(this, distance.against(source), source).run();
    var from =
        Provenance.of("recipe", text())
            .with("seed", String.valueOf(seed))
            .with("distance", distance.name() + "; " + distance.variant())
            .with("engine", Torch.version())
            .with("measurements", y.hash())
            .within("generator", generator.provenance());
    return Pictures.made(this, y, found, from, began);
  }

  @Override
  public String text() {
    return "inversion(%s)%s%s%s%s"
        .formatted(
            generator.text(),
            by.map(m -> ".by(" + m.name() + ")").orElse(""),
            steps == STEPS ? "" : ".steps(" + steps + ")",
            samples == SAMPLES ? "" : ".samples(" + samples + ")",
            seed == 0 ? "" : ".seed(" + seed + ")");
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        "\\hat x = G(\\hat w, \\hat n),\\quad \\hat w, \\hat n = \\arg\\min_{w, n}\\; d(G(w + \\epsilon, n), y) + 10^5 R(n),\\quad \\epsilon \\to 0,\\quad "
            + Numbers.text(steps)
            + "\\ \\text{steps}");
  }

  @Override
  public String toString() {
    return text();
  }
}
