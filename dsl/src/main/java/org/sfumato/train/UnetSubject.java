package org.sfumato.train;

import java.util.Objects;
import org.sfumato.diffusion.Trained;
import org.sfumato.loss.Loss;
import org.sfumato.loss.Losses;
import org.sfumato.network.Unet;

/** A U-Net that becomes the denoiser of a prior. */
record UnetSubject(Unet net) implements Subject<Trained> {
  UnetSubject {
    Objects.requireNonNull(net, "net");
  }

  /** The network as the loss needs it. */
  Unet network(Loss loss) {
    return loss.masks() ? net.maskChannel() : loss.maps() ? net.mapChannels() : net;
  }

  @Override
  public String text(Loss loss) {
    return "train(" + network(loss).text() + ")";
  }

  @Override
  public String task() {
    return "train " + net.text();
  }

  @Override
  public int[] imageShape() {
    return net.imageShape();
  }

  @Override
  public Loss usual() {
    return Losses.denoising();
  }

  @Override
  public Learner<Trained> learner(Training<Trained> training, Material material) {
    return new UnetLearner(training, network(training.loss()), material);
  }
}
