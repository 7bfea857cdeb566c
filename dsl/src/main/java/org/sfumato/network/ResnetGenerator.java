package org.sfumato.network;

import org.sfumato.Shown;

/**
 * A network from images to images of another kind, as CycleGAN has it (Johnson et al. 2016; Zhu et
 * al. 2017, appendix): a 7×7 convolution, two halvings, residual blocks, two doublings, a 7×7
 * convolution and tanh; edges are reflected and each channel of each image is normed by itself,
 * without scale and shift. An image does not depend on those beside it.
 *
 * @param size height and width of the images, a multiple of 4 from 8 up
 * @param channels of the images
 * @param width channels after the first convolution; four times as many in the blocks
 * @param blocks residual blocks; the paper has 6 up to 128 pixels a side, and 9 above
 */
public record ResnetGenerator(int size, int channels, int width, int blocks) implements Shown {
  private static final Form FORM =
      new Form("a ResNet generator", "resnetGenerator(%d, %d).width(%d).blocks(%d)");

  public ResnetGenerator {
    if (!fits(size)) {
      throw new IllegalArgumentException(
          "the ResNet generator translates squares whose side is a multiple of 4 from 8 up, not of "
              + size
              + " pixels");
    }
    if (channels < 1 || width < 1) {
      throw new IllegalArgumentException("a ResNet generator needs at least one channel");
    }
    if (blocks < 0) {
      throw new IllegalArgumentException("a ResNet generator has no " + blocks + " blocks");
    }
  }

  /** Six blocks of 4·32 channels. */
  public static ResnetGenerator of(int size, int channels) {
    return new ResnetGenerator(size, channels, 32, 6);
  }

  /** Whether a side can be halved twice and reflected at its edges. */
  public static boolean fits(int side) {
    return side >= 8 && side % 4 == 0;
  }

  /** With so many channels after the first convolution. */
  public ResnetGenerator width(int channelsAtFirst) {
    return new ResnetGenerator(size, channels, channelsAtFirst, blocks);
  }

  /** With so many residual blocks. */
  public ResnetGenerator blocks(int n) {
    return new ResnetGenerator(size, channels, width, n);
  }

  /**
   * The function {@code (x, p)}: images {@code [n, C, size, size]} in [−1, 1] to images alike.
   *
   * @param half whether activations are bfloat16
   */
  public Plan plan(boolean half) {
    return new CyclePlan(half).generator(this);
  }

  /** {@code [C, H, W]} of the images. */
  public int[] imageShape() {
    return new int[] {channels, size, size};
  }

  @Override
  public String text() {
    return FORM.text(size, channels, width, blocks);
  }

  /** What was printed by {@link #text()}, read back. */
  public static ResnetGenerator parse(String text) {
    int[] n = FORM.numbers(text);
    return new ResnetGenerator(n[0], n[1], n[2], n[3]);
  }

  @Override
  public String toString() {
    return text();
  }
}
