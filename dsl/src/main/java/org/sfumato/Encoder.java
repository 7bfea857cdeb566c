package org.sfumato;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * What turns images into features, so that sets of images, or an image and its reference, can be
 * compared by what they show. Measures built on one carry its {@link #name()} and never a famous
 * name that belongs to another.
 */
@FunctionalInterface
public interface Encoder extends Shown {
  /**
   * @param x images, {@code [n, C, H, W]}, in [0, 1], of any size and one or three channels
   * @return features, {@code [n, d]}
   */
  NDArray of(NDArray x, Step s);

  /**
   * Features for a cosine of an image and its reference, where the step's noise level is that of
   * the images; for an encoder without places they are those of the whole image.
   *
   * @return features {@code [n, d]}, or maps of features {@code [n, c, h, w]}
   */
  default NDArray places(NDArray x, Step s) {
    return of(x, s);
  }

  /** Such as {@code mobilenet}. */
  default String name() {
    var simple = getClass().getSimpleName();
    return simple.isEmpty() || getClass().isHidden() || getClass().isSynthetic()
        ? "encoder"
        : simple;
  }

  /** What defines the features: network, hash of its weights, how images are resized to it. */
  default String variant() {
    return "";
  }

  /**
   * Feature maps at several depths, each {@code [n, c, h, w]}, from the first layer to the last.
   *
   * @throws IllegalArgumentException if the encoder gives none
   */
  default NDList maps(NDArray x) {
    throw new IllegalArgumentException(
        name() + " has no feature maps, which a perceptual distance needs; use mobilenet()");
  }

  /**
   * What the network's last layer says of each class, {@code [n, classes]}, before the softmax and
   * without the layer's bias; the inception score needs it.
   *
   * @throws IllegalArgumentException if the encoder has no classes
   */
  default NDArray logits(NDArray x) {
    throw new IllegalArgumentException(
        name() + " has no classes, which an inception score needs; use inception()");
  }

  @Override
  default String text() {
    return name() + (variant().isEmpty() ? "" : " (" + variant() + ")");
  }
}
