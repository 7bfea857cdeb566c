package org.sfumato.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import org.sfumato.Cancel;
import org.sfumato.Cost;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Provenance;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Machine;
import org.sfumato.engine.Op;
import org.sfumato.engine.Resident;
import org.sfumato.engine.Ticker;
import org.sfumato.engine.Torch;
import org.sfumato.random.Noise;

/**
 * A network that draws images from noise in one evaluation, as adversarial training makes it: x =
 * G(z), z ~ N(0, I). Image i of a seed is the same however many are drawn.
 */
public final class Generator implements Learnt {
  /** Frees the weights on the device when a generator is forgotten. */
  private static final Cleaner CLEANER = Cleaner.create();

  private final String name;
  private final GeneratorNet net;
  private final Weights weights;
  private final Provenance provenance;
  private final Op function;
  private final NDList uploaded;
  private final Cleaner.Cleanable onDevice;

  public Generator(String name, GeneratorNet net, Weights weights, Provenance provenance) {
    this.name = name;
    this.net = net;
    this.weights = weights;
    var plan = net.drawing();
    weights.check(plan, name);
    Torch.start();
    function = Op.of(plan.source());
    uploaded = weights.upload(plan, Torch.manager());
    uploaded.forEach(NDArray::detach);
    var arrays = uploaded;
    onDevice = CLEANER.register(this, arrays::close);
    this.provenance = provenance.with("generator", net.text()).with("weights", weights.hash());
  }

  /** Frees the weights on the device now; this generator draws no more. */
  public void free() {
    onDevice.clean();
  }

  /**
   * Reads what {@code fit().save(path)} wrote.
   *
   * @throws IllegalArgumentException if the file is no generator, or damaged
   */
  static Generator read(String name, Path file) {
    var saved = Saved.read(file, "generator");
    return new Generator(
        name, GeneratorNet.parse(saved.network()), saved.weights(), saved.provenance());
  }

  /** {@code n} images of seed 0. */
  public Images draw(int n) {
    return draw(n, 0);
  }

  /**
   * {@code n} images, {@code draw[0]} to {@code draw[n − 1]}; one evaluation of the network each.
   *
   * @throws IllegalArgumentException if {@code n} is below 1
   */
  public Images draw(int n, long seed) {
    if (n < 1) {
      throw new IllegalArgumentException("a generator draws at least one image, not " + n);
    }
    Resident.watch();
    int one = net.channels() * net.size() * net.size();
    var values = new float[Math.multiplyExact(n, one)];
    double seconds;
    try (var ticker = new Ticker("draw " + name, n, 0)) {
      for (var places : Chunks.of(n)) {
        if (Cancel.requested()) {
          throw new Interrupted("stopped after " + places[0] + " of " + n + " images", null);
        }
        try (var scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          var x = Grad.off(() -> function.on(uploaded, latent(seed, "draw", places, 0)));
          System.arraycopy(x.toFloatArray(), 0, values, places[0] * one, Chunks.real(places) * one);
        }
        ticker.tick(places[places.length - 1] + 1, "", null);
      }
      seconds = ticker.seconds();
    } finally {
      Reference.reachabilityFence(this);
    }
    var ids = new ArrayList<ImageId>(n);
    for (int i = 0; i < n; i++) {
      ids.add(new ImageId("draw", i));
    }
    var expression = text() + ".draw(" + n + (seed == 0 ? "" : ", " + seed) + ")";
    var made =
        Provenance.of("recipe", expression)
            .with("seed", String.valueOf(seed))
            .with("engine", Torch.version())
            .within("generator", provenance);
    return Images.of(
            values,
            net.channels(),
            net.size(),
            net.size(),
            ids,
            expression,
            Machine.described(made))
        .costing(new Cost(1, 0, seconds / n, Resident.peak()));
  }

  private NDArray latent(long seed, String origin, int[] places, int step) {
    return latent(new Noise(seed), net.latent(), origin, places, step);
  }

  /**
   * z of some images, keyed by seed, image and step.
   *
   * @return {@code [places, latent]}
   */
  public static NDArray latent(Noise noise, int latent, String origin, int[] places, int step) {
    var z = new float[places.length * latent];
    for (int k = 0; k < places.length; k++) {
      noise.normal("latent", new ImageId(origin, places[k]), step, z, k * latent, latent);
    }
    return Torch.manager().create(z, new Shape(places.length, latent));
  }

  public GeneratorNet network() {
    return net;
  }

  /**
   * Another function of the same list of parameters, with the weights of this generator.
   *
   * @param function such as a part of the network; its last argument is the list of parameters
   */
  public NDArray by(Op function, NDArray... arguments) {
    try {
      return function.on(uploaded, arguments);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public Generator half() {
    return new Generator(name, net, weights.half(), provenance.with("precision", "half"));
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  /** {@code [C, H, W]} of the images it draws. */
  public int[] imageShape() {
    return net.imageShape();
  }

  @Override
  public String text() {
    return "generator(\"" + name + "\")";
  }

  @Override
  public Optional<String> latex() {
    return Optional.of("x = G_\\theta(z),\\quad z \\sim \\mathcal N(0, I)");
  }

  @Override
  public String toString() {
    return text() + "  " + net + ", " + weights.size() + " weights";
  }
}
