package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Step;

/**
 * Where the square is that {@link KeepPatch} and {@link ExtractPatch} leave of an image: wholly
 * inside, anywhere with equal probability, keyed by the image's identity.
 *
 * @param n side of the square in pixels
 * @param oneForAll whether all images have it in the same place
 */
record Patch(String word, int n, boolean oneForAll, long seed) {
  Patch {
    if (n < 1) {
      throw new IllegalArgumentException(
          word + "(n) needs a square of at least one pixel, not " + n + "×" + n);
    }
  }

  /** 1 in the rows of the square, {@code [n, 1, 1, H]}. */
  NDArray start(NDArray x, Step s, boolean down) {
    long size = size(x, down);
    long other = size(x, !down);
    if (n > size || n > other) {
      throw new IllegalArgumentException(
          "a square of %d×%d pixels does not fit into images of %d×%d; make it smaller"
              .formatted(n, n, size(x, true), size(x, false)));
    }
    var step = oneForAll ? new SharedStep(s, seed) : s;
    return Draws.start(step, down ? "corruption down" : "corruption across", n, size);
  }

  /** 1 within the square and 0 outside, {@code [n, 1, H, W]}. */
  NDArray seen(NDArray x, Step s) {
    var down = Draws.stretch(start(x, s, true), n, size(x, true));
    var across = Draws.stretch(start(x, s, false), n, size(x, false));
    return down.reshape(-1, 1, size(x, true), 1).mul(across).toType(x.getDataType(), false);
  }

  static long size(NDArray x, boolean down) {
    return x.getShape().get(down ? 2 : 3);
  }

  Optional<String> blind(int h, int w) {
    return oneForAll && (n < h || n < w)
        ? Optional.of(text() + " leaves the same pixels of all images")
        : Optional.empty();
  }

  Patch shared() {
    return new Patch(word, n, true, seed);
  }

  Patch seeded(long other) {
    return new Patch(word, n, oneForAll, other);
  }

  String text() {
    return word
        + "("
        + n
        + ")"
        + (oneForAll ? ".shared()" : "")
        + (seed != 0 ? ".seed(" + seed + ")" : "");
  }
}
