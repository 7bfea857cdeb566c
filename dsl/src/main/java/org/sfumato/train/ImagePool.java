package org.sfumato.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.sfumato.ImageId;
import org.sfumato.network.Plan;
import org.sfumato.network.Weights;
import org.sfumato.random.Noise;

/**
 * Images that translators made lately (Shrivastava et al. 2017). A critic is shown an earlier one
 * half of the time, and the new one takes its place. The choices are keyed by step and row, and the
 * images are part of a training's state, so that it goes on with the same bits.
 */
final class ImagePool {
  /** How many images are kept. */
  static final int SIZE = 50;

  private static final String NAME = "images";

  private final Plan plan;
  private final String stream;
  private final Noise noise;
  private final int one;
  private final float[] kept;
  private int count;

  /**
   * @param stream of its random numbers
   * @param shape {@code [C, H, W]} of an image
   */
  ImagePool(String stream, int[] shape, Noise noise) {
    this.stream = stream;
    this.noise = noise;
    this.one = shape[0] * shape[1] * shape[2];
    this.kept = new float[SIZE * one];
    var whole = new long[] {SIZE, shape[0], shape[1], shape[2]};
    this.plan = Plan.ofArrays(new Plan.Parameter(NAME, whole, 0));
  }

  /**
   * What the critic is shown in place of these images. While there is room they are kept and shown
   * themselves; from then on each is either shown itself or changes places with one that is kept.
   *
   * @param made images one after the other
   */
  float[] shown(float[] made, int step) {
    var shown = made.clone();
    for (int row = 0; row < made.length / one; row++) {
      if (count < SIZE) {
        System.arraycopy(made, row * one, kept, count++ * one, one);
        continue;
      }
      var u = new float[2];
      noise.uniform(stream, new ImageId("row", row), step, u, 0, u.length);
      if (u[0] < .5f) {
        int place = (int) (u[1] * SIZE);
        System.arraycopy(kept, place * one, shown, row * one, one);
        System.arraycopy(made, row * one, kept, place * one, one);
      }
    }
    return shown;
  }

  /** What its state consists of. */
  Plan plan() {
    return plan;
  }

  /** The images that are kept, and zeros where there is room. */
  Weights state() {
    var shapes = new LinkedHashMap<String, long[]>();
    shapes.put(NAME, plan.parameters().get(0).shape());
    return new Weights(Map.of(NAME, kept), shapes);
  }

  /** Goes on from an earlier state, after so many images. */
  void restore(long images, Weights state) {
    var stored = state.values().get(NAME);
    System.arraycopy(stored, 0, kept, 0, kept.length);
    count = (int) Math.min(SIZE, images);
  }
}
