package org.sfumato.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.JointEncoder;
import org.sfumato.Pairs;
import org.sfumato.Provenance;

/** Pictures of four pixels, which are their own vectors, and sentences whose vectors are given. */
final class Asked {
  static final int N = 120;
  static final List<String> FINDINGS = List.of("lesion", "atrophy", "haemorrhage");

  private Asked() {}

  /** A number in [0, 1) for a picture and a place, the same as in zeroshot.py. */
  static double u(long i, long k) {
    long x = (i * 7919 + k * 104729 + 12345) & 0xFFFFFFFFL;
    x = (x * 2654435761L) & 0xFFFFFFFFL;
    x ^= x >> 15;
    x = (x * 2246822519L) & 0xFFFFFFFFL;
    x ^= x >> 13;
    return x / 4294967296.;
  }

  /** {@code per} pictures of each patient. */
  static Pairs pairs(int per) {
    var values = new float[4 * N];
    var told = new ArrayList<Pairs.Told>();
    for (int i = 0; i < N; i++) {
      var labels = new ArrayList<Integer>();
      for (int k = 0; k < 4; k++) {
        values[4 * i + k] = (float) u(i, k);
      }
      for (int f = 0; f < 3; f++) {
        double much = .5 * u(i, 10 + f) + .5 * values[4 * i + f];
        labels.add(u(i, 20 + f) < .1 ? Pairs.UNKNOWN : much > .55 ? 1 : 0);
      }
      told.add(new Pairs.Told("of picture " + i, "patient " + i / per, labels));
    }
    return Pairs.of(pictures(values, 4), told, FINDINGS);
  }

  static Images pictures(float[] values, int pixels) {
    var ids =
        IntStream.range(0, values.length / pixels).mapToObj(i -> new ImageId("asked", i)).toList();
    return Images.of(values, 1, 1, pixels, ids, "asked", Provenance.of("asked", "made"));
  }

  /** Pairs of these pictures, each of its own patient, with these labels of these findings. */
  static Pairs pairs(float[][] pictures, List<String> findings, IntFunction<List<Integer>> labels) {
    int d = pictures[0].length;
    var values = new float[d * pictures.length];
    var told = new ArrayList<Pairs.Told>();
    for (int i = 0; i < pictures.length; i++) {
      System.arraycopy(pictures[i], 0, values, d * i, d);
      told.add(new Pairs.Told("of picture " + i, "patient " + i, labels.apply(i)));
    }
    return Pairs.of(pictures(values, d), told, findings);
  }

  /** The fourth pixel is changed by {@code shift} times the first. */
  static Space shifted(String name, double shift) {
    var sentences = new java.util.HashMap<String, float[]>();
    for (int f = 0; f < 3; f++) {
      var v = new float[4];
      v[f] = 1;
      sentences.put(FINDINGS.get(f), v);
      sentences.put("no " + FINDINGS.get(f), new float[] {0, 0, 0, 1});
    }
    return new Space(name, shift, sentences);
  }

  /** A joint space whose vectors need not have length 1, as those of a careless model. */
  record Space(String name, double shift, Map<String, float[]> sentences) implements JointEncoder {
    @Override
    public float[][] ofPictures(Images x) {
      var all = x.values();
      int d = all.length / x.size();
      var rows = new float[x.size()][d];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(all, d * i, rows[i], 0, d);
        rows[i][d - 1] += (float) (shift * rows[i][0]);
      }
      return rows;
    }

    @Override
    public float[][] ofSentences(List<String> asked) {
      return asked.stream().map(s -> sentences.get(s)).toArray(float[][]::new);
    }

    @Override
    public Provenance provenance() {
      return Provenance.of("space", name);
    }

    @Override
    public String variant() {
      return name;
    }

    @Override
    public String text() {
      return name;
    }
  }
}
