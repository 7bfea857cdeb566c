package org.sfumato.guidance;

import ai.djl.ndarray.NDArray;
import org.sfumato.Images;
import org.sfumato.Step;

/** The two gray pictures that a term compares. */
final class Pictures {
  private static final double[] LUMA = {.299, .587, .114};

  private Pictures() {}

  /**
   * One channel: 0.299 R + 0.587 G + 0.114 B for colour, the array itself if it is gray.
   *
   * @param a {@code [n, C, H, W]}
   * @return {@code [n, 1, H, W]}
   */
  static NDArray gray(NDArray a) {
    long channels = a.getShape().get(1);
    if (channels == 1) {
      return a;
    }
    if (channels != 3) {
      throw new IllegalArgumentException("gray is defined for 1 or 3 channels, not " + channels);
    }
    var gray = a.get(":, 0:1").mul(LUMA[0]);
    return gray.add(a.get(":, 1:2").mul(LUMA[1])).add(a.get(":, 2:3").mul(LUMA[2]));
  }

  /** The source's gray rows for the images at hand, {@code [n, 1, H, W]}. */
  static NDArray source(String word, Images source, NDArray x0, Step s) {
    long h = x0.getShape().get(2);
    long w = x0.getShape().get(3);
    if (source.height() != h || source.width() != w) {
      throw new IllegalArgumentException(
          "%s compares pictures of one size, but the source has %d×%d pixels and the images have %d×%d%s"
              .formatted(
                  word,
                  source.height(),
                  source.width(),
                  h,
                  w,
                  h == w ? "; use source.resize(" + h + ")" : ""));
    }
    return gray(s.at(source));
  }

  /** Refuses a source that could never be compared, when the term is made. */
  static Images checked(String word, Images source) {
    if (source.size() == 0) {
      throw new IllegalArgumentException(word + " was given a source without images");
    }
    if (source.channels() != 1 && source.channels() != 3) {
      throw new IllegalArgumentException(
          word
              + " compares gray pictures, and gray is defined for 1 or 3 channels, not "
              + source.channels());
    }
    return source;
  }
}
