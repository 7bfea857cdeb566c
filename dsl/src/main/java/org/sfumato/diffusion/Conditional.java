package org.sfumato.diffusion;

import java.util.List;
import org.sfumato.Prior;

/**
 * A prior that reads: D(x; σ, c) of a text c, and D_∅ of none. On its own it is D_∅; {@link #given}
 * is how a run tells it what to draw.
 */
public interface Conditional extends Prior {
  /**
   * The prior of the images that texts describe, with classifier-free guidance (Ho and Salimans
   * 2022): D = D_∅ + w (D_c − D_∅).
   *
   * @param texts one for each image of a run, or one for all
   * @param scale w; 1 is D_c, 0 is D_∅, and anything else takes two evaluations
   */
  Prior given(List<String> texts, double scale);
}
