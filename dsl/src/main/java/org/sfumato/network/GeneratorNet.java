package org.sfumato.network;

import org.sfumato.Shown;

/** The networks that a {@link Generator} may be. */
public sealed interface GeneratorNet extends Shown permits Dcgan, StyleGan {
  /**
   * What draws: {@code (z, p)} to {@code [n, C, size, size]} in [0, 1].
   *
   * @return a function of {@code [n, latent]} standard normal numbers
   */
  Plan drawing();

  /** Numbers that an image is made from. */
  int latent();

  /** Channels of the images. */
  int channels();

  /** Height and width of the images. */
  int size();

  /** {@code [C, H, W]} of the images. */
  default int[] imageShape() {
    return new int[] {channels(), size(), size()};
  }

  /**
   * What was printed by {@link #text()}, read back.
   *
   * @throws IllegalArgumentException if it describes no generator
   */
  static GeneratorNet parse(String text) {
    return text.startsWith(StyleGan.WORD) ? StyleGan.parse(text) : Dcgan.parse(text);
  }
}
