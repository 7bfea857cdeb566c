package org.sfumato.judge;

import java.util.Arrays;
import java.util.function.DoubleFunction;
import java.util.function.IntConsumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.sgd.linear.LinearSGDTrainer;
import org.tribuo.classification.sgd.objectives.LogMulticlass;
import org.tribuo.impl.ArrayExample;
import org.tribuo.math.StochasticGradientOptimiser;
import org.tribuo.math.optimisers.AdaGrad;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/**
 * Multinomial logistic regression, fitted by Tribuo's stochastic gradients. Features are brought to
 * mean 0 and standard deviation 1 over the training rows first.
 */
final class Softmax {
  private static final int BATCH = 16;
  private static final double PENALISED_RATE = .1;
  private static final LabelFactory LABELS = new LabelFactory();

  /** Tribuo tells of each training on standard error; kept, because the JDK forgets loggers. */
  private static final Logger QUIET = Logger.getLogger("org.tribuo.common.sgd");

  static {
    QUIET.setLevel(Level.WARNING);
  }

  private final double[] mean;
  private final double[] sd;
  private final String[] names;
  private final int classes;
  private final Model<Label> model;

  private Softmax(double[] mean, double[] sd, String[] names, int classes, Model<Label> model) {
    this.mean = mean;
    this.sd = sd;
    this.names = names;
    this.classes = classes;
    this.model = model;
  }

  /**
   * @param rows features, a row per case
   * @param labels 0 to classes − 1, each of which occurs
   * @param rate of AdaGrad
   * @param tick called before each case is handed over, so that it can stop
   */
  static Softmax fit(
      double[][] rows,
      int[] labels,
      int classes,
      double rate,
      int epochs,
      long seed,
      IntConsumer tick) {
    return new Given(rows, labels, tick).fitted(classes, new AdaGrad(rate), BATCH, epochs, seed);
  }

  /**
   * The same with an L2 penalty: it maximises the mean log-likelihood minus {@code penalty / 2}
   * times the squared norm of the weights and offsets of all classes. The rows are handed over
   * once, so that several penalties are tried on them.
   */
  static DoubleFunction<Softmax> penalised(
      double[][] rows, int[] labels, int classes, int epochs, long seed) {
    var given = new Given(rows, labels, i -> {});
    // Case by case: Tribuo multiplies the sum of a batch's gradients by the size of the batch, and
    // would so weaken the penalty by its square.
    return penalty ->
        given.fitted(classes, new Decayed(new AdaGrad(PENALISED_RATE), penalty), 1, epochs, seed);
  }

  /** Training rows as Tribuo takes them. */
  private static final class Given {
    private final double[] mean;
    private final double[] sd;
    private final String[] names;
    private final MutableDataset<Label> data =
        new MutableDataset<>(new SimpleDataSourceProvenance("features of images", LABELS), LABELS);

    Given(double[][] rows, int[] labels, IntConsumer tick) {
      int d = rows[0].length;
      mean = new double[d];
      sd = new double[d];
      // Tribuo keeps features by name and in the order of their names.
      names = new String[d];
      for (int k = 0; k < d; k++) {
        int feature = k;
        names[k] = "%07d".formatted(k);
        mean[k] = Arrays.stream(rows).mapToDouble(r -> r[feature]).average().orElseThrow();
        double m = mean[k];
        double variance =
            Arrays.stream(rows)
                .mapToDouble(r -> (r[feature] - m) * (r[feature] - m))
                .average()
                .orElseThrow();
        // A feature that never changes says nothing, and stays 0.
        sd[k] = variance > 1e-12 ? Math.sqrt(variance) : Double.POSITIVE_INFINITY;
      }
      for (int i = 0; i < rows.length; i++) {
        tick.accept(i);
        data.add(
            new ArrayExample<>(
                new Label(String.valueOf(labels[i])), names, standardised(rows[i], mean, sd)));
      }
    }

    Softmax fitted(
        int classes, StochasticGradientOptimiser optimiser, int batch, int epochs, long seed) {
      var trainer = new LinearSGDTrainer(new LogMulticlass(), optimiser, epochs, -1, batch, seed);
      return new Softmax(mean, sd, names, classes, trainer.train(data));
    }
  }

  private static double[] standardised(double[] row, double[] mean, double[] sd) {
    var z = new double[row.length];
    for (int k = 0; k < z.length; k++) {
      z[k] = (row[k] - mean[k]) / sd[k];
    }
    return z;
  }

  /** The probability of each class, in the order of the labels. */
  double[] probabilities(double[] row) {
    var said =
        model
            .predict(
                new ArrayExample<>(LabelFactory.UNKNOWN_LABEL, names, standardised(row, mean, sd)))
            .getOutputScores();
    var p = new double[classes];
    said.forEach((label, score) -> p[Integer.parseInt(label)] = score.getScore());
    return p;
  }
}
