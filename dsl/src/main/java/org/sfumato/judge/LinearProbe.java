package org.sfumato.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.LabelledShare;
import org.sfumato.Numbers;
import org.sfumato.Pairs;
import org.sfumato.Provenance;
import org.sfumato.Results;
import org.sfumato.Shown;
import org.sfumato.engine.Ticker;
import org.sfumato.metric.FeatureRows;

/**
 * What a frozen encoder's features know of the findings: for each finding a logistic regression
 * with an L2 penalty (Tribuo's stochastic gradients) on features of the training pictures, computed
 * once and without augmentation, standardised over the pictures that are learnt from. The penalty
 * is the one of {@link #PENALTIES} with the highest AUC of the validation pictures (the strongest
 * of equal ones). A share of the labels is a share of the training pictures, drawn by the seed; the
 * smaller share is within the larger, and each finding is there and absent in it. Pictures of which
 * a finding is unknown are left out for it.
 */
public final class LinearProbe implements Shown {
  /**
   * The L2 penalties λ that are tried, from strong to weak: the mean log-likelihood minus λ/2 times
   * the squared norm of the weights and offsets of both classes is maximised.
   */
  public static final List<Double> PENALTIES = List.of(1., .1, .01, .001, 1e-4);

  private final Encoder encoder;
  private final Pairs pairs;
  private final List<String> classes;
  private final List<Double> fractions;
  private final List<Long> seeds;
  private final String name;

  /** Learnt at the first question, the same for all others. */
  private Learnt known;

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

  /** The same under a name of your own, for its rows in tables. */
  public LinearProbe named(String own) {
    return new LinearProbe(encoder, pairs, classes, fractions, seeds, own);
  }

  /**
   * A row for each fraction: AUC of each finding in the test pictures and the macro mean, averaged
   * over seeds. The intervals are over test patients, for the classifiers as learnt; how far
   * another draw of the training pictures moves the number is the standard deviation between seeds.
   *
   * @throws IllegalArgumentException if a share is too small to hold pictures with and without each
   *     finding
   */
  public Results auc() {
    return table("; intervals hold the classifiers as learnt");
  }

  /**
   * What this encoder is better by than the other's, a row for each fraction: both learn from the
   * same draws of the same pictures and are asked of the same test pictures. The intervals are over
   * test patients and seeds, both drawn with replacement; of few seeds they say less than a careful
   * reader wants, so take five or more where the share is small.
   *
   * @throws IllegalArgumentException if the other has other pictures, findings, fractions or seeds
   */
  public Results versus(LinearProbe other) {
    if (!fractions.equals(other.fractions)
        || !seeds.equals(other.seeds)
        || !pairs.train().pictures().ids().equals(other.pairs.train().pictures().ids())) {
      throw new IllegalArgumentException(
          "two probes differ in their encoders alone, and one is %s and the other %s; give both the same pairs, fractions and seeds"
              .formatted(text(), other.text()));
    }
    var names = fractions.stream().map(LinearProbe::share).toList();
    return Between.of(table(""), other.table(""), names, other.who(), true);
  }

  private String who() {
    return name.isBlank() ? encoder.text() : name;
  }

  private static String share(double fraction) {
    return Numbers.text(100 * fraction) + " % of labels";
  }

  private ScoreTable table(String more) {
    var areas = Areas.of(pairs.test(), classes);
    var learnt = learnt(areas.findings());
    var rows = new ArrayList<Row>();
    for (int k = 0; k < fractions.size(); k++) {
      var row = (name.isBlank() ? "" : name + ", ") + share(fractions.get(k));
      rows.add(areas.row(row, how() + learnt.drawn() + more, List.of(), seeds, learnt.at().get(k)));
    }
    var basis = new Basis(pairs.test().pictures().ids(), areas.units(), Optional.of(areas));
    var from = Provenance.of("linearProbe", text()).within("pairs", pairs.provenance());
    return new ScoreTable(areas.columns(), rows, basis, "", "", Inference.USUAL, from);
  }

  /**
   * What the probes say of the test pictures.
   *
   * @param at by fraction, then by seed, by finding and by picture
   * @param drawn a clause about draws that are not plain
   */
  private record Learnt(List<double[][][]> at, String drawn) {}

  private synchronized Learnt learnt(List<String> findings) {
    if (known == null) {
      // Before an hour of features, whether all draws are possible.
      var shares = new ArrayList<List<LabelledShare>>();
      for (double fraction : fractions) {
        shares.add(
            seeds.stream()
                .map(s -> LabelledShare.of(pairs.train(), findings, fraction, s))
                .toList());
      }
      known = new Learnt(scores(findings, shares), drawn(shares));
    }
    return known;
  }

  private String drawn(List<List<LabelledShare>> shares) {
    var said = new ArrayList<String>();
    for (int k = 0; k < shares.size(); k++) {
      var of = shares.get(k);
      if (of.stream().anyMatch(d -> d.early() > 0)) {
        said.add(
            "%s of %d at %s"
                .formatted(
                    of.stream()
                        .map(d -> String.valueOf(d.early()))
                        .collect(Collectors.joining(", ")),
                    of.get(0).places().length,
                    share(fractions.get(k))));
      }
    }
    return said.isEmpty()
        ? ""
        : "; pictures brought into a draw because a finding would have been always or never there, by seed: "
            + String.join("; ", said);
  }

  private List<double[][][]> scores(List<String> findings, List<List<LabelledShare>> shares) {
    var train = rows(pairs.train().pictures());
    var validation = rows(pairs.validation().pictures());
    var test = rows(pairs.test().pictures());
    int total = fractions.size() * seeds.size() * findings.size();
    var all = new ArrayList<double[][][]>();
    try (var ticker = Ticker.ofEqualSteps("linear probe", total, "")) {
      int done = 0;
      for (int k = 0; k < fractions.size(); k++) {
        var scores = new double[seeds.size()][findings.size()][];
        for (int s = 0; s < seeds.size(); s++) {
          for (int f = 0; f < findings.size(); f++) {
            var finding = findings.get(f);
            var places = shares.get(k).get(s).places();
            var ours = KnownCases.of(finding, train, pairs.train(), places);
            var held = KnownCases.of(finding, validation, pairs.validation());
            var law = ours.best(finding, held, seeds.get(s));
            scores[s][f] =
                Arrays.stream(test).mapToDouble(row -> KnownCases.logit(law, row)).toArray();
            var note = "%s, seed %d: %s".formatted(share(fractions.get(k)), seeds.get(s), finding);
            ticker.tick(++done, note, null);
          }
        }
        all.add(scores);
      }
    }
    return all;
  }

  private static double[][] rows(Encoder encoder, Images x) {
    var features = FeatureRows.of(encoder, x);
    return IntStream.range(0, x.size()).mapToObj(i -> features.rows(i, 1)).toArray(double[][]::new);
  }

  private double[][] rows(Images x) {
    return rows(encoder, x);
  }

  private String how() {
    return "logistic regression on standardised features of %s, L2 of %s chosen by the AUC of %d validation pictures"
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
