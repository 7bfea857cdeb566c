package org.sfumato.train;

import org.sfumato.diffusion.Trained;
import org.sfumato.network.Unet;

/** Training. */
public final class Trainings {
  private Trainings() {}

  /** Trains a U-Net as a denoiser; the result is a prior. */
  public static Training<Trained> train(Unet net) {
    return Training.of(new UnetSubject(net));
  }
}
