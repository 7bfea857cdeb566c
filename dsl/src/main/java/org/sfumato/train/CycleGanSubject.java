package org.sfumato.train;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Numbers;
import org.sfumato.loss.Objective;
import org.sfumato.network.PatchDiscriminator;
import org.sfumato.network.ResnetGenerator;
import org.sfumato.restore.Translator;

/**
 * A translator between two kinds of images, learnt from a set of each of which no image belongs to
 * one of the other (CycleGAN, Zhu et al. 2017).
 *
 * @param nets the networks, if it is not for the images to decide
 */
record CycleGanSubject(Images source, Images target, Optional<Nets> nets)
    implements Subject<Translator> {
  /** A translator each way, and a critic of each kind. */
  record Nets(ResnetGenerator translator, PatchDiscriminator critic) {
    Nets {
      Objects.requireNonNull(translator, "generator");
      Objects.requireNonNull(critic, "discriminator");
    }

    /** For squares of this side; smaller ones get a critic that halves them less. */
    static Nets of(int side, int channels) {
      var critic = PatchDiscriminator.of(channels);
      while (critic.layers() > 1 && critic.patches(side) < 1) {
        critic = critic.layers(critic.layers() - 1);
      }
      return new Nets(ResnetGenerator.of(side, channels), critic);
    }
  }

  CycleGanSubject {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
    int[] a =
        Material.OfTwo.shape(
            source,
            target,
            "cycleGan translates to and fro, so both sets have images of one shape");
    if (a[1] != a[2] || !ResnetGenerator.fits(a[1])) {
      throw new IllegalArgumentException(
          "cycleGan translates squares whose side is a multiple of 4 from 8 up, but %s has images of shape %s; resize(n) would fit"
              .formatted(source.expression(), Arrays.toString(a)));
    }
    nets.ifPresent(n -> check(n, a));
  }

  private static void check(Nets nets, int[] shape) {
    var net = nets.translator();
    if (!Arrays.equals(net.imageShape(), shape)) {
      throw new IllegalArgumentException(
          "%s translates images of shape %s, but these have %s; use resnetGenerator(%d, %d)"
              .formatted(
                  net.text(),
                  Arrays.toString(net.imageShape()),
                  Arrays.toString(shape),
                  shape[1],
                  shape[0]));
    }
    var critic = nets.critic();
    if (critic.channels() != shape[0]) {
      throw new IllegalArgumentException(
          "%s judges images of %d channels, but these have %d; use patchDiscriminator(%d)"
              .formatted(critic.text(), critic.channels(), shape[0], shape[0]));
    }
    if (critic.patches(shape[1]) < 1) {
      throw new IllegalArgumentException(
          "%s judges patches of %d×%d pixels and finds none in images of %d×%d; give it fewer layers(n)"
              .formatted(critic.text(), critic.field(), critic.field(), shape[1], shape[1]));
    }
  }

  @Override
  public String text(Optional<Objective> loss) {
    return "cycleGan(%s, %s%s)"
        .formatted(
            source.expression(),
            target.expression(),
            nets.map(n -> ", " + n.translator().text() + ", " + n.critic().text()).orElse(""));
  }

  @Override
  public String task() {
    return "train cycleGan";
  }

  @Override
  public Optional<Material> own() {
    return Optional.of(new Material.OfTwo(source, target));
  }

  @Override
  public void check(Material given) {
    throw new IllegalArgumentException(
        text(Optional.empty()) + " has its two sets of images; leave on(…) out");
  }

  @Override
  public Optional<Objective> usual() {
    return Optional.empty();
  }

  /** A batch has so many images of each set. There is no moving average, as in the paper. */
  @Override
  public Settings settings() {
    return Settings.USUAL
        .usually(Settings.STEPS, 10000)
        .usually(Settings.BATCH, 1)
        .usually(Settings.RATE, 2e-4)
        .leaving(Settings.EMA, Settings.CONSTANT, Settings.CLIP, Settings.PATIENCE);
  }

  @Override
  public Gauge gauge(Optional<Objective> loss) {
    return new Gauge("cycle error", "there and back", "cycle error, mean |F(G(x)) − x|", true);
  }

  @Override
  public Optional<String> latex(Optional<Objective> loss) {
    var cycle = Numbers.text(CycleGame.CYCLE);
    var same = Numbers.text(CycleGame.CYCLE * CycleGame.IDENTITY);
    return Optional.of(
        "\\min_{G,F}\\; \\mathbb E\\, ( D_B(G(a)) - 1 )^2 + \\mathbb E\\, ( D_A(F(b)) - 1 )^2 + %s\\, \\mathbb E\\, ( \\lvert F(G(a)) - a \\rvert + \\lvert G(F(b)) - b \\rvert ) + %s\\, \\mathbb E\\, ( \\lvert G(b) - b \\rvert + \\lvert F(a) - a \\rvert )"
            .formatted(cycle, same));
  }

  @Override
  public Learner<Translator> learner(Training<Translator> training, Material material) {
    var networks = nets.orElseGet(() -> Nets.of(source.height(), source.channels()));
    return new CycleGanLearner(training, networks, source, target);
  }
}
