package org.sfumato.judge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.sfumato.Chart;
import org.sfumato.JointEncoder;
import org.sfumato.Numbers;
import org.sfumato.Pairs;
import org.sfumato.Picture;
import org.sfumato.Shown;

/**
 * Pictures and reports in the plane of their space in which they lie furthest apart: the first two
 * principal components of all vectors of length 1 together. The sign of a component is such that
 * its largest coefficient is above 0.
 */
public final class JointSpace implements Shown {
  private final JointEncoder model;
  private final Map<String, Pairs> sets;
  private final String finding;

  private JointSpace(JointEncoder model, Map<String, Pairs> sets, String finding) {
    this.model = model;
    this.sets = new LinkedHashMap<>(sets);
    this.finding = finding;
    if (sets.values().stream().mapToInt(Pairs::size).sum() < 2) {
      throw new IllegalArgumentException("a plane through the vectors needs two pairs or more");
    }
  }

  static JointSpace of(JointEncoder model, Pairs pairs) {
    return new JointSpace(model, Map.of("", pairs), "");
  }

  /** These pairs too, under a name of their own: real ones beside synthetic ones. */
  public JointSpace and(String name, Pairs more) {
    if (sets.containsKey(name) || name.isBlank()) {
      throw new IllegalArgumentException(
          name.isBlank()
              ? "a second set needs a name"
              : "there is a set named " + name + " already");
    }
    var all = new LinkedHashMap<>(sets);
    all.put(name, more);
    return new JointSpace(model, all, finding);
  }

  /**
   * Those with a finding apart from those without; where nobody knows, a pair is left out.
   *
   * @throws IllegalArgumentException if the pairs have no such label
   */
  public JointSpace by(String name) {
    sets.values().forEach(pairs -> pairs.labels(name));
    return new JointSpace(model, sets, name);
  }

  /**
   * Where the vectors lie, pictures and reports of each group.
   *
   * @param x along the first component
   * @param y along the second
   */
  record Group(String name, double[] x, double[] y) {}

  /**
   * @param groups what is drawn
   * @param shares of the variance that lie along the two components
   */
  record Plane(List<Group> groups, double[] shares) {}

  Plane plane() {
    var names = new ArrayList<String>();
    var vectors = new ArrayList<double[][]>();
    sets.forEach(
        (set, pairs) -> {
          var pictures = Cosines.pictures(model, pairs.pictures());
          var said = model.ofSentences(pairs.reports());
          var reports =
              IntStream.range(0, said.length)
                  .mapToObj(i -> Cosines.unit(said[i], model, "report " + i))
                  .toArray(double[][]::new);
          groups(pairs)
              .forEach(
                  (group, places) -> {
                    var own = set.isBlank() ? group : group.isBlank() ? set : set + ", " + group;
                    var behind = own.isBlank() ? "" : ", " + own;
                    names.add("pictures" + behind);
                    vectors.add(rows(pictures, places));
                    names.add("reports" + behind);
                    vectors.add(rows(reports, places));
                  });
        });
    return projected(names, vectors);
  }

  private static double[][] rows(double[][] of, int[] places) {
    return Arrays.stream(places).mapToObj(i -> of[i]).toArray(double[][]::new);
  }

  private Map<String, int[]> groups(Pairs pairs) {
    int n = pairs.size();
    if (finding.isBlank()) {
      return Map.of("", IntStream.range(0, n).toArray());
    }
    var labels = pairs.labels(finding);
    var groups = new LinkedHashMap<String, int[]>();
    groups.put("no " + finding, with(labels, Pairs.ABSENT));
    groups.put(finding, with(labels, Pairs.PRESENT));
    return groups;
  }

  private static int[] with(int[][] labels, int label) {
    return IntStream.range(0, labels.length).filter(i -> labels[i][0] == label).toArray();
  }

  private static Plane projected(List<String> names, List<double[][]> vectors) {
    var all = vectors.stream().flatMap(Arrays::stream).toArray(double[][]::new);
    int d = all[0].length;
    var mean = new double[d];
    for (var v : all) {
      for (int k = 0; k < d; k++) {
        mean[k] += v[k] / all.length;
      }
    }
    var covariance = new double[d][d];
    for (var v : all) {
      for (int a = 0; a < d; a++) {
        for (int b = 0; b <= a; b++) {
          covariance[a][b] += (v[a] - mean[a]) * (v[b] - mean[b]) / (all.length - 1);
          covariance[b][a] = covariance[a][b];
        }
      }
    }
    var parts = new EigenDecomposition(new Array2DRowRealMatrix(covariance));
    double total = Arrays.stream(parts.getRealEigenvalues()).sum();
    var shares = new double[2];
    var axes = new double[2][];
    for (int c = 0; c < 2; c++) {
      shares[c] = total > 0 ? Math.max(0, parts.getRealEigenvalue(c)) / total : 0;
      axes[c] = upright(parts.getEigenvector(c).toArray());
    }
    var groups = new ArrayList<Group>();
    for (int g = 0; g < names.size(); g++) {
      var rows = vectors.get(g);
      groups.add(new Group(names.get(g), along(rows, mean, axes[0]), along(rows, mean, axes[1])));
    }
    return new Plane(groups, shares);
  }

  /** An eigenvector or its opposite: the one whose largest coefficient is above 0. */
  private static double[] upright(double[] axis) {
    int largest = 0;
    for (int k = 1; k < axis.length; k++) {
      largest = Math.abs(axis[k]) > Math.abs(axis[largest]) ? k : largest;
    }
    double sign = axis[largest] < 0 ? -1 : 1;
    return Arrays.stream(axis).map(a -> sign * a).toArray();
  }

  private static double[] along(double[][] rows, double[] mean, double[] axis) {
    return Arrays.stream(rows)
        .mapToDouble(
            v -> IntStream.range(0, v.length).mapToDouble(k -> (v[k] - mean[k]) * axis[k]).sum())
        .toArray();
  }

  /** A point for each picture and each report; the axes say how much of the variance is theirs. */
  public Chart chart() {
    var plane = plane();
    var series =
        plane.groups().stream()
            .map(g -> Chart.Series.line(g.name(), boxed(g.x()), boxed(g.y())))
            .toList();
    return new Chart(
        Chart.Kind.POINTS,
        "",
        axis("first", plane.shares()[0]),
        axis("second", plane.shares()[1]),
        series);
  }

  private static List<Double> boxed(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }

  private static Chart.Axis axis(String which, double share) {
    var percent = Numbers.text(Math.round(1000 * share) / 10.);
    return new Chart.Axis(which + " principal component (" + percent + " %)", false);
  }

  @Override
  public String text() {
    var all = new StringBuilder();
    sets.forEach(
        (name, pairs) ->
            all.append(
                all.length() == 0
                    ? "jointSpace(%s, %s)".formatted(model.text(), pairs.expression())
                    : ".and(\"%s\", %s)".formatted(name, pairs.expression())));
    return all + (finding.isBlank() ? "" : ".by(\"" + finding + "\")");
  }

  @Override
  public Optional<Picture> picture() {
    return chart().picture();
  }

  @Override
  public String toString() {
    return text();
  }
}
