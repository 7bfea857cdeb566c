package org.sfumato.network;

import java.util.Arrays;

/**
 * A generator of square images and a critic of what is measured of them, after Radford et al. 2016:
 * transposed and strided convolutions of 4×4, halving and doubling down to 4×4. There are no batch
 * statistics in either: the gradient penalty is one image's (Gulrajani et al. 2017, section 4), and
 * a drawn image must not depend on those drawn with it. The generator has group norms instead.
 *
 * @param size height and width of the images, 8, 16, 32, …
 * @param channels of the images
 * @param latent numbers that an image is made from
 * @param width channels of the critic's first layer; up to four times as many at 4×4
 */
public record Dcgan(int size, int channels, int latent, int width) implements GeneratorNet {
  /** Groups of every group norm. */
  static final int GROUPS = 8;

  private static final Form FORM = new Form("a generator", "dcgan(%d, %d).latent(%d).width(%d)");

  public Dcgan {
    if (!fits(size)) {
      throw new IllegalArgumentException(
          "the generator draws images of 8, 16, 32, … pixels a side, not " + size);
    }
    if (channels < 1 || latent < 1) {
      throw new IllegalArgumentException("a generator needs at least one channel and one number");
    }
    if (width < 2 * GROUPS || width % (2 * GROUPS) != 0) {
      throw new IllegalArgumentException(
          "a width of %d does not divide into groups; use a multiple of %d"
              .formatted(width, 2 * GROUPS));
    }
  }

  /** For such images, with 64 numbers for each. */
  public static Dcgan of(int size, int channels, int width) {
    return new Dcgan(size, channels, 64, width);
  }

  /** With so many numbers for each image. */
  public Dcgan latent(int numbers) {
    return new Dcgan(size, channels, numbers, width);
  }

  /** With so many channels in the critic's first layer; up to four times as many at 4×4. */
  public Dcgan width(int channelsAtFirst) {
    return new Dcgan(size, channels, latent, channelsAtFirst);
  }

  /** Whether a side can be halved down to 4. */
  public static boolean fits(int side) {
    return side >= 8 && Integer.bitCount(side) == 1;
  }

  /**
   * The generator: {@code (z, p)} to {@code [n, C, size, size]} in [0, 1].
   *
   * @param half whether activations are bfloat16
   */
  public Plan generator(boolean half) {
    return new DcganPlan(this, half).generator();
  }

  @Override
  public Plan drawing() {
    return generator(false);
  }

  /**
   * The critic: {@code (y, p)} to {@code [n]}.
   *
   * @param measured {@code [C, H, W]} of what it judges; H = W, 8, 16, 32, …
   * @param half whether activations are bfloat16
   * @throws IllegalArgumentException if that is no such shape
   */
  public Plan critic(int[] measured, boolean half) {
    if (measured[1] != measured[2] || !fits(measured[1])) {
      throw new IllegalArgumentException(
          "the critic judges squares of 8, 16, 32, … pixels a side, not measurements of shape "
              + Arrays.toString(measured));
    }
    return new DcganPlan(this, half).critic(measured[0], measured[1]);
  }

  @Override
  public String text() {
    return FORM.text(size, channels, latent, width);
  }

  /** What was printed by {@link #text()}, read back. */
  public static Dcgan parse(String text) {
    int[] n = FORM.numbers(text);
    return new Dcgan(n[0], n[1], n[2], n[3]);
  }

  @Override
  public String toString() {
    return text();
  }
}
