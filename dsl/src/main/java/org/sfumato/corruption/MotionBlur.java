package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.Step;

/**
 * Blur by a camera that moved (the idea of Boracchi and Foi 2012, as Chung et al. 2023 use it): the
 * kernel is a random path within n×n pixels, one per image, keyed by the image's identity. It has
 * no negative weight and sums to 1; the image goes on periodically.
 *
 * @param n side of the kernel in pixels
 * @param intensity from 0, a straight line, to 1, a path that turns often and jerks
 * @param oneForAll whether all images are blurred by the same kernel
 */
public record MotionBlur(int n, double intensity, boolean oneForAll, long seed) implements Linear {
  public MotionBlur {
    if (n < 1) {
      throw new IllegalArgumentException(
          "motionBlur(n, intensity) needs a kernel of at least one pixel, not " + n);
    }
    if (!(intensity >= 0 && intensity <= 1)) {
      throw new IllegalArgumentException(
          "motionBlur(n, intensity) needs an intensity from 0 to 1, not "
              + Numbers.text(intensity));
    }
  }

  /** One kernel for all images. */
  public MotionBlur shared() {
    return new MotionBlur(n, intensity, true, seed);
  }

  @Override
  public MotionBlur seed(long seed) {
    return new MotionBlur(n, intensity, oneForAll, seed);
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    return fourier().of(x, s);
  }

  @Override
  public NDArray adjoint(NDArray y, Step s) {
    return fourier().adjoint(y, s);
  }

  @Override
  public Optional<Svd> svd() {
    return Optional.of(fourier());
  }

  private Fourier fourier() {
    return new Fourier(this::kernel);
  }

  /** The kernels with their middle at the upper left of a periodic image. */
  private NDArray kernel(NDArray like, Step s) {
    int h = (int) like.getShape().get(2);
    int w = (int) like.getShape().get(3);
    if (n > h || n > w) {
      throw new IllegalArgumentException(
          "a kernel of %d×%d pixels is larger than images of %d×%d; make it smaller"
              .formatted(n, n, h, w));
    }
    var step = oneForAll ? new SharedStep(s, seed) : s;
    var turns = step.normal("corruption turn");
    var jerks = step.uniform("corruption jerk");
    int images = (int) turns.getShape().get(0);
    double[] turn = flat(turns);
    double[] jerk = flat(jerks);
    int one = turn.length / images;
    var all = new double[images * h * w];
    for (int i = 0; i < images; i++) {
      var path = new CameraPath(turn, jerk, i * one, one, intensity);
      double[] k = path.kernel(n);
      for (int r = 0; r < n; r++) {
        for (int c = 0; c < n; c++) {
          int row = Math.floorMod(r - n / 2, h);
          all[(i * h + row) * w + Math.floorMod(c - n / 2, w)] = k[r * n + c];
        }
      }
    }
    return like.getManager()
        .create(all, new Shape(images, 1, h, w))
        .toType(like.getDataType(), false);
  }

  private static double[] flat(NDArray a) {
    return a.toType(DataType.FLOAT64, false).toDoubleArray();
  }

  @Override
  public Optional<String> indivisible() {
    return Optional.of(Whole.sentence(text(), "each measurement mixes many pixels"));
  }

  @Override
  public String equation(String x) {
    return "k_{" + n + "\\times" + n + "} * " + x;
  }

  @Override
  public String text() {
    return "motionBlur("
        + n
        + ", "
        + Numbers.text(intensity)
        + ")"
        + (oneForAll ? ".shared()" : "")
        + (seed != 0 ? ".seed(" + seed + ")" : "");
  }
}
