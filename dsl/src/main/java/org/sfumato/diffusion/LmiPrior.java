package org.sfumato.diffusion;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.Provenance;
import org.sfumato.engine.Torch;
import org.sfumato.network.Unet;
import org.sfumato.network.Weights;

/**
 * A trained denoiser with two more input channels for maps of local mutual information with a
 * source (MIDiffusion, arXiv 2301.13743). It keeps how its maps were made in training, and makes
 * them so when it translates.
 */
public final class LmiPrior implements Mapped, Trained {
  /** Under which a provenance says how maps are made. */
  public static final String KEY = "maps";

  private final NetworkPrior net;
  private final LmiForm form;

  private LmiPrior(NetworkPrior net, LmiForm form) {
    this.net = net;
    this.form = form;
  }

  /**
   * With the maps that its provenance names.
   *
   * @throws IllegalArgumentException if it names none
   */
  static LmiPrior of(NetworkPrior net) {
    var said = net.provenance().identity().get(KEY);
    if (said == null) {
      throw new IllegalArgumentException(
          net.text()
              + " has channels for maps of local mutual information and does not say how they were made in training; save it by fit().save(path)");
    }
    return new LmiPrior(net, LmiForm.parse(said));
  }

  @Override
  public LmiForm maps() {
    return form;
  }

  @Override
  public NDArray conditioned(NDArray x, NDArray maps, double sigma) {
    var level = Torch.manager().create(new float[] {(float) sigma});
    return form.denoised(net::answer, x, maps, level);
  }

  @Override
  public NDArray denoise(NDArray x, double sigma) {
    throw new IllegalStateException(
        text()
            + " is told about a source by maps of local mutual information and draws nothing without one; use midiffusion("
            + text()
            + ").restore(observed(source)), or sample("
            + text()
            + ".given(source))");
  }

  @Override
  public double sigmaMin() {
    return form.ddpm() ? new Ddpm(0, Ddpm.LEVELS - 1).sigmaMin() : net.sigmaMin();
  }

  @Override
  public double sigmaMax() {
    return form.ddpm() ? new Ddpm(0, Ddpm.LEVELS - 1).sigmaMax() : net.sigmaMax();
  }

  @Override
  public int[] imageShape() {
    return net.imageShape();
  }

  @Override
  public Provenance provenance() {
    return net.provenance();
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
  public LmiPrior half() {
    return new LmiPrior(net.half(), form);
  }

  @Override
  public Unet network() {
    return net.network();
  }

  @Override
  public String text() {
    return net.text();
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        "D(x;\\sigma) = D_\\theta\\big(x;\\ \\mathrm{LMI}(y, x),\\ \\mathrm{LMI}(y, y),\\ \\sigma\\big)");
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
        + ", LMI maps: "
        + form.text();
  }
}
