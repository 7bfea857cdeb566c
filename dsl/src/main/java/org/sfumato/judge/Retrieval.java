package org.sfumato.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.sfumato.JointEncoder;
import org.sfumato.Pairs;
import org.sfumato.Provenance;
import org.sfumato.Results;

/**
 * How well pictures find reports and reports find pictures, by cosine among all pairs given.
 *
 * <ul>
 *   <li>R@k: whether the own counterpart is among the first k. Reports of the same wording are one
 *       answer; what is as near as the right answer stands before it.
 *   <li>P@k: the share of the first k whose findings are labelled alike, where there are labels; of
 *       equally near ones the earlier pair stands first.
 * </ul>
 */
final class Retrieval {
  private Retrieval() {}

  /** Two rows, one for each direction; a column of each kind for each k. */
  static Results of(JointEncoder model, Pairs pairs, int... ks) {
    int n = pairs.size();
    if (ks.length == 0 || Arrays.stream(ks).anyMatch(k -> k < 1 || k > n)) {
      throw new IllegalArgumentException(
          "k is how many of the %d pairs are looked at, from 1 to %d, and here are %s"
              .formatted(n, n, Arrays.toString(ks)));
    }
    var pictures = Cosines.pictures(model, pairs.pictures());
    var said = model.ofSentences(pairs.reports());
    var reports =
        IntStream.range(0, n)
            .mapToObj(i -> Cosines.unit(said[i], model, "report " + i))
            .toArray(double[][]::new);
    var rows =
        List.of(
            row("pictures → reports", pictures, reports, pairs, ks),
            row("reports → pictures", reports, pictures, pairs, ks));
    var patients = IntStream.range(0, n).mapToObj(i -> pairs.told(i).patient()).toList();
    var basis = new Basis(pairs.pictures().ids(), Units.patients(patients), Optional.empty());
    var from =
        Provenance.of("retrieve", model.text())
            .within("pairs", pairs.provenance())
            .within("model", model.provenance());
    return new ScoreTable(columns(pairs, ks), rows, basis, "", "", Inference.USUAL, from);
  }

  private static List<Column> columns(Pairs pairs, int... ks) {
    var columns = new ArrayList<Column>();
    var against = Provenance.digest(String.join("\n", pairs.reports()));
    for (int k : ks) {
      var own = "own counterpart among " + pairs.size() + ", same wording is one answer";
      columns.add(new Column("R@" + k, "", own, true, true, false, true, against));
    }
    for (int k : ks) {
      if (!pairs.findings().isEmpty()) {
        var alike = "share with the same labels among " + pairs.size();
        columns.add(new Column("P@" + k, "", alike, true, true, false, true, against));
      }
    }
    return columns;
  }

  private static Row row(String name, double[][] asking, double[][] asked, Pairs pairs, int... ks) {
    var labels = pairs.labels();
    int kinds = pairs.findings().isEmpty() ? 1 : 2;
    var values = new double[kinds * ks.length][1][asking.length];
    for (int i = 0; i < asking.length; i++) {
      int query = i;
      var near = Arrays.stream(asked).mapToDouble(v -> Cosines.dot(asking[query], v)).toArray();
      var order =
          IntStream.range(0, near.length)
              .boxed()
              .sorted(Comparator.comparingDouble((Integer j) -> -near[j]))
              .toList();
      int before = before(query, near, pairs);
      for (int c = 0; c < ks.length; c++) {
        values[c][0][i] = before < ks[c] ? 1 : 0;
        if (kinds == 2) {
          long alike =
              order.subList(0, ks[c]).stream()
                  .filter(j -> Arrays.equals(labels[j], labels[query]))
                  .count();
          values[ks.length + c][0][i] = (double) alike / ks[c];
        }
      }
    }
    return new Row(name, OptionalDouble.empty(), List.of(0L), values);
  }

  /** How many wrong answers stand before the first right one. */
  private static int before(int query, double[] near, Pairs pairs) {
    var report = pairs.told(query).report();
    var right =
        IntStream.range(0, near.length)
            .filter(j -> pairs.told(j).report().equals(report))
            .boxed()
            .toList();
    double best = right.stream().mapToDouble(j -> near[j]).max().orElseThrow();
    return (int)
        IntStream.range(0, near.length).filter(j -> near[j] >= best && !right.contains(j)).count();
  }
}
