package org.sfumato.train;

import java.util.Arrays;
import java.util.Optional;
import org.sfumato.loss.Objective;
import org.sfumato.network.Generator;
import org.sfumato.network.StyleGan;

/**
 * A StyleGAN2 that is to be learnt from images.
 *
 * @param size height and width of the images
 * @param given the networks, if it is not for the images to decide
 */
record StyleGanSubject(int size, Optional<StyleGan> given) implements Subject<Generator> {
  StyleGanSubject {
    // Refuses a size that does not fit before there are images.
    StyleGan.of(size, 1);
  }

  private StyleGan network(int[] image) {
    return given.orElseGet(() -> StyleGan.of(size, image[0]));
  }

  @Override
  public String text(Optional<Objective> loss) {
    return "styleGan(" + given.map(StyleGan::text).orElse(String.valueOf(size)) + ")";
  }

  @Override
  public String task() {
    return "train " + text(Optional.empty());
  }

  @Override
  public Optional<Objective> usual() {
    return Optional.empty();
  }

  /** A step is one of the critic and one of the generator. The half-life counts images. */
  @Override
  public Settings settings() {
    return Settings.USUAL
        .usually(Settings.STEPS, 2000)
        .usually(Settings.BATCH, 16)
        .usually(Settings.RATE, 2.5e-3)
        .usually(Settings.EMA, 5000.)
        .leaving(
            Settings.CONSTANT,
            Settings.CLIP,
            Settings.PATIENCE,
            Settings.AUGMENTED,
            Settings.MIXED);
  }

  @Override
  public Gauge gauge(Optional<Objective> loss) {
    return new Gauge("apart", "critic", "critic's value of images less that of drawn ones", false);
  }

  @Override
  public Optional<String> latex(Optional<Objective> loss) {
    return Optional.of(
        "\\min_G \\max_D\\; -\\mathbb E\\, s(D(G(z))) - \\mathbb E\\, s(-D(x)) - \\tfrac{\\gamma}{2}\\, \\mathbb E\\, \\lVert \\nabla D(x) \\rVert^2 + 2\\, \\mathbb E\\, ( \\lVert J_w^{T} y \\rVert - a )^2,\\quad s(t) = \\log(1 + e^{t})");
  }

  @Override
  public void check(Material material) {
    if (!(material instanceof Material.OfImages)) {
      throw new IllegalArgumentException(
          "%s learns from images, but it was given measurements; ambientGan(A) learns from those"
              .formatted(text(Optional.empty())));
    }
    var net = network(material.imageShape());
    if (!Arrays.equals(net.imageShape(), material.imageShape())) {
      throw new IllegalArgumentException(
          "%s draws images of shape %s, but %s has images of shape %s; resize them, or train another size"
              .formatted(
                  text(Optional.empty()),
                  Arrays.toString(net.imageShape()),
                  material.text(),
                  Arrays.toString(material.imageShape())));
    }
  }

  @Override
  public Learner<Generator> learner(Training<Generator> training, Material material) {
    return new StyleGanLearner(training, network(material.imageShape()));
  }
}
