package org.sfumato.judge;

import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.sfumato.Cancel;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Numbers;
import org.sfumato.Term;
import org.sfumato.engine.EngineError;
import org.sfumato.engine.Torch;
import org.sfumato.judge.GradientCheck.Line;
import org.sfumato.judge.GradientCheck.Verdict;

/** Looks at a guidance term from all sides before it steers anything. */
final class GradientTrial {
  private static final int ALONE = 2;
  private static final int DIRECTIONS = 4;

  /**
   * How precise a trial is.
   *
   * @param steps of the differences: where an absolute value turns within one, a shorter misses it
   * @param slack how far off a gradient may be, in its own length
   * @param same how far apart two computations of the same may be, relatively
   */
  private record Precision(
      DataType type, String words, double[] steps, double slack, double same) {}

  private static final Precision DOUBLE =
      new Precision(
          DataType.FLOAT64, "double precision", new double[] {1e-5, 1e-6, 1e-8}, 1e-4, 1e-9);
  private static final Precision SINGLE =
      new Precision(
          DataType.FLOAT32,
          "single precision, because it does not compute in double",
          new double[] {3e-2, 1e-2, 3e-3, 1e-3},
          5e-2,
          1e-4);

  private final Term term;
  private final List<Line> lines = new ArrayList<>();
  private final Images given;
  private Trying trying;
  private Images source;
  private double[] x;

  private GradientTrial(Term term, Images given) {
    this.term = term;
    this.given = given;
  }

  /**
   * @param given the pictures to look at, null for some that are made up
   */
  static GradientCheck of(Term term, Images given) {
    Torch.start();
    return new GradientTrial(term, given).run();
  }

  private GradientCheck run() {
    try {
      var material = TrialMaterial.of(term, given);
      trying = material.trying();
      source = material.source();
      x = material.x();
      gradient();
      alone();
      twice();
      edges();
      cost();
    } catch (Interrupted e) {
      throw e;
    } catch (RuntimeException e) {
      add(
          "one value per image",
          Verdict.FAILS,
          "breaks",
          EngineError.sentence(e).orElse(String.valueOf(e.getMessage())));
    }
    return new GradientCheck(term.text(), lines);
  }

  private Precision precision() {
    return trying.type() == DataType.FLOAT64 ? DOUBLE : SINGLE;
  }

  private void gradient() {
    int one = trying.one();
    int n = trying.places().length;
    var g = trying.found(x).gradient();
    var random = new Random(5);
    double worst = 0;
    int image = 0;
    double longest = 0;
    for (int d = 0; d < DIRECTIONS; d++) {
      var direction =
          IntStream.range(0, x.length).mapToDouble(k -> random.nextGaussian()).toArray();
      var off = new double[n];
      Arrays.fill(off, Double.POSITIVE_INFINITY);
      for (double h : precision().steps()) {
        alive();
        double[] up = trying.energies(moved(direction, h));
        double[] down = trying.energies(moved(direction, -h));
        for (int i = 0; i < n; i++) {
          double measured = (up[i] - down[i]) / (2 * h);
          double along = 0;
          double size = 0;
          for (int k = i * one; k < (i + 1) * one; k++) {
            along += g[k] * direction[k];
            size += g[k] * g[k];
          }
          longest = Math.max(longest, Math.sqrt(size));
          double scale = Math.max(Math.sqrt(size), Math.abs(measured));
          off[i] = Math.min(off[i], scale == 0 ? 0 : Math.abs(along - measured) / scale);
        }
      }
      for (int i = 0; i < n; i++) {
        // Not a number is the worst of all.
        if (!(off[i] <= worst)) {
          worst = off[i];
          image = i;
        }
      }
    }
    var where = "%d images in %d directions, %s".formatted(n, DIRECTIONS, precision().words());
    var look = "gradient against differences";
    if (!(worst <= precision().slack())) {
      add(
          look,
          Verdict.FAILS,
          "wrong",
          "off by %s of its length at image %d; %s. Is a part of it cut off the tape, as by stopGradient(), toType or a number read out, or is one image's value made of others?"
              .formatted(percent(worst), image, where));
    } else if (longest == 0) {
      add(
          look,
          Verdict.FAILS,
          "none",
          "the value does not change with the image, so it steers nothing; " + where);
    } else {
      add(
          look,
          Verdict.PASSES,
          "right",
          "off by at most %s of its length; %s".formatted(rough(worst), where));
    }
  }

  private double[] moved(double[] direction, double by) {
    return IntStream.range(0, x.length).mapToDouble(k -> x[k] + by * direction[k]).toArray();
  }

  private void alone() {
    int n = trying.places().length;
    var look = "an image alone";
    if (n < 2) {
      add(look, Verdict.NOTED, "not tried", "there is one image only");
      return;
    }
    alive();
    int i = Math.min(ALONE, n - 1);
    int one = trying.one();
    var all = trying.found(x);
    var alone = trying.only(i).found(Trying.rows(x, one, i));
    double value = apart(new double[] {all.energies()[i]}, alone.energies());
    double slope = apart(Trying.rows(all.gradient(), one, i), alone.gradient());
    if (value <= precision().same() && slope <= precision().same()) {
      add(
          look,
          Verdict.PASSES,
          "as in company",
          "image %d of %d: value and gradient agree %s"
              .formatted(i, n, agreed(Math.max(value, slope))));
    } else {
      add(
          look,
          Verdict.FAILS,
          "other than in company",
          "image %d of %d: %s alone, %s in company; a sum or mean over the whole batch couples images, sqNorm(a), norm(a) and average(a) do not"
              .formatted(i, n, Numbers.text(alone.energies()[0]), Numbers.text(all.energies()[i])));
    }
  }

  private static String agreed(double off) {
    return off == 0 ? "to the last bit" : "to " + rough(off);
  }

  private void twice() {
    alive();
    double off = apart(trying.energies(x), trying.energies(x));
    if (!(off <= precision().same())) {
      add(
          "the same again",
          Verdict.FAILS,
          "another value",
          "it differs by %s from call to call; take random numbers from s.normal(\"…\"), which are the same for the same image and step"
              .formatted(percent(off)));
    }
  }

  /** In single precision, as a run computes. */
  private void edges() {
    int n = trying.places().length;
    int length = x.length;
    edge("flat gray", TrialMaterial.filled(length, .5));
    edge("black", TrialMaterial.filled(length, 0));
    edge("white", TrialMaterial.filled(length, 1));
    var random = new Random(9);
    edge(
        "pure noise, σ 40",
        IntStream.range(0, length).mapToDouble(k -> .5 + 40 * random.nextGaussian()).toArray());
    if (source != null && source.channels() == trying.shape()[0]) {
      var rows =
          source.size() == 1
              ? TrialMaterial.repeated(source.values(), n)
              : source.first(n).values();
      edge("the source itself", TrialMaterial.doubles(rows));
    }
  }

  private void edge(String name, double[] at) {
    alive();
    var found = trying.in(DataType.FLOAT32).found(at);
    boolean value = Arrays.stream(found.energies()).allMatch(Double::isFinite);
    boolean slope = Arrays.stream(found.gradient()).allMatch(Double::isFinite);
    if (value && slope) {
      add(
          name,
          Verdict.PASSES,
          "finite",
          "value %s, gradient %s at most"
              .formatted(
                  rough(found.energies()[0]),
                  rough(Arrays.stream(found.gradient()).map(Math::abs).max().orElse(0))));
    } else {
      add(
          name,
          Verdict.FAILS,
          "not finite",
          "the %s; keep a small number inside of roots, logarithms and denominators"
              .formatted(value ? "gradient is not finite" : "value is not finite"));
    }
  }

  private void cost() {
    var cost = TermCost.of(trying, x);
    add(
        "cost",
        Verdict.NOTED,
        rough(cost.milliseconds()) + " ms",
        "a step of %d images of %d×%d, forward and back; sqNorm(x0), which needs no more than that, %s ms"
            .formatted(cost.images(), trying.shape()[1], trying.shape()[2], rough(cost.least())));
  }

  static void alive() {
    if (Cancel.requested()) {
      throw new Interrupted("the check was stopped", null);
    }
  }

  /** The largest difference, relative to the largest number; infinite if one is not finite. */
  private static double apart(double[] a, double[] b) {
    double scale = 1e-300;
    double most = 0;
    for (int k = 0; k < a.length; k++) {
      scale = Math.max(scale, Math.max(Math.abs(a[k]), Math.abs(b[k])));
      double d = Math.abs(a[k] - b[k]);
      most = d <= most ? most : d;
    }
    return Double.isNaN(most) ? Double.POSITIVE_INFINITY : most / scale;
  }

  private static String percent(double share) {
    return Double.isFinite(share) ? rough(100 * share) + " %" : "more than can be said";
  }

  private static String rough(double v) {
    return Double.isFinite(v)
        ? Numbers.shown(
            new java.math.BigDecimal(v).round(new java.math.MathContext(2)).doubleValue())
        : Numbers.text(v);
  }

  private void add(String look, Verdict verdict, String word, String found) {
    lines.add(new Line(look, verdict, word, found));
  }
}
