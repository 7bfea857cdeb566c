package org.sfumato.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.sfumato.Cancel;
import org.sfumato.ImageId;
import org.sfumato.Interrupted;
import org.sfumato.Numbers;
import org.sfumato.Provenance;
import org.sfumato.diffusion.AmbientPrior;
import org.sfumato.diffusion.NetworkPrior;
import org.sfumato.diffusion.Trained;
import org.sfumato.engine.Adam;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.PerImage;
import org.sfumato.engine.Ticker;
import org.sfumato.engine.Torch;
import org.sfumato.loss.Loss;
import org.sfumato.network.Plan;
import org.sfumato.network.Weights;
import org.sfumato.random.Noise;

/**
 * Runs one training: batches made ahead on the host, a step on the device, a state saved now and
 * then.
 */
final class TrainingLoop {
  private static final double CLIP = 1;

  private final Training t;
  private final Material data;
  private final Loss loss;
  private final Plan plan;
  private final Noise noise;

  TrainingLoop(Training training) {
    t = training;
    data =
        t.data()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "there is nothing to train on: say on(images) first"));
    loss = data.bound(t.loss());
    plan = t.network().plan();
    noise = new Noise(t.seed());
  }

  Fit run() {
    Torch.start();
    var function = Op.of((t.half() ? t.network().halfPlan() : plan).source());
    var state =
        t.from()
            .map(f -> TrainingState.read(f, t, plan))
            .orElseGet(() -> TrainingState.fresh(Weights.initial(plan, t.seed())));
    var losses = new ArrayList<>(state.losses());
    try (var manager = Torch.manager().newSubManager()) {
      var weights = state.weights().upload(plan, manager);
      weights.forEach(w -> w.setRequiresGradient(true));
      try (var adam = new Adam(weights, manager)) {
        state.restore(adam, plan);
        var ticker = new Ticker("train " + t.net().text(), t.steps(), (int) adam.steps());
        CompletableFuture<Batch> next = ahead((int) adam.steps());
        try {
          while (adam.steps() < t.steps()) {
            int step = (int) adam.steps();
            if (Cancel.requested()) {
              throw stopped(weights, adam, losses);
            }
            var batch = joined(next);
            next = ahead(step + 1);
            losses.add(step(function, weights, adam, batch, step));
            ticker.tick(step + 1, "loss " + Numbers.text(recent(losses)), null);
            if ((step + 1) % Training.EVERY == 0 || step + 1 == t.steps()) {
              save(weights, adam, losses);
            }
          }
          return new Fit(t, model(adam), losses);
        } finally {
          ticker.finish("loss " + Numbers.text(recent(losses)));
        }
      }
    }
  }

  private double step(Op function, NDList weights, Adam adam, Batch batch, int step) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      int n = batch.ids.size();
      var row = data.shape();
      var x0 = Torch.manager().create(batch.values, new Shape(n, row[0], row[1], row[2]));
      var image = data.imageShape();
      var like =
          Arrays.equals(row, image)
              ? x0
              : Torch.manager().zeros(new Shape(n, image[0], image[1], image[2]));
      var s = new ChunkStep(like, batch.ids, batch.places, data.size(), noise, 0, 0, batch.visit);
      var value = new double[1];
      var gradients =
          Grad.on(
              () -> {
                var each = loss.of(new InTraining(function, weights), x0, s);
                PerImage.checked(each, "loss " + loss.text(), batch.ids.size());
                NDArray mean = each.mean();
                value[0] = mean.toFloatArray()[0];
                return Grad.ofAll(mean, weights);
              });
      if (!Double.isFinite(value[0])) {
        throw new IllegalStateException(
            "the loss is " + value[0] + " at step " + step + "; use a smaller rate");
      }
      adam.step(gradients, rate(step), CLIP, decay(step));
      return value[0];
    }
  }

  /** The network with the weights of the moment. */
  private record InTraining(Op function, NDList weights) implements Loss.Denoiser {
    @Override
    public NDArray denoise(NDArray x, NDArray sigma) {
      return NetworkPrior.denoise(function, weights, x, sigma);
    }

    @Override
    public NDArray denoise(NDArray masked, NDArray seen, NDArray sigma) {
      return NetworkPrior.denoise(function, weights, masked, seen, sigma);
    }
  }

  /** Linear warm-up over the first 2 % of the steps, then a cosine to zero. */
  private double rate(int step) {
    double warm = Math.max(1, .02 * t.steps());
    double ramp = Math.min(1, (step + 1) / warm);
    return t.rate() * ramp * .5 * (1 + Math.cos(Math.PI * step / t.steps()));
  }

  /** The half-life grows with the images seen, so that the average forgets its start (EDM). */
  private double decay(int step) {
    double seen = (double) (step + 1) * t.batch();
    return Math.pow(.5, t.batch() / Math.min(t.ema(), .05 * seen + 1e-9));
  }

  private static double recent(List<Double> losses) {
    int n = Math.min(50, losses.size());
    return losses.subList(losses.size() - n, losses.size()).stream()
        .mapToDouble(d -> d)
        .average()
        .orElse(0);
  }

  private record Batch(float[] values, List<ImageId> ids, int[] places, int visit) {}

  /** The images of a step, read and augmented beside the computation. */
  private CompletableFuture<Batch> ahead(int step) {
    return CompletableFuture.supplyAsync(() -> batch(step));
  }

  private static Batch joined(CompletableFuture<Batch> batch) {
    try {
      return batch.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException why ? why : e;
    }
  }

  /** Step k takes places k·batch, … of the endless sequence of shuffled passes over the data. */
  private Batch batch(int step) {
    var row = data.shape();
    int one = row[0] * row[1] * row[2];
    var values = new float[t.batch() * one];
    var ids = new ArrayList<ImageId>(t.batch());
    var places = new int[t.batch()];
    long first = (long) step * t.batch();
    int last = (int) ((first + t.batch() - 1) / data.size());
    int visit = -1;
    int[] order = null;
    for (int k = 0; k < t.batch(); k++) {
      int pass = (int) ((first + k) / data.size());
      if (pass != visit) {
        visit = pass;
        order = order(pass);
      }
      int place = order[(int) ((first + k) % data.size())];
      places[k] = place;
      // A set may hold an image more than once; each place has noise of its own.
      // Where a batch spans passes, those of an earlier one say so: the step knows one visit only.
      var origin = data.id(place).toString();
      ids.add(new ImageId(visit == last ? origin : origin + " of pass " + visit, place));
      data.read(place, values, k * one);
      if (t.warps()) {
        new Warp(t.seed(), new ImageId(origin, place), visit)
            .apply(values, k * one, row[0], row[1], row[2]);
      }
    }
    return new Batch(values, ids, places, last);
  }

  private int[] cachedOrder;
  private int cachedPass = -1;

  private synchronized int[] order(int pass) {
    if (pass != cachedPass) {
      var keys = new float[data.size()];
      noise.uniform("batch", new ImageId("pass", pass), 0, keys, 0, keys.length);
      cachedOrder =
          java.util.stream.IntStream.range(0, keys.length)
              .boxed()
              .sorted(java.util.Comparator.comparingDouble(i -> keys[i]))
              .mapToInt(i -> i)
              .toArray();
      cachedPass = pass;
    }
    return cachedOrder;
  }

  private Trained model(Adam adam) {
    var prior = network(adam);
    return t.network().masked() ? AmbientPrior.of(prior) : prior;
  }

  private NetworkPrior network(Adam adam) {
    var identity = Fit.note(t, data);
    return new NetworkPrior(
        "trained",
        t.network(),
        TrainingState.weights(plan, adam.average()),
        new Provenance(identity, Map.of("device", Torch.deviceName(), "engine", Torch.version())));
  }

  private void save(NDList weights, Adam adam, List<Double> losses) {
    t.checkpoint().ifPresent(file -> TrainingState.of(plan, weights, adam, losses).write(file, t));
  }

  private Interrupted stopped(NDList weights, Adam adam, List<Double> losses) {
    save(weights, adam, losses);
    var where =
        t.checkpoint()
            .map(f -> "; go on with .from(\"" + f + "\")")
            .orElse("; with .checkpoint(path) it could be resumed");
    return new Interrupted(
        "training stopped at step " + adam.steps() + " of " + t.steps() + where,
        losses.isEmpty() ? null : new Fit(t, model(adam), losses));
  }
}
