package org.sfumato.restore;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDScope;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Optional;
import org.sfumato.Cancel;
import org.sfumato.Cost;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Measurements;
import org.sfumato.Metric;
import org.sfumato.Provenance;
import org.sfumato.Restorer;
import org.sfumato.corruption.Structured;
import org.sfumato.engine.Chunks;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Machine;
import org.sfumato.engine.Op;
import org.sfumato.engine.Resident;
import org.sfumato.engine.Ticker;
import org.sfumato.engine.Torch;
import org.sfumato.network.Learnt;
import org.sfumato.network.ResnetGenerator;
import org.sfumato.network.Saved;
import org.sfumato.network.Weights;

/**
 * Images of one kind from images of another, by one evaluation of a network that was trained with
 * one for the way back (CycleGAN, Zhu et al. 2017). It sees what was measured as a picture; what
 * was not measured is at ½, the middle of the range. It draws no random numbers.
 */
public final class Translator implements Restorer, Learnt {
  /** Before the names of the weights of the network from source to target. */
  public static final String THERE = "there.";

  /** Before the names of the weights of the network from target to source. */
  public static final String BACK = "back.";

  /** Frees the weights on the device when a translator is forgotten. */
  private static final Cleaner CLEANER = Cleaner.create();

  private final String name;
  private final ResnetGenerator net;
  private final Weights weights;
  private final boolean inverse;
  private final Provenance provenance;
  private final Op function;
  private final NDList uploaded;
  private final Cleaner.Cleanable onDevice;

  private Translator(
      String name, ResnetGenerator net, Weights weights, boolean inverse, Provenance provenance) {
    this.name = name;
    this.net = net;
    this.weights = weights;
    this.inverse = inverse;
    this.provenance = provenance;
    var plan = net.plan(false);
    weights.under(THERE).check(plan, name);
    weights.under(BACK).check(plan, name);
    Torch.start();
    function = Op.of(plan.source());
    uploaded = weights.under(inverse ? BACK : THERE).upload(plan, Torch.manager());
    uploaded.forEach(NDArray::detach);
    var arrays = uploaded;
    onDevice = CLEANER.register(this, arrays::close);
  }

  /**
   * From source to target.
   *
   * @param weights of both networks, under {@link #THERE} and {@link #BACK}
   * @throws IllegalArgumentException if the weights belong to another network
   */
  public static Translator of(
      String name, ResnetGenerator net, Weights weights, Provenance provenance) {
    var made = provenance.with("translator", net.text()).with("weights", weights.hash());
    return new Translator(name, net, weights, false, made);
  }

  /**
   * Reads what {@code fit().save(path)} wrote.
   *
   * @throws IllegalArgumentException if the file is no translator, or damaged
   */
  static Translator read(String idOrPath) {
    var saved = Saved.read(Saved.file("translator", idOrPath), "translator");
    var net = ResnetGenerator.parse(saved.network());
    return of(idOrPath, net, saved.weights(), saved.provenance());
  }

  /** The way back: from target to source. */
  public Translator inverse() {
    return new Translator(name, net, weights, !inverse, provenance);
  }

  /** Frees the weights on the device now; this translator translates no more. */
  public void free() {
    onDevice.clean();
  }

  /**
   * @throws IllegalArgumentException if what was measured is no picture of the network's size, or
   *     if the corruption is not known to be linear
   */
  @Override
  public Images restore(Measurements y) {
    check(y);
    var problem = new Problem(name(), y, Structured.of(y.operator()), y.noiseLevel());
    problem.linear();
    Resident.watch();
    int one = net.channels() * net.size() * net.size();
    var values = new float[Math.multiplyExact(y.size(), one)];
    double seconds;
    try (var ticker = new Ticker("translate by " + text(), y.size(), 0)) {
      for (var places : Chunks.of(y.size())) {
        if (Cancel.requested()) {
          throw new Interrupted("stopped after " + places[0] + " of " + y.size() + " images", null);
        }
        try (var scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          var x = Grad.off(() -> translated(picture(problem, places)));
          System.arraycopy(x.toFloatArray(), 0, values, places[0] * one, Chunks.real(places) * one);
        }
        ticker.tick(places[places.length - 1] + 1, "", null);
      }
      seconds = ticker.seconds();
    } finally {
      Reference.reachabilityFence(this);
    }
    var expression = text() + ".restore(" + y.text() + ")";
    var made =
        Provenance.of("recipe", text())
            .with("engine", Torch.version())
            .with("measurements", y.hash())
            .within("translator", provenance);
    return Images.of(
            values,
            net.channels(),
            net.size(),
            net.size(),
            y.ids(),
            expression,
            Machine.described(made))
        .costing(new Cost(1, 0, seconds / y.size(), Resident.peak()));
  }

  private void check(Measurements y) {
    if (y.size() == 0) {
      throw new IllegalArgumentException("there is nothing to restore: y has no images");
    }
    if (!Arrays.equals(net.imageShape(), y.imageShape())) {
      throw new IllegalArgumentException(
          "%s translates images of shape %s, but y measures images of shape %s; measure resized images"
              .formatted(
                  text(), Arrays.toString(net.imageShape()), Arrays.toString(y.imageShape())));
    }
  }

  /** ½ + A⁺(y − A½), within [0, 1]. */
  private static NDArray picture(Problem problem, int[] places) {
    var s = Seen.step(problem.y(), places);
    var half = s.xt().zerosLike().add(.5);
    return half.add(problem.correction(problem.residual(half, s), 0, s)).clip(0, 1);
  }

  /** {@code [n, C, H, W]} in [0, 1] to images alike. */
  private NDArray translated(NDArray x) {
    return function.on(uploaded, x.mul(2).sub(1)).add(1).div(2);
  }

  /**
   * How far the way back misses these source images: the mean of |F(x) − source| over all values of
   * an image, in [0, 1] units, for a translation x of them. {@code score(out,
   * model.cycleError(source))}.
   *
   * @param source the images that were translated
   */
  public Metric cycleError(Images source) {
    return new CycleError(inverse(), source);
  }

  /** The translation of translations, against what was there first. */
  private record CycleError(Translator back, Images source) implements Metric {
    @Override
    public NDArray of(NDArray x, org.sfumato.Step s) {
      var first = s.at(source);
      if (!x.getShape().equals(first.getShape())) {
        throw new IllegalArgumentException(
            "the cycle error compares images of shape %s with sources of shape %s; give it the images that were translated"
                .formatted(x.getShape(), first.getShape()));
      }
      long n = x.getShape().get(0);
      return back.translated(x).sub(first).abs().reshape(n, -1).mean(new int[] {1});
    }

    @Override
    public String name() {
      return "cycle error";
    }

    @Override
    public String variant() {
      return "mean absolute, range 1, by "
          + back.provenance.identity().get("weights").substring(0, 8);
    }

    @Override
    public boolean higherIsBetter() {
      return false;
    }

    @Override
    public Optional<Images> comparedWith() {
      return Optional.of(source);
    }

    @Override
    public Metric against(Images other) {
      return new CycleError(back, other);
    }
  }

  /** {@code cycleGan} in tables and charts. */
  @Override
  public String name() {
    return "cycleGan";
  }

  public ResnetGenerator network() {
    return net;
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public Translator half() {
    var rounded = weights.half();
    var made = provenance.with("precision", "half").with("weights", rounded.hash());
    return new Translator(name, net, rounded, inverse, made);
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public String text() {
    return "translator(\"" + name + "\")" + (inverse ? ".inverse()" : "");
  }

  @Override
  public Optional<String> latex() {
    var network = inverse ? "F" : "G";
    return Optional.of("\\hat x = " + network + "\\big(\\tfrac12 + A^{+}(y - A\\tfrac12)\\big)");
  }

  @Override
  public String toString() {
    return text();
  }
}
