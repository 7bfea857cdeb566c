package org.sfumato.restore;

import java.util.Optional;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.Prior;
import org.sfumato.network.Generator;

/** Images from measurements. */
public final class Restorers {
  private Restorers() {}

  /** One evaluation of a prior that was trained with masks. */
  public static OneStep oneStep(Prior prior) {
    return OneStep.of(prior);
  }

  /** Diffusion posterior sampling: a gradient through the denoiser at each of 1000 steps. */
  public static Dps dps(Prior prior) {
    return Dps.of(prior);
  }

  /** Denoising diffusion restoration, in the singular vectors of A. */
  public static Ddrm ddrm(Prior prior) {
    return Ddrm.of(prior);
  }

  /** Pseudo-inverse guidance: a gradient through the denoiser, led back by A⁺. */
  public static PiGdm piGdm(Prior prior) {
    return PiGdm.of(prior);
  }

  /** A proximal step towards the measurements after each denoising. */
  public static DiffPir diffPir(Prior prior) {
    return DiffPir.of(prior);
  }

  /** What was measured from y, the rest from the prior. */
  public static Ddnm ddnm(Prior prior) {
    return Ddnm.of(prior);
  }

  /** From what was measured, noised for a share {@code t} of DDPM's levels. */
  public static Sdedit sdedit(Prior prior, double t) {
    return Sdedit.of(prior, t);
  }

  /**
   * A trained translator: one that ships, by its name, or what {@code cycleGan(source,
   * target)…fit().save(path)} wrote.
   *
   * @throws IllegalArgumentException if there is neither such a name nor such a file
   */
  public static Translator translator(String idOrPath) {
    return Translator.read(idOrPath);
  }

  /** EGSDE with its faithful expert alone: from the middle of the noise levels, as SDEdit. */
  public static Egsde egsde(Prior prior) {
    return Egsde.of(prior, Optional.empty());
  }

  /**
   * EGSDE with both experts; the encoder's features tell noisy images of two domains apart, such as
   * those of {@code domainClassifier(source, target)…fit().model()}. That has learnt from images of
   * the source's domain, so a translation by it is not zero-shot.
   */
  public static Egsde egsde(Prior prior, Encoder domains) {
    return Egsde.of(prior, Optional.of(domains));
  }

  /**
   * From noise to an image that shares its anatomy with a source of a contrast never learnt from.
   */
  public static Midiffusion midiffusion(Prior prior) {
    return Midiffusion.of(prior);
  }

  /** Linear interpolation of missing pixels from those that were seen: a floor for all others. */
  public static Interpolated interpolated() {
    return new Interpolated();
  }

  /** The linear estimate of least mean squared error, by the covariance of clean images. */
  public static Wiener wiener(Images cleanImages) {
    return new Wiener(cleanImages, Wiener.USUAL_RIDGE);
  }

  /** What was measured, as it is: beside translators the source itself, a floor for all others. */
  public static Copy copy() {
    return new Copy();
  }

  /**
   * Each image with the grey levels of these, by exact quantiles: a translator without a network.
   */
  public static HistogramMatching histogramMatching(Images target) {
    return new HistogramMatching(target);
  }

  /** The picture that a StyleGAN2 draws most like the one that was measured. */
  public static Inversion inversion(Generator generator) {
    return Inversion.of(generator);
  }

  /** A restorer of your own: {@code restorer("mean", (y, seed) -> …)}. */
  public static Own restorer(String name, Own.Function f) {
    return new Own(name, f, 0);
  }
}
