package org.sfumato.judge;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.sfumato.Corruption;
import org.sfumato.Dataset;
import org.sfumato.Draws;
import org.sfumato.Encoder;
import org.sfumato.Images;
import org.sfumato.JointEncoder;
import org.sfumato.Metric;
import org.sfumato.Pairs;
import org.sfumato.Results;
import org.sfumato.Score;
import org.sfumato.Term;
import org.sfumato.metric.Labelled;
import org.sfumato.network.FindingClassifier;

/** Ways to judge images: scores, sweeps, paired comparison. */
public final class Judging {
  private Judging() {}

  /** One row: every metric of these images, with intervals over independent images. */
  public static Results score(Images x, Metric... metrics) {
    var wanted = Readings.checked(metrics);
    if (x.size() == 0) {
      throw new IllegalArgumentException("there is no image to score in " + x.expression());
    }
    var values =
        Arrays.stream(Readings.of(x, wanted))
            .map(v -> new double[][] {v})
            .toArray(double[][][]::new);
    var row = new Row(x.caption(), OptionalDouble.empty(), List.of(0L), values);
    var columns = wanted.stream().map(Column::of).toList();
    var provenance = Readings.provenance(x.provenance(), wanted);
    return new ScoreTable(
        columns, List.of(row), Basis.of(x.ids()), "", "", Inference.USUAL, provenance);
  }

  /**
   * An experiment: restorers on the same images, masks and noise. {@code run}, {@code seeds} and
   * {@code score} follow.
   */
  public static Bench bench(Images x, Corruption A) {
    return Bench.of(new Task.Restoring(x, A));
  }

  /**
   * An experiment: translators from {@code source}, scored against {@code target}, image by image.
   * {@code run}, {@code seeds} and {@code score} follow.
   */
  public static Bench bench(Images source, Images target) {
    return Bench.of(new Task.Translating(source, target));
  }

  /** Values of a whole number, such as steps. */
  public static Over<Integer> over(String name, int... values) {
    return new Over<>(name, IntStream.of(values).boxed().toList());
  }

  /** Values of a number, such as a weight. */
  public static Over<Double> over(String name, double... values) {
    return new Over<>(name, DoubleStream.of(values).boxed().toList());
  }

  /** Values of any kind. */
  @SafeVarargs
  public static <T> Over<T> among(String name, T... values) {
    return new Over<>(name, List.of(values));
  }

  /**
   * Draws what {@code make} makes of each value; {@code seeds}, {@code cache} and {@code score}
   * follow.
   */
  @SuppressWarnings("unchecked") // the values are those of this axis
  public static <T, D extends Draws> Sweep<D> sweep(
      Over<T> over, Function<? super T, ? extends D> make) {
    return Sweep.of(List.of(over), spot -> make.apply((T) spot.get(0)));
  }

  /** Draws what {@code make} makes of each pair of values, such as weights and windows. */
  @SuppressWarnings("unchecked") // the values are those of these axes
  public static <A, B, D extends Draws> Sweep<D> sweep(
      Over<A> first, Over<B> second, BiFunction<? super A, ? super B, ? extends D> make) {
    return Sweep.of(List.of(first, second), spot -> make.apply((A) spot.get(0), (B) spot.get(1)));
  }

  /**
   * The ROC curve of scores, with its band and AUC.
   *
   * @param scores higher for class 1
   * @param labels 0 or 1, one for each score
   */
  public static Roc roc(double[] scores, int[] labels) {
    var curve = new Roc.Curve("", new Labelled(scores, labels));
    return new Roc(List.of(curve), Inference.USUAL.confidence());
  }

  /**
   * Learns to tell the classes of a data set apart, by logistic regression on an encoder's features
   * of its training images: {@code classifier(mobilenet(), dataset("fashion"))}. It says how sure
   * it is of generated images, and which classes occur among them.
   */
  public static Classifier classifier(Encoder encoder, Dataset data) {
    return Classifier.of(encoder, data);
  }

  /**
   * Looks in pictures for findings that it was never taught, by asking in words: {@code zeroShot(
   * model, pairs.test()).classes("lesion").prompts("{}", "no {}").auc()}.
   */
  public static ZeroShot zeroShot(JointEncoder model, Pairs pairs) {
    return ZeroShot.of(model, pairs);
  }

  /**
   * What an encoder's features know of the findings of pairs in three parts: {@code
   * linearProbe(encoder, pairs).fractions(0.01, 0.1, 1).seeds(0, 1, 2).auc()}.
   */
  public static LinearProbe linearProbe(Encoder encoder, Pairs pairs) {
    return LinearProbe.of(encoder, pairs);
  }

  /**
   * What a classifier that learnt from labels makes of pictures, beside what needs few labels or
   * none: {@code supervised(train(resnet(64)).on(pairs.train()).fit().model(),
   * pairs.test()).auc()}.
   */
  public static Supervised supervised(FindingClassifier classifier, Pairs pairs) {
    return Supervised.of(classifier, pairs);
  }

  /**
   * Where pictures and reports lie in their common space, in the plane of its first two principal
   * components: {@code jointSpace(model, pairs.test()).by("haemorrhage")}.
   */
  public static JointSpace jointSpace(JointEncoder model, Pairs pairs) {
    return JointSpace.of(model, pairs);
  }

  /**
   * How often pictures find their own reports, and reports their pictures, among the first k of all
   * these pairs, and how many of the first k have the same findings: {@code retrieve(model,
   * pairs.test(), 1, 5, 10)}.
   */
  public static Results retrieve(JointEncoder model, Pairs pairs, int... k) {
    return Retrieval.of(model, pairs, k);
  }

  /**
   * Whether probabilities mean what they say, in 10 bins.
   *
   * @param probabilities of class 1, in [0, 1]
   * @param labels 0 or 1, one for each
   */
  public static Calibration calibration(double[] probabilities, int[] labels) {
    return new Calibration(new Labelled(probabilities, labels), 10);
  }

  /**
   * Looks at a guidance term before it steers anything: its gradient against finite differences
   * image by image, an image alone and in company, flat, black, white and noisy pictures, and what
   * a step costs. The pictures are made up, in the shape of what the term compares with.
   */
  public static GradientCheck checkGradient(Term term) {
    return GradientTrial.of(term, null);
  }

  /** The same at these pictures, at most seven of them. */
  public static GradientCheck checkGradient(Term term, Images x) {
    return GradientTrial.of(term, x);
  }

  /** The paired difference a − b in the one metric that both have. */
  public static Score compare(Results a, Results b) {
    return Comparison.of(a, b, "");
  }

  /** The paired difference a − b in this metric. */
  public static Score compare(Results a, Results b, String column) {
    return Comparison.of(a, b, column);
  }

  /**
   * What a paper reports in one row of a table: {@code source}, {@code says} and {@code protocol}
   * follow, then {@code check} beside a rerun.
   */
  public static Claim reported(String paper, String row) {
    return Claim.of(paper, row);
  }

  /**
   * Reported numbers from a CSV file in UTF-8, one a line below a line of headings. Columns {@code
   * paper row metric value} must be there; {@code variant spread low high n data source protocol
   * run} may be ({@code run} names the row of the rerun's table if it is not {@code row}; {@code
   * data} the images if {@code row} does not). Numbers that share all but the metric are one claim.
   *
   * @throws IllegalArgumentException if a line is wrong; the message names it
   */
  public static Claims claims(String file) {
    return ClaimFile.read(Path.of(file));
  }
}
