package org.sfumato.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.sfumato.Pairs;
import org.sfumato.Provenance;
import org.sfumato.Results;
import org.sfumato.Shown;
import org.sfumato.network.FindingClassifier;

/**
 * What classifiers that learnt findings from labels make of pictures they have not seen: from
 * scratch, or fine-tuned from what an alignment left.
 */
public final class Supervised implements Shown {
  private final List<FindingClassifier> classifiers;
  private final Pairs pairs;
  private final String name;

  private Supervised(List<FindingClassifier> classifiers, Pairs pairs, String name) {
    this.classifiers = List.copyOf(classifiers);
    this.pairs = pairs;
    this.name = name;
  }

  static Supervised of(FindingClassifier classifier, Pairs pairs) {
    return new Supervised(List.of(classifier), pairs, "");
  }

  /** The same training with other seeds; each counts as a seed of the row. */
  public Supervised repeated(FindingClassifier... more) {
    var all = Stream.concat(classifiers.stream(), Arrays.stream(more)).toList();
    return new Supervised(all, pairs, name);
  }

  /** The same under a name of your own, for its row in tables. */
  public Supervised named(String own) {
    return new Supervised(classifiers, pairs, own);
  }

  /**
   * One row: the AUC of each finding and their macro mean, averaged over classifiers. The intervals
   * are over patients, for the classifiers as learnt; the standard deviation between them stands
   * apart.
   *
   * @throws IllegalArgumentException if a classifier does not know a finding of the pairs
   */
  public Results auc() {
    for (var c : classifiers) {
      if (!c.findings().containsAll(pairs.findings())) {
        throw new IllegalArgumentException(
            "%s tells %s, but these pairs are about %s"
                .formatted(c.text(), c.findings(), pairs.findings()));
      }
    }
    var areas = Areas.of(pairs, pairs.findings());
    var scores = new ArrayList<double[][]>();
    for (var c : classifiers) {
      var logits = c.logits(pairs.pictures());
      scores.add(
          areas.findings().stream()
              .map(f -> c.findings().indexOf(f))
              .map(f -> Arrays.stream(logits).mapToDouble(row -> row[f]).toArray())
              .toArray(double[][]::new));
    }
    var row =
        areas.row(
            name.isBlank() ? classifiers.get(0).text() : name,
            "classifiers of %s, %s, learnt from %s labelled pictures; intervals hold the classifiers as learnt"
                .formatted(
                    classifiers.get(0).network().text(),
                    begun(),
                    classifiers.get(0).provenance().identity().getOrDefault("pictures", "some")),
            List.of(),
            LongStream.range(0, classifiers.size()).boxed().toList(),
            scores.toArray(double[][][]::new));
    var basis = new Basis(pairs.pictures().ids(), areas.units(), Optional.of(areas));
    var from = Provenance.of("supervised", text()).within("pairs", pairs.provenance());
    for (int k = 0; k < classifiers.size(); k++) {
      from = from.within("classifier " + k, classifiers.get(k).provenance());
    }
    return new ScoreTable(areas.columns(), List.of(row), basis, "", "", Inference.USUAL, from);
  }

  private String begun() {
    boolean tuned =
        classifiers.get(0).provenance().identity().keySet().stream()
            .anyMatch(k -> k.startsWith("begun with"));
    return tuned ? "begun with aligned towers" : "from fresh weights";
  }

  @Override
  public String text() {
    var more = classifiers.stream().skip(1).map(Shown::text).collect(Collectors.joining(", "));
    return "supervised(%s, %s)%s%s"
        .formatted(
            classifiers.get(0).text(),
            pairs.expression(),
            more.isEmpty() ? "" : ".repeated(" + more + ")",
            name.isBlank() ? "" : ".named(\"" + name + "\")");
  }

  @Override
  public String toString() {
    return text();
  }
}
