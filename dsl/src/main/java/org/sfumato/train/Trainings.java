package org.sfumato.train;

import org.sfumato.network.Unet;

/** Training. */
public final class Trainings {
  private Trainings() {}

  /** Trains a U-Net as a denoiser; the result is a prior. */
  public static Training train(Unet net) {
    return Training.of(net);
  }
}
