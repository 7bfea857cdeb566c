package org.sfumato.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sfumato.ImageId;
import org.sfumato.random.Noise;

/**
 * Normal noise for one image of 64×64: a function of (seed, stream, image, step) with the same bits
 * everywhere, beside an ordinary generator that keeps no promise.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class NoiseBenchmark {
  private static final int PIXELS = 64 * 64;

  private final float[] image = new float[PIXELS];
  private final Noise noise = new Noise(7);
  private final ImageId id = new ImageId("draw", 3);
  private final SplittableRandom random = new SplittableRandom(7);
  private int step;

  /** Philox and Box–Muller. */
  @Benchmark
  public float[] keyedNormal() {
    noise.normal("step", id, step++, image, 0, PIXELS);
    return image;
  }

  /** Philox alone. */
  @Benchmark
  public float[] keyedUniform() {
    noise.uniform("step", id, step++, image, 0, PIXELS);
    return image;
  }

  /** The JDK's splittable generator and its ziggurat. */
  @Benchmark
  public float[] splittableNormal() {
    for (int k = 0; k < PIXELS; k++) {
      image[k] = (float) random.nextGaussian();
    }
    return image;
  }
}
