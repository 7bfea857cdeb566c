package org.sfumato.train;

import org.sfumato.Corruption;
import org.sfumato.diffusion.Trained;
import org.sfumato.network.Unet;

/** Training. */
public final class Trainings {
  private Trainings() {}

  /**
   * Learns to draw images from measurements {@code A.apply(images)} only, by adversarial training:
   * what the critic compares are measurements. The result is a generator.
   */
  public static AmbientGan ambientGan(Corruption a) {
    return AmbientGan.of(a);
  }

  /** Trains a U-Net as a denoiser; the result is a prior. */
  public static Training<Trained> train(Unet net) {
    return Training.of(new UnetSubject(net));
  }
}
