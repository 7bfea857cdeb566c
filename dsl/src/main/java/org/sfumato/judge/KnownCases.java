package org.sfumato.judge;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.sfumato.Cancel;
import org.sfumato.Interrupted;
import org.sfumato.Pairs;
import org.sfumato.metric.Auc;
import org.sfumato.metric.Labelled;

/**
 * Features and labels of the cases where a finding is known.
 *
 * @param rows a row of features for each
 * @param labels 0 or 1 for each
 */
record KnownCases(double[][] rows, int[] labels) {
  private static final int FEWEST_EPOCHS = 10;
  private static final int MOST_EPOCHS = 200;

  /** How many rows are looked at in all, if the number of epochs allows. */
  private static final int LOOKS = 40_000;

  static KnownCases of(String finding, double[][] rows, Pairs of) {
    return of(finding, rows, of, IntStream.range(0, rows.length).toArray());
  }

  /** Of the cases at these places. */
  static KnownCases of(String finding, double[][] rows, Pairs of, int[] some) {
    var labels = of.labels(finding);
    var known = Arrays.stream(some).filter(i -> labels[i][0] != Pairs.UNKNOWN).toArray();
    return new KnownCases(
        Arrays.stream(known).mapToObj(i -> rows[i]).toArray(double[][]::new),
        Arrays.stream(known).map(i -> labels[i][0]).toArray());
  }

  private boolean both() {
    return Arrays.stream(labels).distinct().count() == 2;
  }

  /**
   * The logistic regression of these with the penalty that is best on those held out.
   *
   * @throws Interrupted if it was stopped
   */
  Softmax best(String finding, KnownCases held, long seed) {
    if (!held.both()) {
      throw new IllegalArgumentException(
          "the L2 penalty is chosen on the validation pictures, and %s is not both there and absent among them; leave it out"
              .formatted(finding));
    }
    Softmax best = null;
    double most = -1;
    int epochs = Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, LOOKS / rows.length));
    var laws = Softmax.penalised(rows, labels, 2, epochs, seed);
    for (double penalty : LinearProbe.PENALTIES) {
      if (Cancel.requested()) {
        throw new Interrupted("stopped while a linear probe was learnt", null);
      }
      var law = laws.apply(penalty);
      var said = Arrays.stream(held.rows()).mapToDouble(row -> logit(law, row)).toArray();
      double auc = Auc.of(new Labelled(said, held.labels()), .95).value();
      if (auc > most) {
        most = auc;
        best = law;
      }
    }
    return best;
  }

  /** From both probabilities, so that those near 1 keep their order. */
  static double logit(Softmax law, double[] row) {
    var p = law.probabilities(row);
    return Math.log(Math.max(Double.MIN_NORMAL, p[1]))
        - Math.log(Math.max(Double.MIN_NORMAL, p[0]));
  }
}
