package org.sfumato.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.sfumato.Corruption;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Numbers;
import org.sfumato.Step;
import org.sfumato.corruption.Box;
import org.sfumato.corruption.Further;
import org.sfumato.corruption.Identity;
import org.sfumato.corruption.KeepPatch;
import org.sfumato.corruption.Missing;
import org.sfumato.corruption.Realised;
import org.sfumato.corruption.Structured;
import org.sfumato.diffusion.NetworkPrior;

/**
 * Learning a clean distribution from corrupted images only (Daras et al. 2023, equation 3.2): the
 * network sees what a further corruption Ã = BA leaves of a noisy image, and predicts what A had
 * measured,
 *
 * <p>J = E ‖A(h(Ã, Ãx_t; σ) − x₀)‖²,
 *
 * <p>whose minimiser is E[x₀ | Ãx_t, Ã]. B is drawn anew at each visit of an image; A stays as it
 * was when the image was measured. The noise levels are EDM's, and so are the weights: λ(σ) where
 * the network sees a pixel, and its limit for σ → ∞, 1/σ_d², where it does not. Of the pixels that
 * it does not see, only those count that A had measured; they stand for all (Horvitz and Thompson
 * 1952), so that the loss estimates the one on clean images without bias. Any positive weights have
 * the same minimiser; these learn the hidden pixels sooner than the paper's, which give them a
 * share of δ(1 − p). Measurements that are not pixels have the limit's weight, for the network
 * never sees one of them alone.
 *
 * @param a what was done to the images
 * @param further Ã, {@code A.further(δ)}
 * @param mean of ln σ, in the network's range
 * @param sd of ln σ
 */
public record Ambient(Corruption a, Further further, double mean, double sd) implements Loss {
  private static final double DATA = NetworkPrior.DATA;

  /** Keeps a share finite where nothing is hidden that was measured: there it multiplies 0. */
  private static final double SMALL = 1e-6;

  public Ambient {
    Objects.requireNonNull(a, "A");
    Objects.requireNonNull(further, "Ã");
  }

  static Ambient of(Corruption a, Corruption further) {
    if (!(further instanceof Further f) || !f.law().equals(Structured.of(a))) {
      throw new IllegalArgumentException(
          "ambient(A, Ã) needs Ã to hide more of what A measures: write ambient(A, A.further(0.1)), not "
              + further.text()
              + " with "
              + a.text());
    }
    if (a.noiseLevel() > 0) {
      throw new IllegalArgumentException(
          "ambient learns from measurements without noise, but "
              + a.text()
              + " has some; the network would learn to draw the noise");
    }
    if (!f.linear()) {
      throw new IllegalArgumentException(
          "ambient needs a linear corruption, and " + a.text() + " is not known to be one");
    }
    boolean all = a instanceof Identity || a instanceof Missing m && m.p() == 0;
    if (f.delta() == 0 && f.more().isEmpty() && !all) {
      throw new IllegalArgumentException(
          "with %s the network is never asked for what it does not see, and learns nothing about it; hide some more, as %s.further(0.1) does"
              .formatted(f.text(), a.text()));
    }
    if (f.more().isEmpty() && (a instanceof Box || a instanceof KeepPatch)) {
      throw new IllegalArgumentException(
          "%s hides a whole piece, and hiding single pixels more never asks what is in such a piece; hide another one, as %s.further(%s) does"
              .formatted(a.text(), a.text(), a.text()));
    }
    return new Ambient(a, f, -1.2, 1.2);
  }

  /** ln σ ~ N(mean, sd²), in the network's range. */
  public Ambient levels(double mean, double sd) {
    return new Ambient(a, further, mean, sd);
  }

  @Override
  public boolean masks() {
    return true;
  }

  @Override
  public Map<String, String> note() {
    return Map.of("masks", further.text());
  }

  @Override
  public Loss on(Images images) {
    throw new IllegalArgumentException(
        text()
            + " learns from measurements, but it was given clean images; train on A.apply(images), or minimise denoising()");
  }

  @Override
  public Loss on(Measurements y) {
    var law = y.operator() instanceof Realised r ? r.law() : y.operator();
    if (!law.equals(a)) {
      throw new IllegalArgumentException(
          "%s is about another corruption than that of the measurements, %s; use the A that measured them"
              .formatted(text(), law.text()));
    }
    if (y.noiseLevel() > 0) {
      throw new IllegalArgumentException(
          "ambient learns from measurements without noise, but these have noise of standard deviation "
              + Numbers.text(y.noiseLevel()));
    }
    var operator = Structured.of(y.operator());
    operator
        .blind()
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(
                  "ambient cannot learn what no image shows: " + why);
            });
    return new OnMeasurements(
        this, operator, new Further(operator, further.delta(), further.more()));
  }

  @Override
  public NDArray of(Denoiser net, NDArray x0, Step s) {
    throw new IllegalStateException(
        text() + " was not put on measurements; train(net).on(y).minimise(…) does that");
  }

  @Override
  public String text() {
    return "ambient("
        + a.text()
        + ", "
        + further.text()
        + ")"
        + (mean == -1.2 && sd == 1.2
            ? ""
            : ".levels(" + Numbers.text(mean) + ", " + Numbers.text(sd) + ")");
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        "\\mathcal L = \\mathbb E\\; \\lVert A\\,( h(\\tilde A, \\tilde A x_t; \\sigma) - x_0 ) \\rVert^2_{\\lambda(\\sigma)},\\quad A x = %s,\\ \\tilde A x = %s"
            .formatted(a.equation("x"), further.equation("x")));
  }

  @Override
  public String toString() {
    return text();
  }

  /** The loss with the corruption as it befell the images at hand. */
  private record OnMeasurements(Ambient law, Structured a, Further further) implements Loss {
    @Override
    public boolean masks() {
      return true;
    }

    @Override
    public NDArray of(Denoiser net, NDArray y, Step s) {
      long n = y.getShape().get(0);
      // The first number of each image's own stream decides its noise level.
      var first = s.normal("noise level").reshape(n, -1).get(":, 0");
      var sigma = first.mul(law.sd).add(law.mean).exp();
      var column = sigma.reshape(new Shape(n, 1, 1, 1));
      var noise = s.normal("noise");
      var ones = noise.onesLike();
      // In the network's range: Ã(2x − 1 + σn), of which Ãx is known from y.
      var seen = y.mul(2).mul(further.kept(y, s)).sub(further.of(ones.sub(noise.mul(column)), s));
      var visibility = further.visibility(ones, s);
      var d = net.denoise(further.adjoint(seen, s).add(1).div(2), visibility, sigma.mul(.5));
      var error = a.of(d, s).sub(y).mul(2).square();
      var weights = weights(column, y, ones, s);
      return error.mul(weights).reshape(n, -1).mean(new int[] {1});
    }

    /** λ(σ) for what is seen; for what is hidden and was measured, its share of all hidden. */
    private NDArray weights(NDArray sigma, NDArray y, NDArray ones, Step s) {
      boolean pixels = y.getShape().equals(ones.getShape()) && a.variance(ones, s).isPresent();
      if (!pixels) {
        return y.onesLike().div(DATA * DATA);
      }
      long n = y.getShape().get(0);
      var lambda = sigma.square().add(DATA * DATA).div(sigma.mul(DATA).square());
      var measured = ones.mul(a.measured(y, s));
      var seen = measured.mul(further.kept(y, s));
      var asked = measured.sub(seen);
      var hidden = seen.mul(-1).add(1).reshape(n, -1).sum(new int[] {1});
      var known = asked.reshape(n, -1).sum(new int[] {1}).maximum(SMALL);
      var share = hidden.div(known).reshape(n, 1, 1, 1);
      return seen.mul(lambda).add(asked.mul(share.div(DATA * DATA)));
    }

    @Override
    public String text() {
      return law.text();
    }

    @Override
    public Optional<String> latex() {
      return law.latex();
    }
  }
}
