package org.sfumato;

/**
 * A named set of images with fixed splits. Slices of one head are split by contiguous blocks with a
 * gap between them, because neighbouring slices look alike. It prints its card.
 */
public interface Dataset extends Shown {
  /** Such as {@code brainweb/pd}. */
  String id();

  Images train();

  Images validation();

  Images test();

  /**
   * The same set at another size: pictures of {@code pixels}×{@code pixels}, made from the source
   * itself and not from pictures that were made smaller before.
   *
   * @throws UnsupportedOperationException if the set has one size only
   */
  default Dataset at(int pixels) {
    throw new UnsupportedOperationException(
        id() + " has one size only; use resize(" + pixels + ") on its images");
  }
}
