package org.sfumato.benchmarks;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.sfumato.Data;
import org.sfumato.Pairs;
import org.sfumato.Progress;
import org.sfumato.engine.Adam;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.loss.Embedded;
import org.sfumato.loss.Ita;
import org.sfumato.loss.Losses;
import org.sfumato.network.Networks;
import org.sfumato.network.Plan;
import org.sfumato.network.Tokens;
import org.sfumato.network.TwoTower;
import org.sfumato.network.Weights;
import org.sfumato.network.WordPiece;
import org.sfumato.train.Trainings;

/**
 * What a training step of two towers costs beside the bare one: the network, the loss, its
 * gradients and AdamW, on one batch that never changes. The two take turns, as in {@link
 * TrainingRatio}; processor time counts; it needs one engine thread.
 *
 * <pre>
 * java -Dai.djl.pytorch.num_threads=1 -cp benchmarks/target/benchmarks.jar org.sfumato.benchmarks.AlignmentRatio [repetitions]
 * </pre>
 */
public final class AlignmentRatio {
  private static final int STEPS = 40;
  private static final int BATCH = 16;
  private static final int SIDE = 32;
  private static final Ita LOSS = Losses.ita();
  private static final TwoTower NET =
      Networks.twoTower(Networks.vit(SIDE, 8), Networks.textTransformer(300));

  private AlignmentRatio() {}

  /** Prints the ratios and ends with 1 if their median is over the limit. */
  public static void main(String[] arguments) throws Exception {
    int repetitions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    Torch.start();
    var pairs = pairs();
    var ratios = new double[repetitions];
    System.out.printf("%s, %s, Java %s%n", Torch.version(), Torch.deviceName(), Runtime.version());
    System.out.printf("%s, %s, batch %d%n", NET.text(), LOSS.text(), BATCH);
    System.out.printf("processor milliseconds per step%n%12s %12s %8s%n", "ours", "bare", "ratio");
    try (var bare = new Bare(pairs)) {
      // The first round compiles and warms up.
      for (int round = -1; round < repetitions; round++) {
        var bareTime = new Spent[] {Spent.NOTHING};
        var start = Spent.byProcess();
        try (var turns = Progress.listen(p -> bareTime[0] = bareTime[0].plus(turn(p, bare)))) {
          Trainings.train(NET)
              .on(pairs)
              .minimise(LOSS)
              .steps(STEPS)
              .batch(BATCH)
              .augmented()
              .seed(round)
              .fit();
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
    System.out.printf("%nalignment step / bare: %.3f, limit %.2f%n", median, TrainingRatio.LIMIT);
    System.exit(median > TrainingRatio.LIMIT ? 1 : 0);
  }

  private static Spent turn(Progress p, Bare bare) {
    if (p.done() == 0 || p.finished() || !p.task().startsWith("train")) {
      return Spent.NOTHING;
    }
    var start = Spent.byThread();
    bare.step();
    return Spent.byThread().minus(start);
  }

  private static Pairs pairs() {
    var random = new Random(1);
    var values = new float[64 * SIDE * SIDE];
    for (int k = 0; k < values.length; k++) {
      values[k] = random.nextFloat();
    }
    var words = List.of("small", "large", "left", "right", "lesion", "no", "bright", "dark");
    var told =
        IntStream.range(0, 64)
            .mapToObj(
                i -> {
                  var report = new StringBuilder();
                  for (int k = 0; k < 40; k++) {
                    report.append(words.get(random.nextInt(words.size())));
                    report.append(k % 8 == 7 ? ". " : " ");
                  }
                  return new Pairs.Told(report.toString(), "patient " + i, List.of());
                })
            .toList();
    return Pairs.of(Data.imagesOf(values, 64, 1, SIDE, SIDE), told, List.of());
  }

  /** The step without a training around it. */
  private static final class Bare implements AutoCloseable {
    private final NDManager manager = Torch.manager().newSubManager();
    private final Op network;
    private final NDList weights;
    private final Adam adam;
    private final float[] values;
    private final Tokens tokens;

    Bare(Pairs pairs) {
      Plan plan = NET.plan(false);
      network = Op.of(plan.source());
      weights = Weights.initial(plan, 1).upload(plan, manager);
      weights.forEach(w -> w.setRequiresGradient(true));
      adam = new Adam(weights, manager, .9, .999, .05);
      values = pairs.pictures().first(BATCH).values();
      var vocabulary = WordPiece.train(pairs.reports(), 300);
      tokens = NET.tokens(vocabulary, pairs.reports());
    }

    void step() {
      Op.asWritten(
          () -> {
            try (var scope = new NDScope()) {
              scope.suppressNotUsedWarning();
              var read = tokens.upload(IntStream.range(0, BATCH).toArray());
              var x = Torch.manager().create(values, new Shape(BATCH, 1, SIDE, SIDE));
              var none = Torch.manager().zeros(new Shape(BATCH, 0));
              var gradients =
                  Grad.on(
                      () -> {
                        var seen = network.all(weights, x, read.get(0), read.get(1));
                        var loss = LOSS.of(Embedded.of(seen, none), new NDList());
                        loss.toFloatArray();
                        return Grad.ofAll(loss, weights);
                      });
              return adam.step(gradients, 5e-4, 1, .9);
            }
          });
    }

    @Override
    public void close() {
      adam.close();
    }
  }
}
