package org.sfumato.benchmarks;

import java.util.Arrays;
import java.util.Random;
import org.sfumato.Data;
import org.sfumato.Images;
import org.sfumato.Progress;
import org.sfumato.engine.Torch;
import org.sfumato.network.Networks;
import org.sfumato.network.Unet;
import org.sfumato.train.Trainings;

/**
 * What a training step costs beside the same step written by hand in DJL. The two take turns: when
 * the training reports a step, one step by hand is run and timed, and its time is taken off the
 * training's. Processor time counts; it needs one engine thread:
 *
 * <pre>
 * java -Dai.djl.pytorch.num_threads=1 -cp benchmarks/target/benchmarks.jar org.sfumato.benchmarks.TrainingRatio [repetitions]
 * </pre>
 */
public final class TrainingRatio {
  /** A training step may cost this much more than one by hand. */
  static final double LIMIT = 1.10;

  private static final int STEPS = 20;
  private static final int BATCH = 16;
  private static final Unet NET = Networks.unet(32, 1).channels(32, 64, 96);

  private TrainingRatio() {}

  /** Prints the ratios and ends with 1 if their median is over the limit. */
  public static void main(String[] arguments) throws Exception {
    int repetitions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    Torch.start();
    var images = images();
    var ratios = new double[repetitions];
    System.out.printf("%s, %s, Java %s%n", Torch.version(), Torch.deviceName(), Runtime.version());
    System.out.printf("%s, %d weights, batch %d%n", NET.text(), NET.plan().size(), BATCH);
    System.out.printf(
        "processor milliseconds per step%n%12s %12s %8s%n", "ours", "by hand", "ratio");
    try (var bare = new BareTraining(NET, images, BATCH)) {
      // The first round compiles and warms up.
      for (int round = -1; round < repetitions; round++) {
        var bareTime = new Spent[] {Spent.NOTHING};
        var start = Spent.byProcess();
        try (var turns = Progress.listen(p -> bareTime[0] = bareTime[0].plus(turn(p, bare)))) {
          Trainings.train(NET).on(images).steps(STEPS).batch(BATCH).seed(round).fit();
        }
        var hand = bareTime[0].over(STEPS).processor();
        var ours = Spent.byProcess().minus(start).minus(bareTime[0]).over(STEPS).processor();
        if (round >= 0) {
          ratios[round] = ours / hand;
          System.out.printf("%12.2f %12.2f %8.3f%n", ours, hand, ratios[round]);
        }
      }
    }
    Arrays.sort(ratios);
    double median = ratios[repetitions / 2];
    System.out.printf("%ntraining step / by hand: %.3f, limit %.2f%n", median, LIMIT);
    System.exit(median > LIMIT ? 1 : 0);
  }

  private static Spent turn(Progress p, BareTraining bare) {
    if (p.done() == 0 || p.finished() || !p.task().startsWith("train")) {
      return Spent.NOTHING;
    }
    var start = Spent.byThread();
    bare.step();
    return Spent.byThread().minus(start);
  }

  private static Images images() {
    var random = new Random(1);
    var values = new float[256 * 1024];
    for (int k = 0; k < values.length; k++) {
      values[k] = random.nextFloat();
    }
    return Data.imagesOf(values, 256, 1, 32, 32);
  }
}
