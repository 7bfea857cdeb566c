package org.sfumato.train;

import org.sfumato.Numbers;
import org.sfumato.engine.Machine;
import org.sfumato.loss.Alignment;
import org.sfumato.network.TwoTower;

/**
 * How much memory a step of two towers takes, about: what their layers and the loss keep for the
 * gradient, and each weight with its gradient, its moments and its average. A step that needs more
 * than there is would not fail but be ended by the system, and the kernel with it.
 *
 * @param length tokens of the longest report
 */
record Footprint(TwoTower net, Alignment loss, int batch, int length) {
  private static final double GIB = 1L << 30;

  /** Weight, gradient, two moments, average, and one that passes. */
  private static final int COPIES = 6;

  /** Gradients that are on their way while what they need is still there. */
  private static final double ON_THE_WAY = 1.3;

  /** In bytes. */
  long bytes() {
    var image = net.image();
    int places = image.grid() * image.grid();
    int words = Math.max(1, length - 2);
    long head = 3L * net.hidden() + 3L * net.embedding();
    long pair =
        image.activations()
            + net.report().activations(length)
            + places * (head + image.localFeatures())
            + words * (head + net.report().width());
    long kept = batch * pair + loss.kept(batch, places, words, net.embedding());
    long weights = COPIES * (net.plan(false).size() + loss.own(net.embedding()).size());
    return (long) (Float.BYTES * (ON_THE_WAY * kept + weights));
  }

  /** What a step may take: the system's memory without this program's own. */
  static long most() {
    return Machine.memory() - Runtime.getRuntime().maxMemory();
  }

  /**
   * @param most bytes that there are; 0 or less where nobody knows
   * @throws IllegalArgumentException if a step needs more
   */
  void check(long most) {
    if (most <= 0 || bytes() <= most) {
      return;
    }
    int fits = 1;
    while (new Footprint(net, loss, 2 * fits, length).bytes() <= most) {
      fits *= 2;
    }
    var way = fits > 1 ? "use batch(" + fits + ")" : "use a smaller network, or larger patches";
    throw new IllegalArgumentException(
        "a step with batch(%d) needs about %s GiB of memory, and there are %s; %s"
            .formatted(batch, Numbers.text(round(bytes())), Numbers.text(round(most)), way));
  }

  private static double round(long bytes) {
    return Math.round(bytes / GIB * 10) / 10.;
  }
}
