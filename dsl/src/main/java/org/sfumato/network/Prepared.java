package org.sfumato.network;

import ai.djl.ndarray.NDArray;
import org.sfumato.engine.Op;

/**
 * How images in [0, 1] come to the size, the channels and the range that a network was taught. One
 * channel that is shown as three is copied first: as a view it gives a resized image a layout on
 * which convolutions take thirty times as long.
 */
enum Prepared {
  /** To 224×224 by a bilinear filter that widens as it shrinks; values stay in [0, 1]. */
  BILINEAR_224(
      "antialiased bilinear to 224×224",
      """
      def bilinear_224(self, x: Tensor) -> Tensor:
        c = torch.contiguous(torch.expand(x, [-1, 3, -1, -1]))
        return torch._upsample_bilinear2d_aa(c, [224, 224], False, None)
      """),

  /** As {@code pytorch-fid} does: plain bilinear to 299×299, then 2x − 1. */
  BILINEAR_299(
      "pytorch-fid's bilinear to 299×299",
      """
      def bilinear_299(self, x: Tensor) -> Tensor:
        c = torch.contiguous(torch.expand(x, [-1, 3, -1, -1]))
        r = torch.upsample_bilinear2d(c, [299, 299], False, None)
        return torch.sub(torch.mul(r, 2.), 1.)
      """),

  /** As {@code clean-fid} does: PIL's bicubic to 299×299, then (x − 128)/128 of 0 to 255. */
  CLEAN_299(
      "clean-fid's antialiased bicubic to 299×299",
      """
      def clean_299(self, x: Tensor) -> Tensor:
        c = torch.contiguous(torch.mul(torch.expand(x, [-1, 3, -1, -1]), 255.))
        r = torch._upsample_bicubic2d_aa(c, [299, 299], False, None)
        return torch.div(torch.sub(torch.clamp(r, 0., 255.), 128.), 128.)
      """),

  /** The image's own size, levels from 0 to 255. */
  LEVELS(
      "at the images' own size",
      """
      def levels(self, x: Tensor) -> Tensor:
        return torch.round(torch.mul(torch.expand(x, [-1, 3, -1, -1]), 255.))
      """),

  /** The image's own size; less ImageNet's mean colour, divided by its spread. */
  IMAGENET(
      "at the images' own size",
      """
      def imagenet(self, x: Tensor) -> Tensor:
        m = torch.reshape(torch.tensor([0.485, 0.456, 0.406], dtype=6, device=x.device), [1, 3, 1, 1])
        s = torch.reshape(torch.tensor([0.229, 0.224, 0.225], dtype=6, device=x.device), [1, 3, 1, 1])
        return torch.div(torch.sub(torch.expand(x, [-1, 3, -1, -1]), m), s)
      """);

  private final String rule;
  private final String source;

  Prepared(String rule, String source) {
    this.rule = rule;
    this.source = source;
  }

  /** The rule in words. */
  String rule() {
    return rule;
  }

  /**
   * @param encoder whose images they are, for a refusal
   * @param x {@code [n, 1 or 3, H, W]}
   * @throws IllegalArgumentException if there are other channels
   */
  NDArray of(String encoder, NDArray x) {
    var shape = x.getShape();
    if (shape.dimension() != 4 || shape.get(1) != 1 && shape.get(1) != 3) {
      throw new IllegalArgumentException(
          encoder
              + " sees images of one or three channels, [n, 1, H, W] or [n, 3, H, W], not "
              + shape);
    }
    return Op.of(source).on(x);
  }
}
