package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.sfumato.Cancel;
import org.sfumato.Corruption;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Laboratory;
import org.sfumato.Measurements;
import org.sfumato.NoiseLaw;
import org.sfumato.Step;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;
import org.sfumato.random.Noise;

/** Corruptions on the engine, in its chunks. */
public final class TorchLaboratory implements Laboratory {
  @Override
  public Measurements measure(Corruption corruption, Images x) {
    var shape = new int[] {x.channels(), x.height(), x.width()};
    var found =
        rows(
            corruption,
            x.ids(),
            places -> {
              var batch = Chunks.upload(x, places);
              var step = step(batch, Chunks.ids(x, places), places, x.size(), corruption.seed());
              var clean = checked(corruption, corruption.of(batch, step), places.length);
              return corruption instanceof Noisy noisy
                  ? noisy.disturbed(clean, step, step.at(clean))
                  : clean;
            });
    return new Measurements(
        found.values, found.shape, x.ids(), corruption, corruption.noiseLevel(), shape);
  }

  /** Aᵀ y for all measurements. */
  static Measurements adjoint(Structured law, Measurements y) {
    return back(law, y, Structured::adjoint);
  }

  /** A⁺ y for all measurements. */
  static Measurements dagger(Structured law, Measurements y) {
    return back(law, y, Structured::dagger);
  }

  /** From measurements to arrays in the shape of the images. */
  private static Measurements back(Structured law, Measurements y, Back how) {
    var image = y.imageShape();
    var realised = Realised.of(law, y.ids(), image);
    var found =
        rows(
            law,
            y.ids(),
            places -> {
              var ids = java.util.Arrays.stream(places).mapToObj(y.ids()::get).toList();
              var images =
                  Torch.manager().zeros(new Shape(places.length, image[0], image[1], image[2]));
              var step = step(images, ids, places, y.size(), law.seed());
              return how.of(realised, step.at(y), step);
            });
    return new Measurements(found.values, found.shape, y.ids(), new Identity(), 0, image);
  }

  private static ChunkStep step(NDArray batch, List<ImageId> ids, int[] places, int n, long seed) {
    return new ChunkStep(batch, ids, places, n, new Noise(seed), 0, 1, 0);
  }

  private static Rows rows(Corruption corruption, List<ImageId> ids, ChunkWork work) {
    if (ids.isEmpty()) {
      throw new IllegalArgumentException(
          corruption.text() + " was given no images; take at least one");
    }
    Torch.start();
    Rows all = null;
    for (var places : Chunks.of(ids.size())) {
      if (Cancel.requested()) {
        throw new Interrupted("stopped after " + places[0] + " of " + ids.size() + " images", null);
      }
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        var y = Grad.off(() -> work.of(places));
        if (all == null) {
          var s = y.getShape();
          var shape = new int[] {ids.size(), (int) s.get(1), (int) s.get(2), (int) s.get(3)};
          all =
              new Rows(
                  new float[Math.multiplyExact(ids.size(), shape[1] * shape[2] * shape[3])], shape);
        }
        var values = y.toFloatArray();
        int one = values.length / places.length;
        System.arraycopy(values, 0, all.values, places[0] * one, Chunks.real(places) * one);
      }
    }
    return all;
  }

  private static NDArray checked(Corruption corruption, NDArray y, int n) {
    if (y == null || y.getShape().dimension() != 4 || y.getShape().get(0) != n) {
      throw new IllegalArgumentException(
          "%s returned %s, but measurements are [n, C, H, W], one row per image; reshape them"
              .formatted(corruption.text(), y == null ? "nothing" : "the shape " + y.getShape()));
    }
    return y;
  }

  @Override
  public Corruption realised(Corruption corruption, List<ImageId> ids, int[] imageShape) {
    return Realised.of(corruption, ids, imageShape);
  }

  @Override
  public Corruption chained(Corruption first, Corruption then) {
    return Chain.of(first, then);
  }

  @Override
  public Corruption noisy(Corruption corruption, NoiseLaw noise) {
    return Noisy.of(corruption, noise);
  }

  @Override
  public Corruption further(Corruption corruption, double delta) {
    return new Further(Structured.of(corruption), delta);
  }

  @Override
  public Corruption seeded(Corruption corruption, long seed) {
    return new Reseeded(Structured.of(corruption), seed);
  }

  /** What is measured for one chunk, {@code [places, …]}. */
  private interface ChunkWork {
    NDArray of(int[] places);
  }

  /** From measurements to images. */
  private interface Back {
    NDArray of(Structured a, NDArray y, Step s);
  }

  private record Rows(float[] values, int[] shape) {}
}
