package org.sfumato.judge;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sfumato.Cancel;
import org.sfumato.Dataset;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Metric;
import org.sfumato.Numbers;
import org.sfumato.Provenance;
import org.sfumato.Score;
import org.sfumato.Shown;
import org.sfumato.Step;
import org.sfumato.metric.Accuracy;
import org.sfumato.metric.FeatureRows;

/**
 * Says what an image shows: multinomial logistic regression on an encoder's features, learnt from a
 * data set's training images and their classes. The learning rate is chosen by the likelihood of
 * the validation images, so that its probabilities are to be trusted; {@link #calibration()} shows
 * on the test images how far. It judges generated images: are they things of a class at all, and
 * does every class occur?
 */
public final class Classifier implements Shown {
  private static final double[] RATES = {.001, .003, .01, .03, .1, .3, 1};
  private static final int EPOCHS = 5;
  private static final double CONFIDENCE = .95;

  private final Encoder encoder;
  private final Dataset data;
  private final Softmax law;
  private final double rate;

  private Classifier(Encoder encoder, Dataset data, Softmax law, double rate) {
    this.encoder = encoder;
    this.data = data;
    this.law = law;
    this.rate = rate;
  }

  /**
   * Learns the classes of this set.
   *
   * @throws UnsupportedOperationException if the set has no classes
   */
  static Classifier of(Encoder encoder, Dataset data) {
    var train = data.train();
    var labels = data.labels(train);
    var rows = rows(encoder, train);
    var held = rows(encoder, data.validation());
    var right = data.labels(data.validation());
    Softmax best = null;
    double chosen = 0;
    double least = Double.POSITIVE_INFINITY;
    for (double rate : RATES) {
      var law =
          Softmax.fit(rows, labels, data.classes().size(), rate, EPOCHS, 0, i -> goOn(data.id()));
      double surprise =
          IntStream.range(0, held.length)
              .mapToDouble(i -> -Math.log(Math.max(1e-12, law.probabilities(held[i])[right[i]])))
              .average()
              .orElseThrow();
      if (surprise < least) {
        least = surprise;
        best = law;
        chosen = rate;
      }
    }
    return new Classifier(encoder, data, best, chosen);
  }

  private static void goOn(String id) {
    if (Cancel.requested()) {
      throw new Interrupted("stopped while the classes of " + id + " were learnt", null);
    }
  }

  private static double[][] rows(Encoder encoder, Images x) {
    var features = FeatureRows.of(encoder, x);
    return IntStream.range(0, x.size()).mapToObj(i -> features.rows(i, 1)).toArray(double[][]::new);
  }

  /** The classes it knows, by name. */
  public List<String> classes() {
    return data.classes();
  }

  /** The likeliest class of each image, a place in {@link #classes()}. */
  public int[] of(Images x) {
    return Arrays.stream(probabilities(x)).mapToInt(Classifier::likeliest).toArray();
  }

  /** The probability of each class for each image. */
  public double[][] probabilities(Images x) {
    return Arrays.stream(rows(encoder, x)).map(law::probabilities).toArray(double[][]::new);
  }

  static int likeliest(double[] p) {
    return IntStream.range(0, p.length).reduce((a, b) -> p[b] > p[a] ? b : a).orElseThrow();
  }

  /** How sure it is of each image: the probability of its likeliest class. */
  public Metric confidence() {
    return new Sure();
  }

  /** The share of test images that it gets right, with Wilson's interval. */
  public Score accuracy() {
    return Accuracy.of(of(data.test()), data.labels(data.test()), CONFIDENCE);
  }

  /** Whether it is right as often as it says, on the test images. */
  public Calibration calibration() {
    var p = probabilities(data.test());
    var truth = data.labels(data.test());
    var sure = Arrays.stream(p).mapToDouble(q -> q[likeliest(q)]).toArray();
    var right =
        IntStream.range(0, p.length).map(i -> likeliest(p[i]) == truth[i] ? 1 : 0).toArray();
    return Judging.calibration(sure, right);
  }

  /** What it takes some images for. */
  public Recognised recognised(Images x) {
    return Recognised.of(this, x);
  }

  /** The metric of {@link #confidence()}. */
  private final class Sure implements Metric {
    @Override
    public NDArray of(NDArray x, Step s) {
      var features = encoder.of(x, s);
      int n = Math.toIntExact(features.getShape().get(0));
      var values = features.toType(DataType.FLOAT32, false).toFloatArray();
      int d = values.length / n;
      var sure = new float[n];
      for (int i = 0; i < n; i++) {
        var row = new double[d];
        for (int k = 0; k < d; k++) {
          row[k] = values[i * d + k];
        }
        var p = law.probabilities(row);
        sure[i] = (float) p[likeliest(p)];
      }
      return x.getManager().create(sure, new Shape(n));
    }

    @Override
    public String name() {
      return "confidence";
    }

    @Override
    public String variant() {
      return "probability of the likeliest class, " + Classifier.this.text();
    }

    @Override
    public boolean higherIsBetter() {
      return true;
    }
  }

  Provenance provenance() {
    return data.train().provenance();
  }

  @Override
  public String text() {
    return "classifier(%s, %s): softmax regression, %d classes, %d training images (%s), AdaGrad %s, %d epochs"
        .formatted(
            encoder.name(),
            data.id(),
            classes().size(),
            data.train().size(),
            provenance().hash(),
            Numbers.text(rate),
            EPOCHS);
  }

  @Override
  public String toString() {
    return text();
  }
}
