package org.sfumato.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The parts of one guided step, on four images of 64×64. {@link Ratio} compares them with a draw.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 5, time = 3)
@Fork(1)
public class StepBenchmark {
  private BareParts parts;

  /** Starts the engine and uploads what the parts need. */
  @Setup(Level.Trial)
  public void start() {
    parts = new BareParts(Scene.brain());
  }

  /** Frees it. */
  @TearDown(Level.Trial)
  public void stop() {
    parts.close();
  }

  /** The network forward. */
  @Benchmark
  public void networkForward() {
    parts.forward();
  }

  /** The network forward and back to its input. */
  @Benchmark
  public void networkForwardAndBack() {
    parts.network();
  }

  /** Local mutual information and its gradient. */
  @Benchmark
  public void lmiForwardAndBack() {
    parts.energy(0);
  }

  /** All of one step. */
  @Benchmark
  public void guidedStep() {
    parts.guidedStep(0);
  }
}
