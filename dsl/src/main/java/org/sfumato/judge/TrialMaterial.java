package org.sfumato.judge;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.sfumato.Guidance;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Term;

/**
 * The images at which a term is looked at.
 *
 * @param trying the term with those images, in the precision in which it computes
 * @param x their values
 * @param source what the term compares with, null if that is not known
 */
record TrialMaterial(Trying trying, double[] x, Images source) {
  private static final int IMAGES = 7;
  private static final int USUAL_SIDE = 32;

  /** Which images there are, of which shape, and how precisely the term computes. */
  static TrialMaterial of(Term term, Images given) {
    var sources = new Trying.Sources();
    if (given != null) {
      sources.saw(given.first(Math.min(IMAGES, given.size())));
    } else {
      ask(term, sources);
    }
    var shape = sources.shape() == null ? new int[] {1, USUAL_SIDE, USUAL_SIDE} : sources.shape();
    var source = given == null ? sources.images() : null;
    int n = sources.ids() == null ? IMAGES : Math.min(IMAGES, sources.ids().size());
    n = given == null ? n : Math.min(IMAGES, given.size());
    var all = sources.ids() == null ? named(given, n) : sources.ids();
    var places = IntStream.range(0, n).toArray();
    var trying = new Trying(bare(term), places, all, shape, DataType.FLOAT64);
    var x = given == null ? pictures(n, shape) : doubles(given.first(n).values());
    try {
      trying.found(x);
    } catch (RuntimeException notInDouble) {
      trying = trying.in(DataType.FLOAT32);
      trying.found(x);
    }
    return new TrialMaterial(trying, x, source);
  }

  /** A sum is looked at without windows and weights that change, which have no gradient. */
  private static Term bare(Term term) {
    if (!(term instanceof Guidance sum) || sum.isEmpty()) {
      return term;
    }
    var bare = Guidance.NONE;
    for (var part : sum.parts()) {
      bare = (Guidance) bare.plus(part.term().times(part.factor()));
    }
    return bare;
  }

  private static List<ImageId> named(Images given, int n) {
    return given != null
        ? given.first(n).ids()
        : IntStream.range(0, n).mapToObj(i -> new ImageId("check", i)).toList();
  }

  /** What the term looks at; whether it likes the pictures of this first try does not matter. */
  private static void ask(Term term, Trying.Sources sources) {
    int[] shape = {1, USUAL_SIDE, USUAL_SIDE};
    var one = new Trying(bare(term), new int[] {0}, named(null, 1), shape, DataType.FLOAT64);
    Parts.of(term).forEach(sources::saw);
    try {
      one.look(pictures(1, shape), sources);
    } catch (RuntimeException e) {
      // If there is something wrong with the term and not with the try, it comes up again.
      return;
    }
  }

  static double[] filled(int length, double v) {
    var all = new double[length];
    Arrays.fill(all, v);
    return all;
  }

  static double[] doubles(float[] values) {
    return IntStream.range(0, values.length).mapToDouble(k -> values[k]).toArray();
  }

  static float[] repeated(float[] one, int n) {
    var all = new float[n * one.length];
    for (int i = 0; i < n; i++) {
      System.arraycopy(one, 0, all, i * one.length, one.length);
    }
    return all;
  }

  /** Waves with a little noise, all different, well within [0, 1]. */
  static double[] pictures(int n, int[] shape) {
    var random = new Random(2);
    int area = shape[1] * shape[2];
    var values = new double[n * shape[0] * area];
    for (int p = 0; p < n * shape[0]; p++) {
      double a = 1 + 5 * random.nextDouble();
      double b = 1 + 5 * random.nextDouble();
      for (int k = 0; k < area; k++) {
        double wave =
            Math.sin(a * (k / shape[2]) / shape[1] + b * (k % shape[2]) / shape[2] + a * b);
        values[p * area + k] = .5 + .3 * wave + .2 * (random.nextDouble() - .5);
      }
    }
    return values;
  }
}
