package org.sfumato.network;

import java.util.ArrayList;
import java.util.List;

/**
 * StyleGAN2 (Karras et al. 2020): a mapping network from z to w, a generator whose convolutions are
 * modulated by w and demodulated, with a picture summed up over all sizes (skips) and noise added
 * at each, and a residual critic that sees how much a batch varies. Weights are scaled when they
 * are used, not when they are drawn, so that all learn at one rate.
 *
 * @param size height and width of the images, 8, 16, 32, …
 * @param channels of the images
 * @param width channels at full size; twice as many at each halving, up to four times as many
 * @param style numbers of z, and of w
 * @param layers of the mapping network
 */
public record StyleGan(int size, int channels, int width, int style, int layers)
    implements GeneratorNet {
  static final String WORD = "styleGan2";

  /** Of a batch, so many images at a time are asked how much they vary. */
  private static final int GROUP = 4;

  private static final Form FORM =
      new Form("a generator", WORD + "(%d, %d).width(%d).style(%d).layers(%d)");

  public StyleGan {
    if (!Dcgan.fits(size)) {
      throw new IllegalArgumentException(
          "styleGan draws images of 8, 16, 32, … pixels a side, not " + size);
    }
    if (channels < 1 || width < 1 || style < 1 || layers < 1) {
      throw new IllegalArgumentException(
          "styleGan needs at least one channel, one number of style and one layer of mapping");
    }
  }

  /** For such images: width 32, 128 numbers of style, 2 layers of mapping. */
  public static StyleGan of(int size, int channels) {
    return new StyleGan(size, channels, 32, 128, 2);
  }

  /** With so many channels at full size; up to four times as many at smaller ones. */
  public StyleGan width(int channelsAtFullSize) {
    return new StyleGan(size, channels, channelsAtFullSize, style, layers);
  }

  /** With so many numbers of z, and of w. */
  public StyleGan style(int numbers) {
    return new StyleGan(size, channels, width, numbers, layers);
  }

  /** With so many layers of mapping; the paper has 8, the code's usual settings 2. */
  public StyleGan layers(int ofMapping) {
    return new StyleGan(size, channels, width, style, ofMapping);
  }

  /** z, and the noise of all maps. */
  @Override
  public int latent() {
    return style + noise();
  }

  /** How many numbers of noise an image has, map after map. */
  public int noise() {
    return maps().stream().mapToInt(side -> side * side).sum();
  }

  /** Sides of the noise maps, from 4 up: one at 4, two at each other size. */
  public List<Integer> maps() {
    var sides = new ArrayList<Integer>();
    for (int side = 4; side <= size; side *= 2) {
      sides.add(side);
      if (side > 4) {
        sides.add(side);
      }
    }
    return List.copyOf(sides);
  }

  /** How many places take a w: two at each size. */
  public int places() {
    return 2 * (Integer.numberOfTrailingZeros(size) - 1);
  }

  /** Channels at a size. */
  int widthAt(int side) {
    return width << Math.min(2, Integer.numberOfTrailingZeros(size / side));
  }

  /** {@code (z, p)} to {@code [n, style]}. */
  public Plan mapping() {
    return new StyleGanPlan(this).mapping();
  }

  /**
   * {@code (ws, noise, p)} to images in the network's range: {@code [n, places, style]} and {@code
   * [n, noise]} to {@code [n, C, size, size]}, black at −1 and white at 1, not clipped.
   */
  public Plan synthesis() {
    return new StyleGanPlan(this).synthesis();
  }

  @Override
  public Plan drawing() {
    return new StyleGanPlan(this).drawing();
  }

  /**
   * The critic: images in the network's range to {@code [n]}.
   *
   * @param batch how many images it will judge at once
   */
  public Plan critic(int batch) {
    int group = GROUP;
    while (batch % group != 0) {
      group /= 2;
    }
    return new StyleGanCritic(this, group).plan();
  }

  @Override
  public String text() {
    return FORM.text(size, channels, width, style, layers);
  }

  /** What was printed by {@link #text()}, read back. */
  static StyleGan parse(String text) {
    int[] n = FORM.numbers(text);
    return new StyleGan(n[0], n[1], n[2], n[3], n[4]);
  }

  @Override
  public String toString() {
    return text();
  }
}
