package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.List;
import org.sfumato.Cancel;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Prior;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;

/**
 * The way of {@link Ddim} without noise backwards (Song, Meng and Ermon 2021, section 4.3): from
 * images to the state from which the run draws them. A step x' = D(x; σ) + σ'/σ (x − D(x; σ)) is
 * solved for x by iteration, x ← D + σ/σ' (x' − D), where the paper takes D at x' once (Pan et al.
 * 2023 and Garibi et al. 2024 iterate so too); the last one, to σ' = 0, by x ← x' + x − D.
 *
 * @param loop whose way it is
 */
record Inverse(Loop loop, Prior prior) {
  /** Evaluations for each step. */
  static final int ROUNDS = 4;

  /** Evaluations of the network for each image. */
  int evaluations() {
    return ROUNDS * (loop.sigmas().length - 1) * prior.evaluations();
  }

  /**
   * The states of these images at the start of the run, on the heap.
   *
   * @throws Interrupted if it was stopped
   */
  float[] of(Images images, List<ImageId> ids) {
    Torch.start();
    int one = images.channels() * images.height() * images.width();
    var state = new float[ids.size() * one];
    for (var places : Chunks.of(ids.size())) {
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        float[] found = Op.asWritten(() -> Grad.off(() -> back(images, ids, places)));
        for (int k = 0; k < Chunks.real(places); k++) {
          System.arraycopy(found, k * one, state, places[k] * one, one);
        }
      }
    }
    return state;
  }

  private float[] back(Images images, List<ImageId> ids, int[] places) {
    double[] sigmas = loop.sigmas();
    NDArray x = Chunks.upload(images, places);
    for (int i = sigmas.length - 2; i >= 0; i--) {
      if (Cancel.requested()) {
        throw new Interrupted("stopped on the way back to the noise; nothing was drawn yet", null);
      }
      float[] solved;
      try (var scope = new NDScope()) {
        scope.suppressNotUsedWarning();
        solved = solved(x, ids, places, i, sigmas).toFloatArray();
      }
      var shape = x.getShape();
      x.close();
      x = Torch.manager().create(solved, shape);
    }
    return x.toFloatArray();
  }

  private NDArray solved(NDArray after, List<ImageId> ids, int[] places, int i, double[] sigmas) {
    var lane = new Lane(places, ids, after);
    double ratio = sigmas[i + 1] == 0 ? 0 : sigmas[i] / sigmas[i + 1];
    var x = after;
    for (int k = 0; k < ROUNDS; k++) {
      var d = prior.denoise(x, sigmas[i], loop.at(x, lane, ids.size(), sigmas[i], i));
      x = sigmas[i + 1] == 0 ? after.add(x).sub(d) : d.add(after.sub(d).mul(ratio));
    }
    return x;
  }
}
