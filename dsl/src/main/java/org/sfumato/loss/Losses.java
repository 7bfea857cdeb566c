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

  /**
   * Denoising with maps of local mutual information to the image itself, which a translation
   * replaces by those to a source: MIDiffusion's training. The prior that learns by it is for
   * {@code midiffusion(prior)}.
   */
  public static LmiDenoising lmiDenoising() {
    return LmiDenoising.usual();
  }

  /** Denoising score matching; a prior learns D(x; σ) from clean images. */
  public static Denoising denoising() {
    return new Denoising(-1.2, 1.2);
  }
}
