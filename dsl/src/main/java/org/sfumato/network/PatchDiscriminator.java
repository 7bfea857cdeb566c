package org.sfumato.network;

import org.sfumato.Shown;

/**
 * A critic that judges every patch of an image by itself (PatchGAN, Isola et al. 2017): 4×4
 * convolutions with leaky rectifiers, of which {@code layers} halve the side; each channel of each
 * image is normed by itself. With three such layers a patch has 70×70 pixels.
 *
 * @param channels of the images
 * @param width channels of the first layer; up to eight times as many in the last
 * @param layers that halve
 */
public record PatchDiscriminator(int channels, int width, int layers) implements Shown {
  public PatchDiscriminator {
    if (channels < 1 || width < 1 || layers < 1) {
      throw new IllegalArgumentException(
          "a patch discriminator needs at least one channel and one layer");
    }
  }

  /** Three layers of 32, 64 and 128 channels, and one of 256. */
  public static PatchDiscriminator of(int channels) {
    return new PatchDiscriminator(channels, 32, 3);
  }

  /** With so many channels in the first layer. */
  public PatchDiscriminator width(int channelsAtFirst) {
    return new PatchDiscriminator(channels, channelsAtFirst, layers);
  }

  /** With so many layers that halve the side: one fewer judges patches of half the size. */
  public PatchDiscriminator layers(int n) {
    return new PatchDiscriminator(channels, width, n);
  }

  /** How many patches it judges along a side of so many pixels; below 1 it cannot judge them. */
  public int patches(int side) {
    return (side >> layers) - 2;
  }

  /** Pixels along a side of what one value depends on. */
  public int field() {
    int field = 7;
    for (int l = 0; l < layers; l++) {
      field = 2 * field + 2;
    }
    return field;
  }

  /**
   * The function {@code (x, p)}: images {@code [n, C, H, W]} in [−1, 1] to {@code [n, 1, h, w]}, a
   * value for each patch, near 1 for images taken for real.
   *
   * @param half whether activations are bfloat16
   */
  public Plan plan(boolean half) {
    return new CyclePlan(half).discriminator(this);
  }

  @Override
  public String text() {
    return "patchDiscriminator(%d).width(%d).layers(%d)".formatted(channels, width, layers);
  }

  @Override
  public String toString() {
    return text();
  }
}
