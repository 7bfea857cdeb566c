package org.sfumato.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.lang.ref.Cleaner;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BinaryOperator;
import org.sfumato.Numbers;
import org.sfumato.Provenance;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.network.Plan;
import org.sfumato.network.Saved;
import org.sfumato.network.Unet;
import org.sfumato.network.Weights;

/**
 * A trained network as a prior, with EDM's preconditioning (Karras et al. 2022, table 1, σ_d = ½ in
 * the network's range): D_net(x; σ) = c_skip x + c_out F(c_in x; ln σ/4).
 */
public final class NetworkPrior implements Trained {
  /** σ_d, the spread of the data in the network's range. */
  public static final double DATA = .5;

  /** The noise levels it was trained for, in [0, 1] units. */
  static final double LEAST = .001;

  static final double MOST = 40;

  /** Frees the weights on the device when a prior is forgotten. */
  private static final Cleaner CLEANER = Cleaner.create();

  private final String name;
  private final Unet net;
  private final Weights weights;
  private final Plan plan;
  private final Op function;
  private final Provenance provenance;
  private final NDList uploaded;
  private final Cleaner.Cleanable onDevice;

  public NetworkPrior(String name, Unet net, Weights weights, Provenance provenance) {
    this.name = name;
    this.net = net;
    this.weights = weights;
    this.plan = net.plan();
    weights.check(plan, name);
    Torch.start();
    this.function = Op.of(plan.source());
    this.uploaded = weights.upload(plan, Torch.manager());
    uploaded.forEach(NDArray::detach);
    var arrays = uploaded;
    this.onDevice = CLEANER.register(this, arrays::close);
    this.provenance = provenance.with("network", net.text()).with("weights", weights.hash());
  }

  @Override
  public void free() {
    onDevice.clean();
  }

  /**
   * Reads a checkpoint.
   *
   * @throws IllegalArgumentException if the file is no checkpoint of a denoiser
   */
  public static Trained read(String name, Path file) {
    var saved = Saved.read(file, "network");
    return of(name, Unet.parse(saved.network()), saved.weights(), saved.provenance());
  }

  /** The prior of such a network with what it is told: masks, maps to a source, or text. */
  public static Trained of(String name, Unet net, Weights weights, Provenance provenance) {
    return net.reader().isPresent()
        ? new TextPrior(name, net, weights, provenance)
        : new NetworkPrior(name, net, weights, provenance).told();
  }

  /** This prior with what its network is told besides the state: masks, or maps to a source. */
  public Trained told() {
    return net.masked() ? AmbientPrior.of(this) : net.mapped() ? LmiPrior.of(this) : this;
  }

  /** The bare network F, with as many input channels as it has. */
  NDArray answer(NDArray input, NDArray c) {
    return function.on(uploaded, input, c);
  }

  /**
   * As h(Ã, Ãx; σ). What is seen is preconditioned as in EDM; for what is hidden the noise is
   * boundless, and EDM's coefficients have the limits c_skip = 0 and c_out = σ_d.
   *
   * @param masked {@code [n, C, H, W]}, what is hidden at ½
   * @param seen {@code [n, 1, H, W]}
   */
  NDArray denoise(NDArray masked, NDArray seen, double sigma) {
    double s = 2 * sigma;
    double all = s * s + DATA * DATA;
    double skip = DATA * DATA / all;
    double out = s * DATA / Math.sqrt(all);
    double in = 1 / Math.sqrt(all);
    var c = Torch.manager().create(new float[] {(float) (Math.log(s) / 4)}, new Shape(1));
    var x = masked.mul(2).sub(1);
    var f = function.on(uploaded, x.mul(in).concat(seen, 1), c);
    // ½(1 + m (c_skip x + c_out F) + (1 − m) σ_d F)
    var scale = seen.mul(out - DATA).add(DATA);
    return x.mul(seen).mul(skip).add(f.mul(scale)).add(1).div(2);
  }

  @Override
  public NDArray denoise(NDArray x, double sigma) {
    if (net.masked()) {
      return denoise(x, x.onesLike().get(":, 0:1"), sigma);
    }
    double s = 2 * sigma;
    double all = s * s + DATA * DATA;
    double skip = DATA * DATA / all;
    double out = s * DATA / Math.sqrt(all);
    double in = 1 / Math.sqrt(all);
    var c = Torch.manager().create(new float[] {(float) (Math.log(s) / 4)}, new Shape(1));
    var f = function.on(uploaded, x.mul(2 * in).sub(in), c);
    // ½(1 + c_skip (2x − 1) + c_out F)
    return x.mul(skip).add(f.mul(out / 2)).add((1 - skip) / 2);
  }

  /** The same for a network in training: one σ per image, weights given. */
  public static NDArray denoise(Op function, NDList weights, NDArray x, NDArray sigma) {
    return denoise((input, c) -> function.on(weights, input, c), x, sigma);
  }

  /**
   * The same for any network of input and noise embedding input.
   *
   * @param sigma one for each image
   */
  public static NDArray denoise(BinaryOperator<NDArray> network, NDArray x, NDArray sigma) {
    var s = sigma.mul(2);
    var all = s.square().add(DATA * DATA);
    var column = new Shape(x.getShape().get(0), 1, 1, 1);
    var skip = all.pow(-1).mul(DATA * DATA).reshape(column);
    var out = s.mul(DATA / 2).div(all.sqrt()).reshape(column);
    var in = all.pow(-.5).reshape(column);
    var f = network.apply(x.mul(2).sub(1).mul(in), s.log().div(4));
    return x.sub(.5).mul(skip).add(f.mul(out)).add(.5);
  }

  /** The same for a network in training that sees parts of its images. */
  public static NDArray denoise(
      Op function, NDList weights, NDArray masked, NDArray seen, NDArray sigma) {
    var s = sigma.mul(2);
    var all = s.square().add(DATA * DATA);
    var column = new Shape(masked.getShape().get(0), 1, 1, 1);
    var skip = all.pow(-1).mul(DATA * DATA).reshape(column);
    var out = s.mul(DATA).div(all.sqrt()).reshape(column);
    var in = all.pow(-.5).reshape(column);
    var x = masked.mul(2).sub(1);
    var f = function.on(weights, x.mul(in).concat(seen, 1), s.log().div(4));
    var scale = seen.mul(out.sub(DATA)).add(DATA);
    return x.mul(seen).mul(skip).add(f.mul(scale)).add(1).div(2);
  }

  @Override
  public double sigmaMin() {
    return LEAST;
  }

  @Override
  public double sigmaMax() {
    return MOST;
  }

  @Override
  public int[] imageShape() {
    return net.imageShape();
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public NetworkPrior half() {
    return new NetworkPrior(name, net, weights.half(), provenance.with("precision", "half"));
  }

  @Override
  public Unet network() {
    return net;
  }

  @Override
  public String text() {
    return "prior(\"" + name + "\")";
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        "D(x;\\sigma) = c_{\\mathrm{skip}}(\\sigma)\\, x + c_{\\mathrm{out}}(\\sigma)\\, F_\\theta\\big(c_{\\mathrm{in}}(\\sigma)\\, x;\\ \\tfrac14 \\ln \\sigma\\big)");
  }

  @Override
  public String toString() {
    return text()
        + "  "
        + net
        + ", "
        + weights.size()
        + " weights, σ "
        + Numbers.text(sigmaMin())
        + "–"
        + Numbers.text(sigmaMax());
  }
}
