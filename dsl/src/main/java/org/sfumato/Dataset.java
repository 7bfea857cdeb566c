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
}
