package org.sfumato.diffusion;

import ai.djl.ndarray.NDArray;
import java.util.Objects;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Prior;
import org.sfumato.Provenance;
import org.sfumato.Step;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;

/** A {@link Mapped} prior with its source: its maps are made at each evaluation. */
final class GivenSource implements Prior {
  private final Mapped prior;
  private final Images source;
  private final SelfMaps self;

  private GivenSource(Mapped prior, Images source) {
    this.prior = prior;
    this.source = source;
    this.self = new SelfMaps(prior.maps().how());
  }

  static GivenSource of(Mapped prior, Images source) {
    if (source.size() == 0) {
      throw new IllegalArgumentException("there is no source to translate");
    }
    int[] shape = prior.imageShape();
    if (source.height() != shape[1] || source.width() != shape[2]) {
      throw new IllegalArgumentException(
          "%s draws images of %d×%d pixels, but the source has %d×%d; use source.resize(%d)"
              .formatted(
                  prior.text(), shape[1], shape[2], source.height(), source.width(), shape[1]));
    }
    if (source.channels() != 1 && source.channels() != 3) {
      throw new IllegalArgumentException(
          "local mutual information compares gray pictures, and gray is defined for 1 or 3 channels, not "
              + source.channels());
    }
    return new GivenSource(prior, source.channels() == 1 ? source : source.toGray());
  }

  @Override
  public NDArray denoise(NDArray x, double sigma) {
    throw new IllegalStateException(
        text() + " denoises the images of a run, whose sources it knows; use it in sample(…)");
  }

  @Override
  public NDArray denoise(NDArray x, double sigma, Step s) {
    var y = s.at(source);
    var maps = Grad.off(() -> maps(y, x.stopGradient(), sigma));
    return prior.conditioned(x, maps, sigma);
  }

  private NDArray maps(NDArray y, NDArray x, double sigma) {
    var level = Torch.manager().create((float) sigma);
    return prior.maps().map(y, Gray.of(x), level).concat(self.of(y), 1);
  }

  @Override
  public double sigmaMin() {
    return prior.sigmaMin();
  }

  @Override
  public double sigmaMax() {
    return prior.sigmaMax();
  }

  @Override
  public int[] imageShape() {
    return prior.imageShape();
  }

  @Override
  public Provenance provenance() {
    return prior.provenance().within("source", source.provenance());
  }

  @Override
  public String text() {
    return prior.text() + ".given(" + source.expression() + ")";
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        "D(x;\\sigma) = D\\big(x;\\ \\mathrm{LMI}(y, x),\\ \\mathrm{LMI}(y, y),\\ \\sigma\\big)");
  }

  /** By what it is made of; what it keeps of earlier evaluations is not part of it. */
  @Override
  public boolean equals(Object other) {
    return other instanceof GivenSource g && prior.equals(g.prior) && source.equals(g.source);
  }

  @Override
  public int hashCode() {
    return Objects.hash(prior, source);
  }

  @Override
  public String toString() {
    return text();
  }
}
