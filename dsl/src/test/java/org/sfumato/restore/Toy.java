package org.sfumato.restore;

import ai.djl.ndarray.NDArray;
import org.sfumato.Provenance;
import org.sfumato.Step;
import org.sfumato.diffusion.LmiForm;
import org.sfumato.diffusion.Mapped;
import org.sfumato.diffusion.Masked;

/**
 * N(½, 0.2²), pixel by pixel, seen through masks: E[x₀ | m ⊙ (x₀ + σn), m] in closed form; told
 * about a source, it is a little brighter where the source has edges.
 */
record Toy(int side) implements Masked, Mapped {
  static final double MEAN = .5;
  static final double SD = .2;

  @Override
  public NDArray denoise(NDArray masked, NDArray seen, double sigma) {
    double k = SD * SD / (SD * SD + sigma * sigma);
    return masked.sub(MEAN).mul(seen).mul(k).add(MEAN);
  }

  @Override
  public NDArray denoise(NDArray x, double sigma) {
    return denoise(x, x.onesLike(), sigma);
  }

  /** As a prior that looks through masks which hide half of the pixels. */
  @Override
  public NDArray denoise(NDArray x, double sigma, Step s, int draw) {
    return denoise(x, seen(x, s, draw), sigma);
  }

  @Override
  public LmiForm maps() {
    return LmiForm.usual();
  }

  @Override
  public NDArray conditioned(NDArray x, NDArray maps, double sigma) {
    var edges = maps.sum(new int[] {1}, true);
    return denoise(x.sub(edges.mul(.1)), sigma).add(edges.mul(.1));
  }

  NDArray seen(NDArray x, Step s, int draw) {
    return s.uniform("mask " + draw).gte(.5).toType(x.getDataType(), false);
  }

  @Override
  public double sigmaMin() {
    return .001;
  }

  @Override
  public double sigmaMax() {
    return 100;
  }

  @Override
  public int[] imageShape() {
    return new int[] {1, side, side};
  }

  @Override
  public Provenance provenance() {
    return Provenance.of("prior", text());
  }

  @Override
  public String text() {
    return "toy(" + side + ")";
  }
}
