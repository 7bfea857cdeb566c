package org.sfumato.laws;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.sfumato.Data;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Step;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Torch;
import org.sfumato.random.Noise;

/** A workbench for laws: fixed pictures, and steps that compute in double precision. */
public final class Bench {
  public static final double SIGMA = 0.3;

  private Bench() {}

  /** Random pictures with structure, a little away from 0 and 1. */
  public static Images pictures(int n, int c, int h, int w, long seed) {
    var random = new Random(seed);
    var values = new float[n * c * h * w];
    for (int i = 0; i < n * c; i++) {
      double a = 1 + random.nextDouble() * 5;
      double b = 1 + random.nextDouble() * 5;
      for (int k = 0; k < h * w; k++) {
        double wave = Math.sin(a * (k / w) / h + b * (k % w) / w + a * b);
        values[i * h * w + k] = (float) (0.5 + 0.35 * wave + 0.2 * (random.nextDouble() - 0.5));
      }
    }
    return Data.imagesOf(values, n, c, h, w);
  }

  /** The values in double precision; call it within {@link #scoped}. */
  public static NDArray precise(Images x) {
    return Torch.manager()
        .create(x.values(), new ai.djl.ndarray.types.Shape(longs(x.shape())))
        .toType(DataType.FLOAT64, false);
  }

  public static NDArray precise(Measurements y) {
    return Torch.manager()
        .create(y.values(), new ai.djl.ndarray.types.Shape(longs(y.shape())))
        .toType(DataType.FLOAT64, false);
  }

  /** The step of a run of these images, in the number type of {@code xt}. */
  public static Step step(NDArray xt, List<ImageId> ids, int index) {
    int[] places = IntStream.range(0, ids.size()).toArray();
    return new Precise(
        new ChunkStep(xt, ids, places, ids.size(), new Noise(99), SIGMA, 0.5, index),
        xt.getDataType());
  }

  /** Runs in a scope of native arrays and checks that none is left. */
  public static <T> T scoped(Supplier<T> work) {
    Torch.start();
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return work.get();
    }
  }

  private static long[] longs(int[] values) {
    return IntStream.of(values).asLongStream().toArray();
  }

  /** A step whose reference rows have the number type of the state. */
  private record Precise(Step step, DataType type) implements Step {
    @Override
    public double sigma() {
      return step.sigma();
    }

    @Override
    public double progress() {
      return step.progress();
    }

    @Override
    public int index() {
      return step.index();
    }

    @Override
    public NDArray xt() {
      return step.xt();
    }

    @Override
    public NDArray at(Images images) {
      return step.at(images).toType(type, false);
    }

    @Override
    public NDArray at(Measurements y) {
      return step.at(y).toType(type, false);
    }

    @Override
    public NDArray normal(String stream) {
      return step.normal(stream).toType(type, false);
    }

    @Override
    public NDArray uniform(String stream) {
      return step.uniform(stream).toType(type, false);
    }

    @Override
    public NDArray startNoise() {
      return step.startNoise().toType(type, false);
    }

    /** A smooth view of the state, as a prior that looks through masks would have. */
    @Override
    public NDArray denoised(int draw) {
      return step.xt().sin().mul(.5 + .1 * draw);
    }
  }
}
