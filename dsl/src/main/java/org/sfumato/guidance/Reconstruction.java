package org.sfumato.guidance;

import ai.djl.ndarray.NDArray;
import org.sfumato.Step;
import org.sfumato.Term;

/**
 * Agreement of a prior with itself (reconstruction guidance of Daras et al. 2023): R = ½ Σₖ ‖h(Ã₀,
 * Ã₀x) − h(Ãₖ, Ãₖx)‖², what it sees through the run's mask against what it sees of the same state
 * through other masks. The paper subtracts w∇R from each half of Heun's step; here it edits the
 * denoiser, as all guidance does, D̃ = D − σ²w∇R. Each mask costs an evaluation of the network and
 * of its gradient.
 *
 * @param masks how many other masks
 */
public record Reconstruction(int masks) implements Term {
  public Reconstruction {
    if (masks < 1) {
      throw new IllegalArgumentException(
          "reconstruction(masks) compares with at least one other mask, not " + masks);
    }
  }

  @Override
  public NDArray of(NDArray x0, Step s) {
    NDArray sum = null;
    for (int k = 1; k <= masks; k++) {
      var apart = Energies.sqNorm(x0.sub(s.denoised(k)));
      sum = sum == null ? apart : sum.add(apart);
    }
    return sum.div(2);
  }

  @Override
  public String equation(String x) {
    return "\\tfrac12 \\sum_{k=1}^{%1$d} \\lVert %2$s - h(\\tilde A_k, \\tilde A_k x_t) \\rVert^2"
        .formatted(masks, x);
  }

  @Override
  public String text() {
    return "reconstruction(" + masks + ")";
  }

  @Override
  public String toString() {
    return text();
  }
}
