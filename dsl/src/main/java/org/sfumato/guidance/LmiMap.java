package org.sfumato.guidance;

import ai.djl.ndarray.NDScope;
import java.util.Optional;
import org.sfumato.Cancel;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Numbers;
import org.sfumato.Shown;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Torch;
import org.sfumato.metric.LocalMi;

/**
 * MIDiffusion's map of local mutual information with a source, as a value: how it is made, what
 * independent patches would give, and {@linkplain #map(Images) itself}.
 *
 * @param how the settings
 */
public record LmiMap(Images source, LocalMi how) implements Shown {
  public LmiMap {
    Pictures.checked("lmi", source);
  }

  /** Side of a patch, 3 or 5; the bins are its cube unless they were said. */
  public LmiMap patch(int p) {
    return new LmiMap(source, how.patch(p));
  }

  /** Bins of each marginal: the cost grows with their square. */
  public LmiMap bins(int k) {
    return new LmiMap(source, how.bins(k));
  }

  /** Mutual information in bits, not divided by the entropies. */
  public LmiMap raw() {
    return new LmiMap(source, how.raw());
  }

  /** The value that independent patches give; see {@link LocalMi#nullLevel()}. */
  public double nullLevel() {
    return how.nullLevel();
  }

  /**
   * The maps between the source and these images, one by one in their order; colour is compared by
   * its gray.
   *
   * @throws IllegalArgumentException if there are not as many, or of another size
   */
  public LocalInformation map(Images x) {
    if (x.size() != source.size()) {
      throw new IllegalArgumentException(
          "lmi compares image by image, but the source has %d and there are %d; take as many of each"
              .formatted(source.size(), x.size()));
    }
    if (x.height() != source.height() || x.width() != source.width()) {
      throw new IllegalArgumentException(
          "lmi compares pictures of one size, but the source has %d×%d pixels and the images have %d×%d; use resize(%d) where both are square"
              .formatted(source.height(), source.width(), x.height(), x.width(), x.height()));
    }
    Pictures.checked("lmi", x);
    Torch.start();
    int one = x.height() * x.width();
    var values = new float[Math.multiplyExact(x.size(), one)];
    for (var places : Chunks.of(x.size())) {
      if (Cancel.requested()) {
        throw new Interrupted("stopped after " + places[0] + " of " + x.size() + " maps", null);
      }
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        var s = Pictures.gray(Chunks.upload(source, places));
        var made = how.map(s, Pictures.gray(Chunks.upload(x, places))).toFloatArray();
        int real = Chunks.real(places);
        System.arraycopy(made, 0, values, places[0] * one, real * one);
      }
    }
    return new LocalInformation(text() + ".map(" + x.expression() + ")", how, x, values);
  }

  @Override
  public String text() {
    var windows = how.official() ? ".official()" : ".neighbour()";
    return "lmi(" + source.expression() + ")" + windows + how.settings().replace(".official()", "");
  }

  @Override
  public Optional<String> latex() {
    var mi = how.normalised() ? "\\frac{2\\,I(P, W)}{H(P) + H(W)}" : "I(P, W)";
    return Optional.of(
        "\\mathrm{LMI}(s, x)_{ij} = \\max_{a, b \\in \\{0 \\ldots %d\\}} %s,\\quad P = s|_{ij},\\ W = x|_{ij}^{ab}"
            .formatted(how.patch() - 1, mi));
  }

  @Override
  public String toString() {
    return text()
        + "  "
        + how.text()
        + "; independent patches give "
        + Numbers.text(Math.rint(nullLevel() * 1000) / 1000)
        + how.unit();
  }
}
