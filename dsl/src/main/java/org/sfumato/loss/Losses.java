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

  /** Pictures and reports as wholes: symmetric InfoNCE, as in CLIP and at MGCA's first level. */
  public static Ita ita() {
    return new Ita(.07, false, false);
  }

  /** Words and patches of each pair: MGCA's second level. */
  public static Cta cta() {
    return new Cta(.1, false, false, false, false);
  }

  /**
   * What kind of case a pair is: MGCA's third level.
   *
   * @param k prototypes, from 2; about one to four for each pair of a batch
   */
  public static Cpa cpa(int k) {
    return new Cpa(k, .2, .05, 3, 1);
  }

  /** Every picture with every report is a question of its own: right or wrong. */
  public static Siglip siglip() {
    return new Siglip(10, -10);
  }

  /** What each word of each report finds in each picture: the local loss of GLoRIA. */
  public static Gloria gloria() {
    return new Gloria(4, 5, 10);
  }

  /** Pairs with the same findings are no negatives of each other: MedCLIP's soft targets. */
  public static MedclipLoss medclipLoss() {
    return new MedclipLoss(.07, false);
  }
}
