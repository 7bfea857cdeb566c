package org.sfumato.metric;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.sfumato.Provenance;

/**
 * Scores with the class that each belongs to.
 *
 * @param scores higher for class 1, finite or infinite, never NaN
 * @param labels 0 or 1, as many as scores; both occur
 */
public record Labelled(double[] scores, int[] labels) {
  public Labelled {
    scores = scores.clone();
    labels = labels.clone();
    same("scores", scores.length, labels.length);
    for (int i = 0; i < scores.length; i++) {
      if (Double.isNaN(scores[i])) {
        throw new IllegalArgumentException(
            "score %d is NaN and has no rank; leave that case out, or find out why it has no score"
                .formatted(i));
      }
      if (labels[i] != 0 && labels[i] != 1) {
        throw new IllegalArgumentException(
            "label %d is %d, but AUC takes 0 for the one class and 1 for the other; for more classes take one against the rest"
                .formatted(i, labels[i]));
      }
    }
    int positive = IntStream.of(labels).sum();
    if (positive == 0 || positive == labels.length) {
      throw new IllegalArgumentException(
          "AUC compares two classes, but all %d labels are %d; score cases of both"
              .formatted(labels.length, labels[0]));
    }
  }

  static void same(String what, int given, int labels) {
    if (given == 0 && labels == 0) {
      throw new IllegalArgumentException("there are no " + what + " and no labels to judge");
    }
    if (given != labels) {
      throw new IllegalArgumentException(
          "there are %d %s but %d labels; give one label for each".formatted(given, what, labels));
    }
  }

  /** The scores of one class. */
  public double[] of(int label) {
    return IntStream.range(0, scores.length)
        .filter(i -> labels[i] == label)
        .mapToDouble(i -> scores[i])
        .toArray();
  }

  /** Which scores and labels these are. */
  Provenance provenance(String name) {
    return Provenance.of(name, Provenance.digest(Arrays.toString(scores)))
        .with("labels", Provenance.digest(Arrays.toString(labels)));
  }

  @Override
  public double[] scores() {
    return scores.clone();
  }

  @Override
  public int[] labels() {
    return labels.clone();
  }
}
