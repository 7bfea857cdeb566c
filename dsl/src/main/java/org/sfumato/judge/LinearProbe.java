package org.sfumato.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.sfumato.Cancel;
import org.sfumato.Encoder;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Numbers;
import org.sfumato.Pairs;
import org.sfumato.Provenance;
import org.sfumato.Results;
import org.sfumato.Shown;
import org.sfumato.engine.Ticker;
import org.sfumato.metric.Auc;
import org.sfumato.metric.FeatureRows;

/**
 * What a frozen encoder's features know of the findings: for each finding a logistic regression
 * with an L2 penalty (Tribuo's stochastic gradients) on features of the training pictures, computed
 * once and without augmentation, standardised over the pictures that are learnt from. The penalty
 * is the one of {@link #PENALTIES} with the highest AUC of the validation pictures (the strongest
 * of equal ones). A share of the labels is {@code pairs.train().share(fraction, seed)}. Pictures of
 * which a finding is unknown are left out for it.
 */
public final class LinearProbe implements Shown {
  /**
   * The L2 penalties λ that are tried, from strong to weak: the mean log-likelihood minus λ/2 times
   * the squared norm of the weights and offsets of both classes is maximised.
   */
  public static final List<Double> PENALTIES = List.of(1., .1, .01, .001, 1e-4);

  private static final int FEWEST_EPOCHS = 10;
  private static final int MOST_EPOCHS = 200;

  /** How many rows are looked at in all, if the number of epochs allows. */
  private static final int LOOKS = 40_000;

  private final Encoder encoder;
  private final Pairs pairs;
  private final List<String> classes;
  private final List<Double> fractions;
  private final List<Long> seeds;
  private final String name;

  private LinearProbe(
      Encoder encoder,
      Pairs pairs,
      List<String> classes,
      List<Double> fractions,
      List<Long> seeds,
      String name) {
    this.encoder = encoder;
    this.pairs = pairs;
    this.classes = List.copyOf(classes);
    this.fractions = List.copyOf(fractions);
    this.seeds = List.copyOf(seeds);
    this.name = name;
  }

  static LinearProbe of(Encoder encoder, Pairs pairs) {
    return new LinearProbe(encoder, pairs, pairs.findings(), List.of(1.), List.of(0L, 1L, 2L), "");
  }

  /** Which findings; all that are labelled if this is not said. */
  public LinearProbe classes(String... names) {
    pairs.labels(names);
    return new LinearProbe(encoder, pairs, List.of(names), fractions, seeds, name);
  }

  /** Shares of the training pictures to learn from, each in (0, 1] and a row of the table. */
  public LinearProbe fractions(double... shares) {
    var all = DoubleStream.of(shares).boxed().toList();
    if (all.isEmpty() || all.stream().anyMatch(f -> !(f > 0 && f <= 1))) {
      throw new IllegalArgumentException(
          "a fraction of the training pictures is above 0 and at most 1, such as fractions(0.01,"
              + " 0.1, 1), and here are "
              + all);
    }
    return new LinearProbe(encoder, pairs, classes, all, seeds, name);
  }

  /** Which draws of the share, and which orders of the stochastic gradients, one each. */
  public LinearProbe seeds(long... numbers) {
    var all = LongStream.of(numbers).boxed().distinct().toList();
    if (all.isEmpty()) {
      throw new IllegalArgumentException("seeds() names no seed; seeds(0, 1, 2) takes three");
    }
    return new LinearProbe(encoder, pairs, classes, fractions, all, name);
  }

  /** The same under a name of your own, which begins the name of each row. */
  public LinearProbe named(String own) {
    return new LinearProbe(encoder, pairs, classes, fractions, seeds, own);
  }

  /**
   * A row for each fraction: AUC of each finding in the test pictures and the macro mean, averaged
   * over seeds. The intervals are over test patients, for the classifiers as learnt; how far
   * another draw of the training pictures moves the number is the standard deviation between seeds.
   *
   * @throws IllegalArgumentException if no share of that size holds pictures with each finding, and
   *     without
   */
  public Results auc() {
    var areas = Areas.of(pairs.test(), classes);
    var train = rows(pairs.train().pictures());
    var validation = rows(pairs.validation().pictures());
    var test = rows(pairs.test().pictures());
    var places = new HashMap<ImageId, Integer>();
    var ids = pairs.train().pictures().ids();
    IntStream.range(0, ids.size()).forEach(i -> places.put(ids.get(i), i));
    var rows = new ArrayList<Row>();
    int findings = areas.findings().size();
    int done = 0;
    try (var ticker =
        Ticker.ofEqualSteps("linear probe", fractions.size() * seeds.size() * findings, "")) {
      for (double fraction : fractions) {
        var scores = new double[seeds.size()][findings][];
        for (int s = 0; s < seeds.size(); s++) {
          long seed = seeds.get(s);
          var share = pairs.train().share(fraction, seed);
          var some = share.pictures().ids().stream().mapToInt(places::get).toArray();
          for (int f = 0; f < findings; f++) {
            if (Cancel.requested()) {
              throw new Interrupted("stopped while a linear probe was learnt", null);
            }
            var finding = areas.findings().get(f);
            var ours = known(finding, train, pairs.train(), some);
            var held = known(finding, validation, pairs.validation(), all(validation.length));
            var law = best(finding, ours, held, seed);
            scores[s][f] = Arrays.stream(test).mapToDouble(row -> logit(law, row)).toArray();
            ticker.tick(++done, finding, null);
          }
        }
        var own = (name.isBlank() ? "" : name + ", ") + Numbers.text(100 * fraction);
        rows.add(areas.row(own + " % of labels", how(), List.of(), seeds, scores));
      }
    }
    var basis = new Basis(pairs.test().pictures().ids(), areas.units(), Optional.of(areas));
    var from = Provenance.of("linearProbe", text()).within("pairs", pairs.provenance());
    return new ScoreTable(areas.columns(), rows, basis, "", "", Inference.USUAL, from);
  }

  private static double[][] rows(Encoder encoder, Images x) {
    var features = FeatureRows.of(encoder, x);
    return IntStream.range(0, x.size()).mapToObj(i -> features.rows(i, 1)).toArray(double[][]::new);
  }

  private double[][] rows(Images x) {
    return rows(encoder, x);
  }

  private static int[] all(int n) {
    return IntStream.range(0, n).toArray();
  }

  /** Features and labels of the cases where a finding is known. */
  private record Known(double[][] rows, int[] labels) {
    boolean both() {
      return Arrays.stream(labels).distinct().count() == 2;
    }
  }

  private static Known known(String finding, double[][] rows, Pairs of, int[] some) {
    var labels = of.labels(finding);
    var known = Arrays.stream(some).filter(i -> labels[i][0] != Pairs.UNKNOWN).toArray();
    return new Known(
        Arrays.stream(known).mapToObj(i -> rows[i]).toArray(double[][]::new),
        Arrays.stream(known).map(i -> labels[i][0]).toArray());
  }

  private static Softmax best(String finding, Known ours, Known held, long seed) {
    if (!ours.both() || !held.both()) {
      throw new IllegalArgumentException(
          "%s is not both there and absent among the %s pictures where it is known; leave it out with classes(…)"
              .formatted(finding, ours.both() ? "validation" : "training"));
    }
    Softmax best = null;
    double most = -1;
    int epochs = Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, LOOKS / ours.rows().length));
    for (double penalty : PENALTIES) {
      var law = Softmax.penalised(ours.rows(), ours.labels(), 2, penalty, epochs, seed);
      var said = Arrays.stream(held.rows()).mapToDouble(row -> logit(law, row)).toArray();
      var cases = new org.sfumato.metric.Labelled(said, held.labels());
      double auc = Auc.of(cases, .95).value();
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

  private String how() {
    return "logistic regression on standardised features of %s, L2 of %s chosen by the AUC of %d validation pictures; intervals hold the classifiers as learnt"
        .formatted(
            encoder.text(),
            PENALTIES.stream().map(Numbers::text).collect(Collectors.joining(", ")),
            pairs.validation().size());
  }

  @Override
  public String text() {
    return "linearProbe(%s, %s).classes(%s).fractions(%s).seeds(%s)%s"
        .formatted(
            encoder.name(),
            pairs.expression(),
            classes.stream().map(c -> '"' + c + '"').collect(Collectors.joining(", ")),
            fractions.stream().map(Numbers::text).collect(Collectors.joining(", ")),
            seeds.stream().map(String::valueOf).collect(Collectors.joining(", ")),
            name.isBlank() ? "" : ".named(\"" + name + "\")");
  }

  @Override
  public String toString() {
    return text();
  }
}
