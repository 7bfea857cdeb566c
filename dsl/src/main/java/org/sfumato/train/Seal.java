package org.sfumato.train;

import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.sfumato.ImageId;
import org.sfumato.Measurements;
import org.sfumato.corruption.Structured;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;
import org.sfumato.random.Noise;

/**
 * Measurements that a training may learn from show no more than their corruption says. The images
 * are out of reach by type; this looks for what leaked before: values where nothing was measured,
 * an image that was measured twice, and a picture and its mirror image under two masks.
 */
final class Seal {
  private static final int CHUNK = 256;

  private final Measurements y;
  private final int[] shape;
  private final int one;

  Seal(Measurements y) {
    this.y = y;
    this.shape = y.shape();
    this.one = shape[1] * shape[2] * shape[3];
  }

  /**
   * @throws IllegalArgumentException saying what leaks and what to do
   */
  void check() {
    onceEach();
    var twins = new Twins(shape[2], shape[3], y.size());
    boolean pixels = Arrays.equals(y.imageShape(), new int[] {shape[1], shape[2], shape[3]});
    var wanted = pixels ? twins.chosen(y.ids()) : new BitSet();
    for (int from = 0; from < y.size(); from += CHUNK) {
      int[] places = IntStream.range(from, Math.min(y.size(), from + CHUNK)).toArray();
      var measured = measured(places);
      for (int k = 0; k < places.length; k++) {
        var row = row(places[k]);
        nothingHidden(places[k], row, measured, k * one);
        if (wanted.get(places[k])) {
          twins.add(y.ids().get(places[k]), row, measured, k * one);
        }
      }
    }
    twins.found().ifPresent(this::refuseTwins);
  }

  private float[] row(int i) {
    var row = new float[one];
    y.read(i, row, 0);
    return row;
  }

  /** The same image may stand there twice, but with one measurement. */
  private void onceEach() {
    Map<ImageId, Integer> first = new HashMap<>();
    for (int i = 0; i < y.size(); i++) {
      var before = first.putIfAbsent(y.ids().get(i), i);
      if (before != null && !Arrays.equals(row(before), row(i))) {
        throw new IllegalArgumentException(
            "%s is measured twice in %s, at %d and %d, and not alike: together they show more than %s does; measure every image once"
                .formatted(y.ids().get(i), y.text(), before, i, y.operator().text()));
      }
    }
  }

  private void nothingHidden(int i, float[] row, float[] measured, int at) {
    for (int k = 0; k < one; k++) {
      if (measured[at + k] == 0 && row[k] != 0) {
        throw new IllegalArgumentException(
            "%s has values where %s measured nothing: it was changed after it was masked, or it was not masked so; measure with A.apply(x), and let augmented() flip images together with their masks"
                .formatted(y.ids().get(i), y.operator().text()));
      }
    }
  }

  private void refuseTwins(Twins.Pair pair) {
    throw new IllegalArgumentException(
        "%s and %s are %s under two masks: together they show more than %s does; mask every picture once, and let augmented() flip images together with their masks"
            .formatted(pair.a(), pair.b(), pair.how(), y.operator().text()));
  }

  /** Above 0 where something was measured, for these rows. */
  private float[] measured(int[] places) {
    var image = y.imageShape();
    var law = Structured.of(y.operator());
    Torch.start();
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var like = Torch.manager().zeros(new Shape(places.length, image[0], image[1], image[2]));
      var ids = Arrays.stream(places).mapToObj(y.ids()::get).toList();
      var step = new ChunkStep(like, ids, places, y.size(), new Noise(law.seed()), 0, 1, 0);
      return Grad.off(
          () -> {
            var values = step.at(y);
            return values.onesLike().mul(law.measured(values, step)).toFloatArray();
          });
    }
  }
}
