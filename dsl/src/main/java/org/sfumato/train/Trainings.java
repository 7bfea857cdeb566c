package org.sfumato.train;

import java.util.Optional;
import org.sfumato.Corruption;
import org.sfumato.Images;
import org.sfumato.diffusion.Trained;
import org.sfumato.network.Aligned;
import org.sfumato.network.Dcgan;
import org.sfumato.network.DomainClassifier;
import org.sfumato.network.FindingClassifier;
import org.sfumato.network.Generator;
import org.sfumato.network.ImageTower;
import org.sfumato.network.PatchDiscriminator;
import org.sfumato.network.ResnetGenerator;
import org.sfumato.network.StyleGan;
import org.sfumato.network.TwoTower;
import org.sfumato.network.Unet;
import org.sfumato.restore.Translator;

/** Training. */
public final class Trainings {
  private Trainings() {}

  /**
   * Learns to draw images from measurements {@code A.apply(images)} only, by adversarial training:
   * what the critic compares are measurements. The result is a generator. A step is one of the
   * critic; every fifth is one of the generator too.
   */
  public static Training<Generator> ambientGan(Corruption a) {
    return Training.of(new AmbientGanSubject(a, Optional.empty()));
  }

  /** The same with these networks, such as {@code dcgan(32, 1).width(48)}. */
  public static Training<Generator> ambientGan(Corruption a, Dcgan net) {
    return Training.of(new AmbientGanSubject(a, Optional.of(net)));
  }

  /**
   * Learns to translate images of one kind to images of another and back, from a set of each: no
   * image has a partner (CycleGAN). The networks are for the images' size. Epochs are passes over
   * the source.
   */
  public static Training<Translator> cycleGan(Images source, Images target) {
    return Training.of(new CycleGanSubject(source, target, Optional.empty()));
  }

  /** The same with these networks, one of each for each kind of image. */
  public static Training<Translator> cycleGan(
      Images source, Images target, ResnetGenerator generator, PatchDiscriminator discriminator) {
    var nets = new CycleGanSubject.Nets(generator, discriminator);
    return Training.of(new CycleGanSubject(source, target, Optional.of(nets)));
  }

  /**
   * Learns to tell images of a source's domain from images of a target's at every noise level; no
   * image has a partner. The result's features are what {@code egsde(prior, fit.model())} leaves
   * the source's domain by. A translation by it is not zero-shot: it has seen images of the
   * source's domain, which the prior has not. Epochs are passes over the source.
   *
   * @throws IllegalArgumentException if the two sets have images of different shapes
   */
  public static Training<DomainClassifier> domainClassifier(Images source, Images target) {
    return Training.of(new DomainSubject(source, target, Optional.empty()));
  }

  /** The same with the half of this U-Net that goes down, such as {@code unet(64, 1)}. */
  public static Training<DomainClassifier> domainClassifier(
      Images source, Images target, Unet net) {
    return Training.of(new DomainSubject(source, target, Optional.of(net)));
  }

  /**
   * Learns to draw images of this size from images, as StyleGAN2 does: a generator whose style can
   * be looked for, which {@code inversion(generator)} does. A step is one of the critic and one of
   * the generator.
   *
   * @throws IllegalArgumentException if the size is none of 8, 16, 32, …
   */
  public static Training<Generator> styleGan(int size) {
    return Training.of(new StyleGanSubject(size, Optional.empty()));
  }

  /** The same with these networks, such as {@code styleGan2(64, 1).width(16)}. */
  public static Training<Generator> styleGan(StyleGan net) {
    return Training.of(new StyleGanSubject(net.size(), Optional.of(net)));
  }

  /**
   * Trains two towers on pictures with reports, {@code .on(pairs).minimise(ita().plus(cta()))}; the
   * result puts both into one space. The vocabulary is learnt from the reports. AdamW; the rate
   * rises over the first 40 % of the steps and then follows a cosine to zero, as in MGCA.
   */
  public static Training<Aligned> train(TwoTower net) {
    return Training.of(new AlignedSubject(net));
  }

  /**
   * Trains an image encoder with a logistic regression for each finding, from labels alone and from
   * fresh weights: {@code train(resnet(64)).on(pairs.train())}. What an alignment is worth is seen
   * beside it.
   */
  public static Training<FindingClassifier> train(ImageTower net) {
    return Training.of(new FindingSubject(net, Optional.empty()));
  }

  /** The same, but it begins with the image encoder of these towers, and all of it goes on. */
  public static Training<FindingClassifier> fineTune(Aligned towers) {
    return Training.of(new FindingSubject(towers.network().image(), Optional.of(towers)));
  }

  /** Trains a U-Net as a denoiser; the result is a prior. */
  public static Training<Trained> train(Unet net) {
    return Training.of(new UnetSubject(net));
  }
}
