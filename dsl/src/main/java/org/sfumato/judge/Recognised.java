package org.sfumato.judge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.sfumato.Chart;
import org.sfumato.Images;
import org.sfumato.Numbers;
import org.sfumato.Picture;
import org.sfumato.Shown;

/** What a classifier takes some images for: how many of each class, and how sure it is of them. */
public final class Recognised implements Shown {
  private final List<String> classes;
  private final double[][] probabilities;

  private Recognised(List<String> classes, double[][] probabilities) {
    this.classes = classes;
    this.probabilities = probabilities;
  }

  static Recognised of(Classifier classifier, Images x) {
    return new Recognised(classifier.classes(), classifier.probabilities(x));
  }

  /** How many images are likeliest of each class, in the order of the classes. */
  public int[] counts() {
    var counts = new int[classes.size()];
    for (var p : probabilities) {
      counts[Classifier.likeliest(p)]++;
    }
    return counts;
  }

  /** How many classes occur. */
  public int occurring() {
    return (int) Arrays.stream(counts()).filter(n -> n > 0).count();
  }

  /** The probability of each image's likeliest class. */
  public double[] confidence() {
    return Arrays.stream(probabilities).mapToDouble(p -> p[Classifier.likeliest(p)]).toArray();
  }

  /** The share of images of which it is at least so sure, such as 0.6. */
  public double share(double confidence) {
    if (!(confidence >= 0 && confidence <= 1)) {
      throw new IllegalArgumentException(
          "a confidence is a probability in [0, 1], not " + Numbers.text(confidence));
    }
    return Arrays.stream(confidence()).filter(c -> c >= confidence).count()
        / (double) probabilities.length;
  }

  /** How many images are likeliest of each class. */
  public Chart chart() {
    var counts = counts();
    var places = IntStream.range(0, counts.length).mapToObj(k -> (double) k).toList();
    var heights = IntStream.of(counts).mapToObj(n -> (double) n).toList();
    return new Chart(
        Chart.Kind.BARS,
        "%d images, %d of %d classes; at least 60 %% sure of %.0f %%"
            .formatted(probabilities.length, occurring(), classes.size(), 100 * share(.6)),
        new Chart.Axis("", false),
        new Chart.Axis("images", false),
        List.of(new Chart.Series("images", places, heights, List.of(), List.of(), classes)));
  }

  @Override
  public String text() {
    var counts = counts();
    return "%d images, %d of %d classes (%s); at least 60 %% sure of %.0f %%"
        .formatted(
            probabilities.length,
            occurring(),
            classes.size(),
            IntStream.range(0, counts.length)
                .mapToObj(k -> classes.get(k) + " " + counts[k])
                .collect(Collectors.joining(", ")),
            100 * share(.6));
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
