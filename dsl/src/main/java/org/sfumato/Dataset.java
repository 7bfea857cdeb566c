package org.sfumato;

import java.util.List;

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

  /**
   * The names of the classes that its images belong to, one each.
   *
   * @throws UnsupportedOperationException if the set has no classes
   */
  default List<String> classes() {
    throw new UnsupportedOperationException(id() + " has no classes; dataset(\"fashion\") has");
  }

  /**
   * The class of each of these images, a place in {@link #classes()}. Images that were changed keep
   * their classes.
   *
   * @throws UnsupportedOperationException if the set has no classes
   * @throws IllegalArgumentException if an image is not of this set
   */
  default int[] labels(Images x) {
    throw new UnsupportedOperationException(id() + " has no classes; dataset(\"fashion\") has");
  }

  /**
   * The pictures with the reports that were written of them.
   *
   * @throws UnsupportedOperationException if the set has no reports
   */
  default Pairs withReports() {
    throw new UnsupportedOperationException(
        id() + " has no reports; dataset(\"phantom/ct-reports\") has");
  }
}
