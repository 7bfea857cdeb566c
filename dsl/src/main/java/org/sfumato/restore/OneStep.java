package org.sfumato.restore;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.Guidance;
import org.sfumato.Measurements;
import org.sfumato.Numbers;
import org.sfumato.Prior;
import org.sfumato.Provenance;
import org.sfumato.Restorer;
import org.sfumato.Step;
import org.sfumato.diffusion.Edm;
import org.sfumato.diffusion.Masked;
import org.sfumato.sampler.Drawn;

/**
 * Restoration by one evaluation of a network that was trained with masks (Daras et al. 2023): h(A,
 * y; σ) = E[x₀ | y], the measurements being what it sees. σ is the noise of y, or the smallest that
 * the prior knows; a network that saw few images at so low a level may do better when it is told of
 * a higher one, by {@link #level}.
 *
 * @param level the least σ that the network is told, in [0, 1] units; 0 for the prior's smallest
 */
public record OneStep(Masked prior, double level) implements Restorer {
  public OneStep {
    if (!(level >= 0 && level <= prior.sigmaMax())) {
      throw new IllegalArgumentException(
          "oneStep tells the network a noise level from 0 to %s, not %s"
              .formatted(Numbers.text(prior.sigmaMax()), Numbers.text(level)));
    }
  }

  /** Tells the network at least this noise level; it is chosen on validation images. */
  public OneStep level(double sigma) {
    return new OneStep(prior, sigma);
  }

  static OneStep of(Prior prior) {
    if (prior instanceof Masked masked) {
      return new OneStep(masked, 0);
    }
    throw new IllegalArgumentException(
        "oneStep needs a prior that was trained with masks, and %s was not; train one by train(unet(…)).on(y).minimise(ambient(A, Ã)), or use dps"
            .formatted(prior.text()));
  }

  @Override
  public Drawn restore(Measurements y) {
    var problem = Problem.of("oneStep", prior, y, y.noiseLevel());
    problem.linear();
    double sigma = Math.max(Math.max(level, prior.sigmaMin()), problem.noise());
    var path = new Edm();
    return new Restoration(
            this,
            problem,
            new Looking(prior, problem),
            path,
            new double[] {sigma, 0},
            Optional.empty(),
            false,
            0,
            s -> s.denoise(s.x(), s.sigma()))
        .run(Guidance.NONE);
  }

  /**
   * The prior as it sees the measurements: in the network's range Aᵀy, so that what is hidden is at
   * ½, its zero; the state of the run is not looked at.
   */
  private record Looking(Masked prior, Problem problem) implements Prior {
    @Override
    public NDArray denoise(NDArray x, double sigma) {
      throw new IllegalStateException("oneStep denoises measurements, which belong to a run");
    }

    @Override
    public NDArray denoise(NDArray x, double sigma, Step s) {
      var half = x.zerosLike().add(.5);
      var seen = problem.a().adjoint(problem.residual(half, s), s).add(half);
      return prior.denoise(seen, problem.a().visibility(x, s), sigma);
    }

    @Override
    public double sigmaMin() {
      return prior.sigmaMin();
    }

    @Override
    public double sigmaMax() {
      return prior.sigmaMax();
    }

    @Override
    public int[] imageShape() {
      return prior.imageShape();
    }

    @Override
    public Provenance provenance() {
      return prior.provenance();
    }

    @Override
    public String text() {
      return prior.text();
    }
  }

  @Override
  public String text() {
    return "oneStep("
        + prior.text()
        + ")"
        + (level > 0 ? ".level(" + Numbers.text(level) + ")" : "");
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        "\\hat x = h(A,\\, A^{\\top} y;\\ \\max("
            + floor()
            + ", \\sigma_y)) \\approx \\mathbb E[x_0 \\mid y]");
  }

  private String floor() {
    return level > prior.sigmaMin() ? Numbers.text(level) : "\\sigma_{\\min}";
  }

  @Override
  public String toString() {
    return text();
  }
}
