package org.sfumato.restore;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sfumato.Cancel;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Metric;
import org.sfumato.Numbers;
import org.sfumato.engine.Adam;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Ops;
import org.sfumato.engine.Resident;
import org.sfumato.engine.Ticker;
import org.sfumato.engine.Torch;
import org.sfumato.network.Generator;
import org.sfumato.network.StyleGan;
import org.sfumato.random.Noise;

/**
 * The run of an {@link Inversion}. Images are looked for by themselves: nothing couples those of a
 * chunk.
 */
final class Projection {
  private static final double RATE = .1;
  private static final double RAMP_UP = .05;
  private static final double RAMP_DOWN = .25;

  /** Of the deviation of w, at the beginning. */
  private static final double STYLE_NOISE = .05;

  /** The share of the steps after which it is gone. */
  private static final double STYLE_NOISE_UNTIL = .75;

  private static final double WHITE = 1e5;

  /** Maps of this side are not looked at in smaller sizes. */
  private static final int SMALLEST = 8;

  private static final int ROWS = 256;

  /** (mean v·v shifted by one column)² + (… by one row)², {@code [n]}. */
  private static final Op CORRELATED =
      Ops.of(
          """
          def correlated(self, v: Tensor) -> Tensor:
            a = torch.mean(torch.mul(v, torch.roll(v, [1], [3])), [1, 2, 3])
            b = torch.mean(torch.mul(v, torch.roll(v, [1], [2])), [1, 2, 3])
            return torch.add(torch.mul(a, a), torch.mul(b, b))
          """);

  private static final Op HALVED =
      Ops.of(
          """
          def halved(self, v: Tensor) -> Tensor:
            return torch.avg_pool2d(v, [2, 2], [2, 2], [0, 0], False, True, None)
          """);

  private final Inversion what;
  private final Generator generator;
  private final StyleGan net;
  private final Metric distance;
  private final Images source;
  private final Noise noise;
  private final Op mapping;
  private final Op synthesis;

  /**
   * @param distance from the source's images
   */
  Projection(Inversion what, Metric distance, Images source) {
    this.what = what;
    this.generator = what.generator();
    this.net = what.network();
    this.distance = distance;
    this.source = source;
    this.noise = new Noise(what.seed());
    this.mapping = Op.of(net.mapping().source());
    this.synthesis = Op.of(net.synthesis().source());
  }

  /** w̄ and the root of the mean squared distance from it. */
  private record Styles(float[] mean, double deviation) {}

  /** All images, not clipped yet; what ran before in this process does not change their bits. */
  float[] run() {
    return Op.asWritten(this::found);
  }

  private float[] found() {
    Resident.watch();
    int one = net.channels() * net.size() * net.size();
    var all = new float[source.size() * one];
    int chunks = Chunks.of(source.size()).size();
    try (var ticker =
        new Ticker("inversion, " + source.size() + " images", chunks * what.steps(), 0)) {
      var styles = styles();
      int done = 0;
      for (var places : Chunks.of(source.size())) {
        var found = chunk(places, styles, ticker, done);
        System.arraycopy(found, 0, all, places[0] * one, Chunks.real(places) * one);
        done += what.steps();
      }
      ticker.finish("");
    }
    return all;
  }

  private Styles styles() {
    int n = what.samples();
    int d = net.style();
    var all = new float[n][];
    var mean = new double[d];
    for (int first = 0; first < n; first += ROWS) {
      var places = IntStream.range(first, Math.min(n, first + ROWS)).toArray();
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        var z = Generator.latent(noise, d, "style", places, 0);
        var w = Grad.off(() -> generator.by(mapping, z)).toFloatArray();
        for (int k = 0; k < places.length; k++) {
          all[first + k] = Arrays.copyOfRange(w, k * d, (k + 1) * d);
          for (int j = 0; j < d; j++) {
            mean[j] += w[k * d + j] / (double) n;
          }
        }
      }
    }
    double square = 0;
    for (var w : all) {
      for (int j = 0; j < d; j++) {
        square += (w[j] - mean[j]) * (w[j] - mean[j]) / n;
      }
    }
    var at = new float[d];
    for (int j = 0; j < d; j++) {
      at[j] = (float) mean[j];
    }
    return new Styles(at, Math.sqrt(square));
  }

  private float[] chunk(int[] places, Styles styles, Ticker ticker, int before) {
    var ids = IntStream.of(places).mapToObj(source::id).toList();
    int n = places.length;
    NDManager manager = Torch.manager().newSubManager();
    var moved = new NDList(start(manager, styles, n), maps(manager, ids));
    moved.forEach(a -> a.setRequiresGradient(true));
    // The optimiser closes the manager, and what it holds.
    try (var adam = new Adam(moved, manager, .9, .999);
        var kept = new NDScope()) {
      kept.suppressNotUsedWarning();
      var near = Grad.off(() -> settled(moved, ids, places));
      for (int step = 0; step < what.steps(); step++) {
        if (Cancel.requested()) {
          throw new Interrupted(
              "the inversion stopped at step %d of %d of images %d to %d"
                  .formatted(step, what.steps(), places[0], places[n - 1]),
              null);
        }
        double loss = step(moved, adam, near, ids, places, styles, step);
        ticker.tick(before + step + 1, "distance " + Numbers.text(loss), null);
      }
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        return Grad.off(() -> drawn(moved.get(0), moved.get(1)).toFloatArray());
      }
    }
  }

  /** The distance from these images, whose features stay the same at every step. */
  private Metric settled(NDList moved, List<ImageId> ids, int[] places) {
    var x = drawn(moved.get(0), moved.get(1));
    return distance.settled(new ChunkStep(x, ids, places, source.size(), noise, 0, 0, 0));
  }

  private double step(
      NDList moved,
      Adam adam,
      Metric near,
      List<ImageId> ids,
      int[] places,
      Styles styles,
      int step) {
    double t = (double) step / what.steps();
    double left = Math.max(0, 1 - t / STYLE_NOISE_UNTIL);
    double scale = styles.deviation() * STYLE_NOISE * left * left;
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var shake = normal("shake", ids, step, net.style()).mul(scale);
      var apart = new double[1];
      var gradients =
          Grad.on(
              () -> {
                var x = drawn(moved.get(0).add(shake), moved.get(1));
                var s = new ChunkStep(x, ids, places, source.size(), noise, 0, t, step);
                var far = near.of(x, s);
                apart[0] = far.toType(DataType.FLOAT64, false).mean().toDoubleArray()[0];
                // Each image's own sum: the gradient of one knows nothing of the others.
                var loss = far.add(correlation(net, moved.get(1)).mul(WHITE)).sum();
                return Grad.ofAll(loss, moved);
              });
      if (!Double.isFinite(apart[0])) {
        throw new IllegalStateException(
            "the distance is %s at step %d of the inversion of images %d to %d"
                .formatted(apart[0], step, places[0], places[places.length - 1]));
      }
      adam.step(gradients, rate(t), Double.POSITIVE_INFINITY, 0);
      Grad.off(
          () -> {
            whiten(moved.get(1));
            return null;
          });
      return apart[0];
    }
  }

  /** Up in a straight line, down along a cosine. */
  static double rate(double t) {
    double down = Math.min(1, (1 - t) / RAMP_DOWN);
    return RATE * (.5 - .5 * Math.cos(down * Math.PI)) * Math.min(1, t / RAMP_UP);
  }

  private NDArray drawn(NDArray w, NDArray maps) {
    var ws = w.expandDims(1).broadcast(w.getShape().get(0), net.places(), net.style());
    return generator.by(synthesis, ws, maps).add(1).mul(.5);
  }

  /**
   * How far noise maps are from white, over all maps and their halved sizes down to 8 (appendix D,
   * equation 5).
   *
   * @param maps {@code [n, noise]}
   * @return {@code [n]}
   */
  static NDArray correlation(StyleGan net, NDArray maps) {
    long n = maps.getShape().get(0);
    NDArray sum = null;
    int at = 0;
    for (int side : net.maps()) {
      var v = maps.get(":, " + at + ":" + (at + side * side)).reshape(n, 1, side, side);
      at += side * side;
      for (int s = side; ; s /= 2) {
        var one = CORRELATED.on(v);
        sum = sum == null ? one : sum.add(one);
        if (s <= SMALLEST) {
          break;
        }
        v = HALVED.on(v);
      }
    }
    return sum;
  }

  /** Each map of each image back to mean 0 and mean square 1. */
  private void whiten(NDArray maps) {
    int at = 0;
    for (int side : net.maps()) {
      var v = maps.get(":, " + at + ":" + (at + side * side));
      v.subi(v.mean(new int[] {1}, true));
      v.divi(v.square().mean(new int[] {1}, true).add(1e-12).sqrt());
      maps.set(new NDIndex(":, " + at + ":" + (at + side * side)), v);
      at += side * side;
    }
  }

  private NDArray start(NDManager manager, Styles styles, int n) {
    var w = new float[n * net.style()];
    for (int k = 0; k < n; k++) {
      System.arraycopy(styles.mean(), 0, w, k * net.style(), net.style());
    }
    return manager.create(w, new Shape(n, net.style()));
  }

  private NDArray maps(NDManager manager, List<ImageId> ids) {
    return manager.create(numbers("maps", ids, 0, net.noise()), new Shape(ids.size(), net.noise()));
  }

  private NDArray normal(String stream, List<ImageId> ids, int step, int each) {
    return Torch.manager().create(numbers(stream, ids, step, each), new Shape(ids.size(), each));
  }

  private float[] numbers(String stream, List<ImageId> ids, int step, int each) {
    var z = new float[ids.size() * each];
    for (int k = 0; k < ids.size(); k++) {
      noise.normal(stream, ids.get(k), step, z, k * each, each);
    }
    return z;
  }
}
