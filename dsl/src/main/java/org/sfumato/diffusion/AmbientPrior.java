package org.sfumato.diffusion;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Corruption;
import org.sfumato.Numbers;
import org.sfumato.Provenance;
import org.sfumato.Step;
import org.sfumato.corruption.Spelled;
import org.sfumato.corruption.Structured;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.StepView;
import org.sfumato.network.Unet;
import org.sfumato.network.Weights;

/**
 * A prior that learnt from corrupted images only (Daras et al. 2023). In a run it looks at the
 * state through masks of the kind it was trained with: one mask for the whole run of an image, or a
 * new one at each step.
 */
public final class AmbientPrior implements Masked, Trained {
  private final NetworkPrior net;
  private final Optional<Corruption> masks;
  private final boolean resampled;

  private AmbientPrior(NetworkPrior net, Optional<Corruption> masks, boolean resampled) {
    this.net = net;
    this.masks = masks;
    this.resampled = resampled;
  }

  /** With the masks that its provenance names. */
  public static AmbientPrior of(NetworkPrior net) {
    var spelled = Optional.ofNullable(net.provenance().identity().get("masks"));
    return new AmbientPrior(net, spelled.flatMap(Spelled::read), false);
  }

  /** Looks through these masks in a run: {@code A.further(δ)}. */
  public AmbientPrior masks(Corruption further) {
    return new AmbientPrior(net, Optional.of(further), resampled);
  }

  /** A new mask at each step of a run, where the default is one mask for all steps. */
  public AmbientPrior resampled() {
    return new AmbientPrior(net, masks, true);
  }

  @Override
  public NDArray denoise(NDArray masked, NDArray seen, double sigma) {
    return net.denoise(masked, seen, sigma);
  }

  /** With everything seen, which it was not trained for. */
  @Override
  public NDArray denoise(NDArray x, double sigma) {
    return net.denoise(x, sigma);
  }

  @Override
  public NDArray denoise(NDArray x, double sigma, Step s) {
    return denoise(x, sigma, s, 0);
  }

  @Override
  public NDArray denoise(NDArray x, double sigma, Step s, int draw) {
    var law =
        Structured.of(
            masks.orElseThrow(
                () ->
                    new IllegalStateException(
                        text()
                            + " does not know the masks it was trained with; say them, such as masks(missing(0.8).further(0.1))")));
    var fixed = resampled || !(s instanceof ChunkStep c) ? s : c.index(0);
    var own = new Through(fixed, "sampling mask " + draw + " ");
    var seen = law.visibility(x, own);
    var masked = law.adjoint(law.of(x.mul(2).sub(1), own), own).add(1).div(2);
    return net.denoise(masked, seen, sigma);
  }

  /** The step of a run, with random numbers of its own for the masks. */
  private record Through(Step step, String prefix) implements StepView {

    @Override
    public NDArray normal(String stream) {
      return step.normal(prefix + stream);
    }

    @Override
    public NDArray uniform(String stream) {
      return step.uniform(prefix + stream);
    }
  }

  @Override
  public double sigmaMin() {
    return net.sigmaMin();
  }

  @Override
  public double sigmaMax() {
    return net.sigmaMax();
  }

  @Override
  public int[] imageShape() {
    return net.imageShape();
  }

  @Override
  public Provenance provenance() {
    // Masks that cannot be read back stay as the checkpoint names them.
    var made = masks.map(m -> net.provenance().with("masks", m.text())).orElse(net.provenance());
    return resampled ? made.with("resampled", "each step") : made;
  }

  @Override
  public void free() {
    net.free();
  }

  @Override
  public Weights weights() {
    return net.weights();
  }

  @Override
  public AmbientPrior half() {
    return new AmbientPrior(net.half(), masks, resampled);
  }

  @Override
  public Unet network() {
    return net.network();
  }

  @Override
  public String text() {
    return net.text() + (resampled ? ".resampled()" : "");
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        "D(x;\\sigma) = h(\\tilde A, \\tilde A x; \\sigma)"
            + masks.map(m -> ",\\quad \\tilde A x = " + m.equation("x")).orElse(""));
  }

  @Override
  public String toString() {
    return text()
        + "  "
        + network()
        + ", "
        + weights().size()
        + " weights, σ "
        + Numbers.text(sigmaMin())
        + "–"
        + Numbers.text(sigmaMax())
        + masks.map(m -> ", looks through " + m.text()).orElse("");
  }
}
