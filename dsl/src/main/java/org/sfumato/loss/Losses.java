package org.sfumato.loss;

/** What training makes small. */
public final class Losses {
  private Losses() {}

  /** Denoising score matching; a prior learns D(x; σ) from clean images. */
  public static Denoising denoising() {
    return new Denoising(-1.2, 1.2);
  }
}
