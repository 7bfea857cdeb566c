package org.sfumato.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.sfumato.Data;
import org.sfumato.Pairs;
import org.sfumato.Progress;
import org.sfumato.engine.Resident;
import org.sfumato.engine.Torch;
import org.sfumato.loss.Losses;
import org.sfumato.network.Networks;
import org.sfumato.network.TwoTower;
import org.sfumato.train.Trainings;

/**
 * What a training step of two towers costs beside the same step written by hand in DJL, and how
 * much memory the process takes at most. The two take turns, as in {@link TrainingRatio}. It needs
 * one engine thread:
 *
 * <pre>
 * java -Xmx512m -Dai.djl.pytorch.num_threads=1 -cp benchmarks/target/benchmarks.jar org.sfumato.benchmarks.AlignmentRatio [repetitions] [batch] [alone]
 * </pre>
 *
 * With {@code alone} no step by hand is run, so that the memory is the training's.
 */
public final class AlignmentRatio {
  /** A training step may cost this much more than one by hand. */
  static final double LIMIT = 1.10;

  /** And no more memory than this, in MB, with a batch of 64. */
  static final double MEMORY = 4096;

  private static final int STEPS = 20;
  private static final int PROTOTYPES = 64;
  private static final int SIDE = 64;
  private static final TwoTower NET =
      Networks.twoTower(Networks.vit(SIDE, 8), Networks.textTransformer(256));

  private AlignmentRatio() {}

  /** Prints the ratios and ends with 1 if a limit is passed. */
  public static void main(String[] arguments) throws Exception {
    int repetitions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    int batch = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 64;
    boolean alone = arguments.length > 2;
    Torch.start();
    var pairs = pairs(4 * batch);
    var ratios = new double[repetitions];
    System.out.printf("%s, %s, Java %s%n", Torch.version(), Torch.deviceName(), Runtime.version());
    System.out.printf("%s, %d weights, batch %d%n", NET.text(), NET.plan(false).size(), batch);
    System.out.printf(
        "processor milliseconds per step%n%12s %12s %8s%n", "ours", "by hand", "ratio");
    try (var bare = new BareAlignment(NET, pairs, batch, PROTOTYPES)) {
      // The first round compiles and warms up.
      for (int round = -1; round < repetitions; round++) {
        var bareTime = new Spent[] {Spent.NOTHING};
        var start = Spent.byProcess();
        try (var turns =
            Progress.listen(
                p -> bareTime[0] = bareTime[0].plus(alone ? Spent.NOTHING : turn(p, bare)))) {
          Trainings.train(NET)
              .on(pairs)
              .minimise(Losses.ita().plus(Losses.cta()).plus(Losses.cpa(PROTOTYPES)))
              .steps(STEPS)
              .batch(batch)
              .seed(round)
              .fit();
        }
        var hand = bareTime[0].over(STEPS).processor();
        var ours = Spent.byProcess().minus(start).minus(bareTime[0]).over(STEPS).processor();
        if (round >= 0) {
          ratios[round] = alone ? 0 : ours / hand;
          System.out.printf("%12.2f %12.2f %8.3f%n", ours, hand, ratios[round]);
        }
      }
    }
    Arrays.sort(ratios);
    double median = ratios[repetitions / 2];
    double most = Resident.peak();
    System.out.printf("%ntraining step / by hand: %.3f, limit %.2f%n", median, LIMIT);
    System.out.printf("most memory: %.0f MB, limit %.0f%n", most, MEMORY);
    System.exit(median > LIMIT || most > MEMORY ? 1 : 0);
  }

  private static Spent turn(Progress p, BareAlignment bare) {
    if (p.done() == 0 || p.finished() || !p.task().startsWith("train")) {
      return Spent.NOTHING;
    }
    var start = Spent.byThread();
    bare.step();
    return Spent.byThread().minus(start);
  }

  /** Noise, with reports of about seventy words. */
  private static Pairs pairs(int n) {
    var random = new Random(1);
    var values = new float[n * SIDE * SIDE];
    for (int k = 0; k < values.length; k++) {
      values[k] = random.nextFloat();
    }
    var told = new ArrayList<Pairs.Told>();
    for (int i = 0; i < n; i++) {
      var report = new StringBuilder();
      for (int word = 0; word < 70; word++) {
        report.append((char) ('a' + random.nextInt(26))).append(random.nextInt(8));
        report.append(word % 10 == 9 ? ". " : " ");
      }
      told.add(new Pairs.Told(report.toString(), "patient " + i, List.of()));
    }
    return Pairs.of(Data.imagesOf(values, n, 1, SIDE, SIDE), told, List.of());
  }
}
