package org.sfumato.metric;

import java.util.Arrays;
import java.util.Objects;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.SetMetric;

/**
 * The inception score (Salimans et al. 2016): exp of the mean of KL(p(y|x) ‖ p(y)), with p(y|x) the
 * softmax of the network's logits without bias and p(y) its mean over a split; the mean over
 * splits, which are consecutive images. Between 1 and the number of classes. It says how sure and
 * how varied the classes of photographs are, and nothing about medical images.
 *
 * @param name of the column
 * @param encoder gives the logits
 * @param splits how many
 */
public record InceptionScore(String name, Encoder encoder, int splits) implements SetMetric {
  public InceptionScore {
    Objects.requireNonNull(encoder, "encoder");
    if (splits < 1) {
      throw new IllegalArgumentException(name + " takes 1 split or more, not " + splits);
    }
  }

  /** The same over so many splits. */
  public InceptionScore splits(int n) {
    return new InceptionScore(name, encoder, n);
  }

  @Override
  public double ofAll(Images x) {
    return Arrays.stream(each(x)).average().orElseThrow();
  }

  /** The score of each split, to see how they scatter. */
  public double[] each(Images x) {
    if (x.size() < splits) {
      throw new IllegalArgumentException(
          "%s has %d splits but %s has %d; use .splits(1)"
              .formatted(name, splits, x.expression(), x.size()));
    }
    var parts = new Part[splits];
    Features.each(
        encoder.name(),
        (batch, s) -> encoder.logits(batch),
        x,
        (v, from, count, classes) -> {
          for (int k = 0; k < count; k++) {
            // Split s begins at ⌊s·n/splits⌋, so image i is in the last split that begins by i.
            int split = (int) ((((long) from + k + 1) * splits - 1) / x.size());
            if (parts[split] == null) {
              parts[split] = new Part(classes);
            }
            parts[split].add(softmax(Arrays.copyOfRange(v, k * classes, (k + 1) * classes)));
          }
        });
    return Arrays.stream(parts).mapToDouble(Part::score).toArray();
  }

  /** The score of these rows of probabilities, in one split. */
  static double of(double[][] probabilities) {
    var part = new Part(Matrix.width("probabilities", probabilities));
    for (var row : probabilities) {
      part.add(row);
    }
    return part.score();
  }

  private static double[] softmax(double[] logits) {
    double largest = Arrays.stream(logits).max().orElseThrow();
    var p = Arrays.stream(logits).map(l -> Math.exp(l - largest)).toArray();
    double sum = Arrays.stream(p).sum();
    for (int k = 0; k < p.length; k++) {
      p[k] /= sum;
    }
    return p;
  }

  /** E KL(p(y|x) ‖ p(y)) = E Σ p(y|x) ln p(y|x) − Σ p(y) ln p(y), so sums over images suffice. */
  private static final class Part {
    private final double[] sum;
    private double order;
    private int number;

    Part(int classes) {
      sum = new double[classes];
    }

    void add(double[] p) {
      for (int k = 0; k < p.length; k++) {
        sum[k] += p[k];
        order += p[k] > 0 ? p[k] * Math.log(p[k]) : 0;
      }
      number++;
    }

    double score() {
      double mean = 0;
      for (double s : sum) {
        mean += s > 0 ? s / number * Math.log(s / number) : 0;
      }
      return Math.exp(order / number - mean);
    }
  }

  @Override
  public String variant() {
    return "logits of %s, mean over %d splits".formatted(encoder.text(), splits);
  }
}
