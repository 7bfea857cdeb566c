package org.sfumato.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.sfumato.Pairs;
import org.sfumato.Provenance;
import org.sfumato.Score;
import org.sfumato.metric.Auc;
import org.sfumato.metric.Labelled;

/**
 * Findings in images, and how far a ranking of the images tells those with a finding from those
 * without: the AUC of each finding over the images where it is known, and their unweighted mean
 * (macro). Patients are the independent observations.
 *
 * <p>Of one finding the interval is {@link Auc}'s where no patient has two images. Else it is
 * Student's over patients of DeLong's components, summed within each patient (Obuchowski 1997), or
 * Newcombe's with patients for cases where that leaves [0, 1] or a class has under {@value
 * Auc#FEWEST} patients. That of the macro mean is {@link Redrawn}'s.
 *
 * @param findings that have both classes
 * @param labels by finding, then by image: 1, 0, or −1 where nobody knows
 * @param units which images are of one patient
 * @param missing a clause for each finding that was asked for and lacks a class
 */
record Areas(List<String> findings, int[][] labels, Units units, List<String> missing) {
  static final String MACRO = "macro AUC";
  private static final String RESAMPLES = "the share of resamples";

  /**
   * @throws IllegalArgumentException if no finding has both classes
   */
  static Areas of(Pairs pairs, List<String> wanted) {
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no labelled finding, so there is nothing to tell apart"
              .formatted(pairs.expression()));
    }
    var all = pairs.labels(wanted.toArray(String[]::new));
    var kept = new ArrayList<String>();
    var labels = new ArrayList<int[]>();
    var missing = new ArrayList<String>();
    for (int f = 0; f < wanted.size(); f++) {
      int finding = f;
      var column = Arrays.stream(all).mapToInt(l -> l[finding]).toArray();
      if (count(column, 1) > 0 && count(column, 0) > 0) {
        kept.add(wanted.get(f));
        labels.add(column);
      } else {
        missing.add(wanted.get(f) + " (" + counts(column) + ")");
      }
    }
    if (kept.isEmpty()) {
      throw new IllegalArgumentException(
          "AUC needs images with a finding and images without, and %s has them for none: %s"
              .formatted(pairs.expression(), String.join("; ", missing)));
    }
    var patients = IntStream.range(0, pairs.size()).mapToObj(i -> pairs.told(i).patient()).toList();
    return new Areas(kept, labels.toArray(int[][]::new), Units.patients(patients), missing);
  }

  private static int count(int[] labels, int label) {
    return (int) Arrays.stream(labels).filter(l -> l == label).count();
  }

  private static String counts(int[] labels) {
    int unknown = count(labels, Pairs.UNKNOWN);
    return "%d positive, %d negative%s"
        .formatted(
            count(labels, 1), count(labels, 0), unknown == 0 ? "" : ", " + unknown + " unknown");
  }

  /** Scores and labels of the images where this finding is known. */
  Labelled cases(int finding, double[] scores) {
    var known = known(finding);
    return new Labelled(
        Arrays.stream(known).mapToDouble(i -> scores[i]).toArray(),
        Arrays.stream(known).map(i -> labels[finding][i]).toArray());
  }

  private int[] known(int finding) {
    return IntStream.range(0, labels[finding].length)
        .filter(i -> labels[finding][i] != Pairs.UNKNOWN)
        .toArray();
  }

  /** One for each finding, and the macro mean if there are several. */
  List<Column> columns() {
    var columns = new ArrayList<Column>();
    for (int f = 0; f < findings.size(); f++) {
      columns.add(column("AUC " + findings.get(f), counts(labels[f]), labels[f]));
    }
    if (findings.size() > 1) {
      var all = Arrays.stream(labels).flatMapToInt(Arrays::stream).toArray();
      columns.add(column(MACRO, "unweighted mean over " + String.join(", ", findings), all));
    }
    return columns;
  }

  private static Column column(String name, String variant, int[] labels) {
    var against = Provenance.digest(Arrays.toString(labels));
    return new Column(name, "", variant, true, true, false, true, against);
  }

  /**
   * @param scores by seed, then by finding, then by image
   */
  Row row(String name, String how, List<String> asked, List<Long> seeds, double[][][] scores) {
    int columns = columns().size();
    var values = new double[columns][seeds.size()][];
    for (int s = 0; s < seeds.size(); s++) {
      for (int f = 0; f < findings.size(); f++) {
        values[f][s] = values(f, scores[s][f]);
      }
      if (columns > findings.size()) {
        values[columns - 1][s] = new double[labels[0].length];
        for (int f = 0; f < findings.size(); f++) {
          for (int i = 0; i < labels[0].length; i++) {
            values[columns - 1][s][i] += values[f][s][i] / findings.size();
          }
        }
      }
    }
    var side = new Ranked.Side(1, how, asked, scores);
    var ranked = Optional.of(new Ranked(List.of(side)));
    return new Row(name, OptionalDouble.empty(), seeds, values, ranked);
  }

  /** Values of all images whose mean is the AUC; an image that is not known does not move it. */
  private double[] values(int finding, double[] scores) {
    var known = known(finding);
    var values = Auc.values(cases(finding, scores));
    double auc = Arrays.stream(values).average().orElseThrow();
    double weight = (double) scores.length / known.length;
    var all = new double[scores.length];
    Arrays.fill(all, auc);
    for (int k = 0; k < known.length; k++) {
      all[known[k]] = auc + weight * (values[k] - auc);
    }
    return all;
  }

  Estimate estimate(Row row, int column, double confidence) {
    var ranked = row.ranked().orElseThrow();
    if (ranked.overSeeds()) {
      boolean macro = column == findings.size();
      var drawn =
          Redrawn.of(macro ? this : only(column), macro ? ranked : ranked.only(column), confidence);
      return drawn.orElseGet(() -> unsure(row, column));
    }
    if (column == findings.size()) {
      var each = IntStream.range(0, column).mapToObj(f -> estimate(row, f, confidence)).toList();
      return Redrawn.of(this, ranked, confidence).orElseGet(() -> Redrawn.fixed(each, units));
    }
    var known = known(column);
    var within = Units.patients(patients(known));
    boolean plain = within.count() == known.length && row.seeds().size() == 1;
    return plain && ranked.sides().stream().allMatch(s -> s.scores().length == 1)
        ? plain(ranked, column, confidence)
        : clustered(row, column, known, within, confidence);
  }

  private Areas only(int finding) {
    return new Areas(
        List.of(findings.get(finding)), new int[][] {labels[finding]}, units, List.of());
  }

  /** Where no resample differs from another, or too few have all classes. */
  private Estimate unsure(Row row, int column) {
    double mean = Arrays.stream(row.perImage(column)).average().orElseThrow();
    return new Estimate(
        mean, Double.NaN, Double.NaN, units.count(), Double.NaN, Estimate.Kind.AREA);
  }

  private List<String> patients(int[] images) {
    return Arrays.stream(images).mapToObj(i -> String.valueOf(units.of().get(i))).toList();
  }

  private Estimate plain(Ranked ranked, int finding, double confidence) {
    var sides = ranked.sides().stream().map(s -> cases(finding, s.scores()[0][finding])).toList();
    Score auc =
        sides.size() == 1
            ? Auc.of(sides.get(0), confidence)
            : Auc.difference(sides.get(0), sides.get(1), confidence);
    return new Estimate(auc.value(), auc.low(), auc.high(), auc.n(), auc.p(), Estimate.Kind.AREA);
  }

  private Estimate clustered(Row row, int finding, int[] known, Units within, double confidence) {
    var all = row.perImage(finding);
    double mean = Arrays.stream(all).average().orElseThrow();
    double weight = (double) known.length / all.length;
    var values = Arrays.stream(known).mapToDouble(i -> mean + weight * (all[i] - mean)).toArray();
    var e = Estimate.of(values, within, confidence);
    if (row.ranked().orElseThrow().difference()) {
      // Without any scatter nothing is known of the difference, and no width would be a lie.
      return e.hasInterval() && e.high() - e.low() > 1e-12
          ? area(e, Math.max(-1, e.low()), Math.min(1, e.high()))
          : area(e, Double.NaN, Double.NaN);
    }
    int ones = patients(finding, 1);
    int zeros = patients(finding, 0);
    boolean trusted =
        Math.min(ones, zeros) >= Auc.FEWEST
            && e.high() - e.low() > 1e-12
            && e.low() >= 0
            && e.high() <= 1;
    var ends =
        trusted ? new double[] {e.low(), e.high()} : Auc.newcombe(mean, ones, zeros, confidence);
    return area(e, ends[0], ends[1]);
  }

  private static Estimate area(Estimate e, double low, double high) {
    return new Estimate(e.mean(), low, high, e.n(), e.p(), Estimate.Kind.AREA);
  }

  /** How many patients have an image of this class. */
  private int patients(int finding, int label) {
    return (int)
        IntStream.range(0, labels[finding].length)
            .filter(i -> labels[finding][i] == label)
            .mapToObj(units.of()::get)
            .distinct()
            .count();
  }

  /** Where p values of a table come from. */
  static String test(List<Row> rows) {
    boolean drawn = rows.stream().allMatch(r -> r.ranked().orElseThrow().overSeeds());
    return drawn ? RESAMPLES : "DeLong's test, of the macro mean " + RESAMPLES;
  }

  /** The sentences that a table of AUCs has below it instead of those about means. */
  List<String> notes(ScoreTable table) {
    return new AreaNotes(this, table).all();
  }
}
