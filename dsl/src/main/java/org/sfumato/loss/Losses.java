package org.sfumato.loss;

import org.sfumato.Corruption;

/** What training makes small. */
public final class Losses {
  private Losses() {}

  /**
   * Learning from corrupted images only: the network sees what {@code further} leaves of a noisy
   * image and predicts what {@code a} measured; {@code further} is {@code a.further(δ)}.
   */
  public static Ambient ambient(Corruption a, Corruption further) {
    return Ambient.of(a, further);
  }

  /** Denoising score matching; a prior learns D(x; σ) from clean images. */
  public static Denoising denoising() {
    return new Denoising(-1.2, 1.2);
  }
}
