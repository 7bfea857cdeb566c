package org.sfumato.train;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.loss.Objective;
import org.sfumato.network.DomainClassifier;
import org.sfumato.network.Networks;
import org.sfumato.network.Unet;

/**
 * A classifier that tells noisy images of a source from noisy images of a target, for EGSDE (Zhao
 * et al. 2022).
 *
 * @param net whose half that goes down it is, if that is not for the images to decide
 */
record DomainSubject(Images source, Images target, Optional<Unet> net)
    implements Subject<DomainClassifier> {
  /** Sides are halved down to this or a little more, as 256 are to 8 in the paper. */
  private static final int COARSEST = 8;

  private static final int WIDTH = 16;
  private static final int WIDEST = 64;

  DomainSubject {
    Objects.requireNonNull(source, "source");
    Objects.requireNonNull(target, "target");
    int[] shape =
        Material.OfTwo.shape(source, target, "domainClassifier tells images of one shape apart");
    if (shape[1] != shape[2]) {
      throw new IllegalArgumentException(
          "domainClassifier looks at squares, but %s has images of shape %s; resize(n) would fit"
              .formatted(source.expression(), Arrays.toString(shape)));
    }
    if (source.provenance().hash().equals(target.provenance().hash())) {
      throw new IllegalArgumentException(
          "domainClassifier was given the same images twice, %s: nothing tells them apart; give it images of two kinds"
              .formatted(source.expression()));
    }
    net.ifPresent(n -> check(n, shape));
  }

  private static void check(Unet net, int[] shape) {
    if (net.masked() || net.mapped() || !Arrays.equals(net.imageShape(), shape)) {
      throw new IllegalArgumentException(
          "%s does not look at images of shape %s alone; use unet(%d, %d)"
              .formatted(net.text(), Arrays.toString(shape), shape[1], shape[0]));
    }
  }

  /** The one that was given, or one for the images' size. */
  Unet network() {
    return net.orElseGet(() -> usual(source.height(), source.channels()));
  }

  private static Unet usual(int side, int channels) {
    int halvings = 0;
    while (side >> halvings >= 2 * COARSEST && (side >> halvings) % 2 == 0) {
      halvings++;
    }
    var widths = new int[halvings + 1];
    for (int l = 0; l < widths.length; l++) {
      widths[l] = Math.min(WIDEST, WIDTH << Math.min(l, 8));
    }
    return Networks.unet(side, channels).channels(widths);
  }

  @Override
  public String text(Optional<Objective> loss) {
    return "domainClassifier(%s, %s%s)"
        .formatted(
            source.expression(), target.expression(), net.map(n -> ", " + n.text()).orElse(""));
  }

  @Override
  public String task() {
    return "train domainClassifier";
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

  /** Its loss is no denoiser's, so there is none to choose. */
  @Override
  public Optional<Objective> usual() {
    return Optional.empty();
  }

  /** A batch has so many images of each set. */
  @Override
  public Settings settings() {
    return Settings.USUAL.usually(Settings.BATCH, 16).leaving(Settings.PATIENCE);
  }

  @Override
  public Gauge gauge(Optional<Objective> loss) {
    return new Gauge("loss", "cross-entropy", "cross-entropy, mean over noise levels", true);
  }

  @Override
  public Optional<String> latex(Optional<Objective> loss) {
    return Optional.of(
        "\\mathcal L = -\\mathbb E_{t \\sim U}\\, \\tfrac12 \\big[ \\ln p(\\text{target} \\mid x_t) + \\ln ( 1 - p(\\text{target} \\mid y_t) ) \\big],\\quad x_t = x + \\sigma_t n,\\ y_t = y + \\sigma_t n'");
  }

  @Override
  public Learner<DomainClassifier> learner(Training<DomainClassifier> training, Material material) {
    return new DomainLearner(training, network(), source, target);
  }
}
