package org.sfumato.diffusion;

import ai.djl.ndarray.NDArray;
import org.sfumato.Images;
import org.sfumato.Prior;

/**
 * A prior that is told about a source of another contrast by maps of local mutual information
 * (MIDiffusion, arXiv 2301.13743): D(x; σ, LMI(s, x), LMI(s, s)). It was trained with its own
 * images as sources.
 */
public interface Mapped extends Prior {
  /** How its maps are made. */
  LmiForm maps();

  /**
   * The best guess of the clean images.
   *
   * @param x noisy images, {@code [n, C, H, W]}
   * @param maps LMI(s, x) and LMI(s, s), {@code [n, 2, H, W]}
   * @param sigma noise level, in [0, 1] units
   * @return {@code [n, C, H, W]}, differentiable in x; no gradient runs through the maps
   */
  NDArray conditioned(NDArray x, NDArray maps, double sigma);

  /**
   * The prior of the images that share their anatomy with these, for any sampler: {@code
   * sample(p.given(source)).draw(n)}. Colour is turned to gray.
   *
   * @throws IllegalArgumentException if the source has another size than this prior's images
   */
  default Prior given(Images source) {
    return GivenSource.of(this, source);
  }
}
