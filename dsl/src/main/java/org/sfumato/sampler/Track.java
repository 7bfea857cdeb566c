package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.sfumato.Cost;
import org.sfumato.Drawing;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Numbers;
import org.sfumato.Picture;
import org.sfumato.Provenance;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Resident;
import org.sfumato.engine.Torch;

/**
 * What is kept of a run on its way: x̂₀ of every image, some of them at each step, and who steered.
 */
final class Track {
  /** Images whose way is kept for filmstrips and live pictures. */
  private static final int KEPT = 8;

  private final List<ImageId> ids;
  private final int[] shape;
  private final float[] clean;
  private final List<Diagnostics.Evaluation> record = new ArrayList<>();
  private final List<Drawn.Frame> frames = new ArrayList<>();
  private int calls;
  private int pullBacks;
  private boolean warned;

  /**
   * @param shape {@code [C, H, W]}
   */
  Track(List<ImageId> ids, int[] shape) {
    this.ids = ids;
    this.shape = shape;
    Resident.watch();
    this.clean = new float[ids.size() * shape[0] * shape[1] * shape[2]];
  }

  /** The denoiser was evaluated so often for all images, and gradients pulled back through it. */
  void called(int forward, int back) {
    calls += forward;
    pullBacks += back;
  }

  /** Keeps the images of a chunk; padding is left out. */
  void keep(NDArray x, int[] places) {
    int one = shape[0] * shape[1] * shape[2];
    var values = x.toFloatArray();
    for (int k = 0; k < Chunks.real(places); k++) {
      System.arraycopy(values, k * one, clean, places[k] * one, one);
    }
  }

  /** How many steps all images have made. */
  int steps() {
    return record.size();
  }

  /**
   * A step is done. {@code collected} are the lengths of each chunk, the score function's first.
   */
  void step(
      double sigma, double progress, List<int[]> chunks, List<List<Diagnostics.Pull>> collected) {
    int i = record.size();
    double score = mean(chunks, collected, 0);
    var pulls = new ArrayList<Diagnostics.Pull>();
    for (int k = 1; k < collected.get(0).size(); k++) {
      var pull = collected.get(0).get(k);
      double edit = mean(chunks, collected, k);
      pulls.add(new Diagnostics.Pull(pull.term(), pull.weight(), edit));
    }
    var done = new Diagnostics.Evaluation(i, sigma, progress, score, pulls);
    if (!warned) {
      Diagnostics.warning(done).ifPresent(this::warn);
    }
    record.add(done);
    int kept = Math.min(KEPT, ids.size());
    var values = Arrays.copyOf(clean, kept * shape[0] * shape[1] * shape[2]);
    frames.add(
        new Drawn.Frame(sigma, images(ids.subList(0, kept), values, "x̂₀", Provenance.NONE)));
  }

  /** Once in a run, where the run is watched. */
  private void warn(String sentence) {
    warned = true;
    System.err.println(sentence);
  }

  /** Over images: the last chunk may have fewer. */
  private double mean(List<int[]> chunks, List<List<Diagnostics.Pull>> collected, int k) {
    double sum = 0;
    for (int c = 0; c < chunks.size(); c++) {
      sum += Chunks.real(chunks.get(c)) * collected.get(c).get(k).edit();
    }
    return sum / ids.size();
  }

  /** The picture of now, for whoever draws it. */
  Supplier<Picture> live() {
    var images = frames.get(frames.size() - 1).images();
    boolean drawable = images.channels() == 1 || images.channels() == 3;
    return drawable && images.width() > 1 ? () -> Drawing.found().grid(images) : null;
  }

  /** The images as they are, clipped once. */
  Drawn drawn(String text, String caption, Provenance provenance, double seconds) {
    long outside = 0;
    for (float v : clean) {
      outside += v < 0 || v > 1 ? 1 : 0;
    }
    double share = (double) outside / clean.length;
    var from =
        provenance
            .circumstance("seconds", Numbers.text(Math.round(seconds * 1000) / 1000.0))
            .circumstance("device", Torch.deviceName())
            .circumstance("clipped share", Numbers.text(share));
    return new Drawn(
        images(ids, clean, text, from)
            .costing(new Cost(calls, pullBacks, seconds / ids.size(), Resident.peak())),
        caption,
        new Diagnostics(record),
        frames,
        calls,
        seconds,
        share);
  }

  private Images images(List<ImageId> which, float[] values, String text, Provenance from) {
    var clipped = new float[values.length];
    for (int k = 0; k < values.length; k++) {
      clipped[k] = Math.min(1, Math.max(0, values[k]));
    }
    return Images.of(clipped, shape[0], shape[1], shape[2], which, text, from);
  }

  /** Three digits, for captions. */
  static String rounded(double v) {
    return Numbers.text(new BigDecimal(v).round(new MathContext(3)).doubleValue());
  }
}
