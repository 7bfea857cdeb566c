package org.sfumato.train;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.sfumato.diffusion.Trained;
import org.sfumato.loss.Loss;
import org.sfumato.loss.Losses;
import org.sfumato.loss.Objective;
import org.sfumato.network.Unet;

/** A U-Net that becomes the denoiser of a prior. */
record UnetSubject(Unet net) implements Subject<Trained> {
  UnetSubject {
    Objects.requireNonNull(net, "net");
  }

  /** The network as the loss needs it. */
  private Unet network(Optional<Objective> loss) {
    var ofImages = loss.filter(Loss.class::isInstance).map(Loss.class::cast);
    return ofImages.filter(Loss::masks).isPresent()
        ? net.maskChannel()
        : ofImages.filter(Loss::maps).isPresent() ? net.mapChannels() : net;
  }

  @Override
  public String text(Optional<Objective> loss) {
    return "train(" + network(loss).text() + ")";
  }

  @Override
  public String task() {
    return "train " + net.text();
  }

  @Override
  public String wanted() {
    return reads() ? "on(pairs)" : "on(images)";
  }

  @Override
  public boolean reads() {
    return net.reader().isPresent();
  }

  @Override
  public void check(Objective wanted) {
    if (!reads()) {
      Subject.super.check(wanted);
    } else if (!(wanted instanceof Loss loss) || loss.masks() || loss.maps()) {
      throw new IllegalArgumentException(
          "%s is told what to draw in words and by nothing else; it minimises denoising(), and %s is another thing"
              .formatted(net.text(), wanted.text()));
    }
  }

  @Override
  public Settings settings() {
    return reads() ? Settings.USUAL.taking(Settings.CAPTION_DROP) : Settings.USUAL;
  }

  @Override
  public void check(Material given) {
    if (reads() && !(given instanceof OfPairs)) {
      throw new IllegalArgumentException(
          "%s learns from pictures with reports, and %s has none; use on(pairs), or leave text(…) out"
              .formatted(net.text(), given.text()));
    }
    var shape = net.imageShape();
    var has = given.imageShape();
    if (!Arrays.equals(shape, has)) {
      throw new IllegalArgumentException(
          "the network takes images of shape %s, but %s has %s; %s"
              .formatted(
                  Arrays.toString(shape),
                  given.text(),
                  Arrays.toString(has),
                  has[0] == shape[0]
                      ? "resize(" + shape[1] + ") would fit"
                      : "use unet(" + shape[1] + ", " + has[0] + "), or toGray()"));
    }
  }

  @Override
  public Optional<Objective> usual() {
    return Optional.of(Losses.denoising());
  }

  @Override
  public Learner<Trained> learner(Training<Trained> training, Material material) {
    var loss = training.loss();
    return new UnetLearner(training, network(loss), (Loss) loss.orElseThrow(), material);
  }
}
