package org.sfumato.judge;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sfumato.Numbers;

/** Columns whose values belong under another heading. */
final class Headings {
  private static final String KIND = "wrong heading";

  /** Two unrelated photographs have some 8 dB; nobody reports a restoration that is worse. */
  private static final double UNRELATED_DB = 10;

  /** An inception score of small natural images; real CIFAR-10 has 11. */
  private static final double LARGEST_IS = 12;

  /** Fewer values say nothing about a column. */
  private static final int FEWEST = 3;

  private Headings() {}

  /** The columns of the block that are misnamed; a finding for each goes into {@code found}. */
  static Set<String> of(Block block, List<Finding> found) {
    var misnamed = new HashSet<String>();
    for (var metric : block.metrics()) {
      if (impossible(block, metric, found)) {
        misnamed.add(metric);
      }
    }
    boolean beside = !misnamed.isEmpty();
    for (var metric : block.metrics()) {
      if (beside && likeInception(block, metric, found)
          || !beside && reversed(block, metric, found)) {
        misnamed.add(metric);
      }
    }
    return misnamed;
  }

  /** All of a column is out of range: it is not its values that are wrong. */
  private static boolean impossible(Block block, String metric, List<Finding> found) {
    var kind = MetricKind.of(metric);
    var values = values(block, metric);
    if (values.size() < FEWEST || kind.isFraction() || values.stream().anyMatch(kind::allows)) {
      return false;
    }
    found.add(
        new Finding(
            KIND,
            block.name(),
            "%s is %s, but the column runs from %s to %s%s"
                .formatted(metric, kind.range(), least(values), most(values), guess(values))));
    return true;
  }

  private static String guess(List<Double> values) {
    return values.stream().allMatch(v -> v > 1) ? "; these have the size of FID" : "";
  }

  /** PSNR as low as between unrelated pictures, in a table where another heading is wrong too. */
  private static boolean likeInception(Block block, String metric, List<Finding> found) {
    var values = values(block, metric);
    boolean low =
        MetricKind.of(metric) == MetricKind.PSNR
            && values.size() >= FEWEST
            && values.stream().allMatch(v -> v >= 1 && v < UNRELATED_DB);
    if (low) {
      found.add(
          new Finding(
              KIND,
              block.name(),
              "%s from %s to %s dB is what unrelated pictures have; beside a column of FID these have the size of an inception score"
                  .formatted(metric, least(values), most(values))));
    }
    return low;
  }

  /** A distance that calls best what every other column calls worst is no distance. */
  private static boolean reversed(Block block, String metric, List<Finding> found) {
    var values = values(block, metric);
    if (MetricKind.of(metric) != MetricKind.FID
        || values.size() < FEWEST
        || values.stream().anyMatch(v -> v < 1 || v > LARGEST_IS)) {
      return false;
    }
    var against = new ArrayList<String>();
    for (var other : block.metrics()) {
      if (!other.equals(metric) && MetricKind.of(other).isQuality()) {
        if (!opposed(block, metric, other)) {
          return false;
        }
        against.add(other);
      }
    }
    if (against.isEmpty()) {
      return false;
    }
    found.add(
        new Finding(
            KIND,
            block.name(),
            "%s from %s to %s calls best what %s calls worst; these have the size of an inception score, where more is better"
                .formatted(metric, least(values), most(values), String.join(" and ", against))));
    return true;
  }

  /** Whether the two columns order every pair of rows in opposite ways, and at least three rows. */
  private static boolean opposed(Block block, String metric, String other) {
    double sign = MetricKind.of(other).higherIsBetter ? 1 : -1;
    var rows = new ArrayList<double[]>();
    for (var a : block.numbers(metric)) {
      block.numbers(other).stream()
          .filter(b -> b.claim().equals(a.claim()))
          .forEach(b -> rows.add(new double[] {-a.said().value(), sign * b.said().value()}));
    }
    for (int i = 0; i < rows.size(); i++) {
      for (int j = 0; j < i; j++) {
        double ours = rows.get(i)[0] - rows.get(j)[0];
        double theirs = rows.get(i)[1] - rows.get(j)[1];
        if (ours * theirs >= 0) {
          return false;
        }
      }
    }
    return rows.size() >= FEWEST;
  }

  private static List<Double> values(Block block, String metric) {
    return block.numbers(metric).stream().map(n -> n.said().value()).toList();
  }

  private static String least(List<Double> values) {
    return Numbers.text(values.stream().mapToDouble(v -> v).min().orElseThrow());
  }

  private static String most(List<Double> values) {
    return Numbers.text(values.stream().mapToDouble(v -> v).max().orElseThrow());
  }
}
