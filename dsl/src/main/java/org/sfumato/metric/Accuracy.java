package org.sfumato.metric;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.sfumato.Provenance;
import org.sfumato.Score;

/** The share of cases whose class was predicted right, with Wilson's interval. */
public final class Accuracy {
  private Accuracy() {}

  /**
   * @param predicted classes, any whole numbers
   * @param labels the true classes, as many
   * @param confidence such as 0.95
   * @return in [0, 1]; n is the number of cases
   */
  public static Score of(int[] predicted, int[] labels, double confidence) {
    Labelled.same("predictions", predicted.length, labels.length);
    int right =
        (int) IntStream.range(0, labels.length).filter(i -> predicted[i] == labels[i]).count();
    var w = Wilson.of(right, labels.length, confidence);
    return new Score(
            "accuracy",
            w.share(),
            w.low(),
            w.high(),
            labels.length,
            "share correct; Wilson interval")
        .from(
            Provenance.of("predicted", Provenance.digest(Arrays.toString(predicted)))
                .with("labels", Provenance.digest(Arrays.toString(labels))));
  }
}
