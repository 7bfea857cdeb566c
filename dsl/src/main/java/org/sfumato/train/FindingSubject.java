package org.sfumato.train;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.sfumato.loss.Objective;
import org.sfumato.network.Aligned;
import org.sfumato.network.FindingClassifier;
import org.sfumato.network.ImageTower;

/**
 * An image encoder that learns findings from labels.
 *
 * @param begun the towers whose image encoder it begins with, or fresh weights
 */
record FindingSubject(ImageTower net, Optional<Aligned> begun)
    implements Subject<FindingClassifier> {
  private static final int DIGITS = 12;

  FindingSubject {
    Objects.requireNonNull(net, "net");
  }

  @Override
  public String text(Optional<Objective> loss) {
    return begun.map(FindingSubject::tuned).orElseGet(() -> "train(" + net.text() + ")");
  }

  /** Towers that were not saved have one name for all, so the digits of their weights stand by. */
  private static String tuned(Aligned towers) {
    var digits = towers.weights().hash().substring(0, DIGITS);
    return "fineTune(%s /* weights %s */)".formatted(towers.text(), digits);
  }

  @Override
  public String task() {
    return "train a classifier";
  }

  @Override
  public String wanted() {
    return "on(pairs)";
  }

  @Override
  public boolean reads() {
    return true;
  }

  @Override
  public void check(Material given) {
    if (!(given instanceof OfPairs of)) {
      throw new IllegalArgumentException(
          "a classifier learns from labels, and %s has none; use on(pairs)"
              .formatted(given.text()));
    }
    if (of.pairs().findings().isEmpty()) {
      throw new IllegalArgumentException(
          "a classifier learns from labels, and %s names no finding".formatted(given.text()));
    }
    int[] wanted = {net.channels(), net.size(), net.size()};
    if (!Arrays.equals(wanted, given.imageShape())) {
      throw new IllegalArgumentException(
          "%s sees images of shape %s, but %s has %s; resize or toGray() its pictures, pairs.with(pairs.pictures().resize(%d)), or use another image encoder"
              .formatted(
                  net.text(),
                  Arrays.toString(wanted),
                  given.text(),
                  Arrays.toString(given.imageShape()),
                  net.size()));
    }
  }

  /** Cross-entropy and nothing else, so there is none to choose. */
  @Override
  public Optional<Objective> usual() {
    return Optional.empty();
  }

  @Override
  public Settings settings() {
    return Settings.USUAL.taking(Settings.DECAY).usually(Settings.BATCH, 32);
  }

  @Override
  public Gauge gauge(Optional<Objective> loss) {
    return new Gauge("loss", "cross-entropy", "cross-entropy, mean over findings", true);
  }

  @Override
  public Optional<String> latex(Optional<Objective> loss) {
    return Optional.of(
        "\\mathcal L = -\\mathbb E\\, \\frac{1}{|K|} \\sum_{f \\in K} \\big[ y_f \\ln p_f(x) + (1 - y_f) \\ln (1 - p_f(x)) \\big],\\quad K = \\text{findings that are known}");
  }

  @Override
  public Learner<FindingClassifier> learner(
      Training<FindingClassifier> training, Material material) {
    return new FindingLearner(training, net, begun, ((OfPairs) material).pairs());
  }
}
