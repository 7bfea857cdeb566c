package org.sfumato.guidance;

import ai.djl.ndarray.NDArray;
import java.util.stream.IntStream;
import org.sfumato.Term;

/** One number per image: how arrays become energies, and the check that they are. */
public final class Energies {
  /** Keeps the gradient of a norm finite where the norm is 0; a norm of 0 reads 1e-6. */
  private static final double SMALL = 1e-12;

  private Energies() {}

  /**
   * The energy if it is one value per image. A sum over the whole batch would let images influence one
   * another, and their results would depend on the company they are drawn in.
   *
   * @param n how many images there are
   * @throws IllegalArgumentException naming the term and what it returned
   */
  public static NDArray checked(NDArray energy, Term term, long n) {
    var shape = energy == null ? null : energy.getShape();
    if (shape != null && shape.dimension() == 1 && shape.get(0) == n) {
      return energy;
    }
    String what = shape == null ? "nothing" : shape.dimension() == 0 ? "a scalar" : "the shape " + shape;
    throw new IllegalArgumentException(
        "%s returned %s, but guidance needs one value per image, [n]; use sqNorm(a), norm(a) or average(a)"
            .formatted(term instanceof Energy e ? e.label() : term.text(), what));
  }

  static NDArray sqNorm(NDArray a) {
    return summed(a.square());
  }

  static NDArray norm(NDArray a) {
    return sqNorm(a).add(SMALL).sqrt();
  }

  static NDArray average(NDArray a) {
    return summed(a).div((double) a.getShape().size() / a.getShape().get(0));
  }

  /** The sum over all but the first axis. */
  private static NDArray summed(NDArray a) {
    int axes = a.getShape().dimension();
    if (axes == 0) {
      throw new IllegalArgumentException(
          "a scalar has no images to sum within; give an array whose first axis counts the images");
    }
    return axes == 1 ? a : a.sum(IntStream.range(1, axes).toArray());
  }
}
