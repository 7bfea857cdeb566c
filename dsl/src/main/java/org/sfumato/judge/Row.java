package org.sfumato.judge;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * One run: its name and every image's value in every column.
 *
 * @param name such as {@code λ = 0.3}
 * @param swept the number that was swept, if one was
 * @param seeds of the repetitions, one or more
 * @param values by column, then by seed, then by image; one value instead of the images' for a
 *     metric of the whole set
 * @param ranked what the images were ranked by, if the scores are areas under ROC curves
 */
record Row(
    String name,
    OptionalDouble swept,
    List<Long> seeds,
    double[][][] values,
    Optional<Ranked> ranked) {
  Row {
    seeds = List.copyOf(seeds);
  }

  /** A run whose scores are means over images. */
  Row(String name, OptionalDouble swept, List<Long> seeds, double[][][] values) {
    this(name, swept, seeds, values, Optional.empty());
  }

  /** The same with intervals over seeds too. */
  Row withSeeds() {
    return new Row(name, swept, seeds, values, ranked.map(Ranked::withSeeds));
  }

  /** Each image's value, averaged over seeds. */
  double[] perImage(int column) {
    var bySeed = values[column];
    var mean = new double[bySeed[0].length];
    for (var images : bySeed) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += images[i] / bySeed.length;
      }
    }
    return mean;
  }

  /** Each seed's mean over images. */
  double[] perSeed(int column) {
    return java.util.Arrays.stream(values[column]).mapToDouble(Row::mean).toArray();
  }

  /** The standard deviation of the seeds' means; NaN for one seed. */
  double seedSpread(int column) {
    var means = perSeed(column);
    if (means.length < 2) {
      return Double.NaN;
    }
    double centre = mean(means);
    return Math.sqrt(
        DoubleStream.of(means).map(m -> (m - centre) * (m - centre)).sum() / (means.length - 1));
  }

  private static double mean(double[] values) {
    return DoubleStream.of(values).average().orElse(Double.NaN);
  }

  /** This row minus another, image by image and seed by seed where both have the same seeds. */
  Row minus(Row other, String as) {
    boolean sameSeeds = seeds.equals(other.seeds);
    var difference = new double[values.length][][];
    for (int c = 0; c < values.length; c++) {
      var ours = sameSeeds ? values[c] : new double[][] {perImage(c)};
      var theirs = sameSeeds ? other.values[c] : new double[][] {other.perImage(c)};
      difference[c] = new double[ours.length][ours[0].length];
      for (int s = 0; s < ours.length; s++) {
        for (int i = 0; i < ours[s].length; i++) {
          // Two infinite scores, such as the PSNR of two perfect images, do not differ.
          difference[c][s][i] = ours[s][i] == theirs[s][i] ? 0 : ours[s][i] - theirs[s][i];
        }
      }
    }
    return new Row(
        as,
        swept,
        sameSeeds ? seeds : seeds.subList(0, 1),
        difference,
        ranked.map(r -> r.minus(other.ranked.orElseThrow())));
  }
}
