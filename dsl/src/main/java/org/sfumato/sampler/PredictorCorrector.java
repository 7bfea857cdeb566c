package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sfumato.Numbers;
import org.sfumato.diffusion.Grid;

/**
 * Predictor–corrector sampling (Song et al. 2021, algorithms 2 and 4): at each noise level first
 * {@code corrections} steps of Langevin dynamics, x ← x + ε g + √(2ε) z with g = (D̃ − x)/σ² and ε
 * = 2 (snr ‖z‖/‖g‖)², then the reverse-diffusion predictor, {@link EulerMaruyama}'s step. The last
 * predictor returns its mean, D̃.
 *
 * <p>The norms are each image's own. The authors' code averages them over the batch, so that there
 * an image depends on its company. However many steps it takes, the corrector leaves on a Gaussian
 * a variance 1/(1 − snr²) times too large, for ε does not shrink with the steps: 2.6 % at the usual
 * 0.16.
 *
 * @param snr the corrector's signal-to-noise ratio, r of the paper, above 0 and below 1
 * @param corrections Langevin steps at each noise level
 */
public record PredictorCorrector(int steps, double snr, int corrections, Optional<Grid> grid)
    implements Sampler {
  /** The paper's for CIFAR-10; smaller for larger images, 0.075 at 256×256. */
  static final double USUAL_SNR = .16;

  private static final String CORRECTION = "correction ";

  public PredictorCorrector {
    Sampler.check(steps);
    if (!(snr > 0 && snr < 1)) {
      throw new IllegalArgumentException(
          "snr, the corrector's signal-to-noise ratio, lies between 0 and 1, such as 0.16, not "
              + Numbers.text(snr));
    }
    if (corrections < 0) {
      throw new IllegalArgumentException(
          "a sampler takes 0 or more corrections at each step, not " + corrections);
    }
  }

  /** How long the corrector's steps are: the ratio of their drift to their noise. */
  public PredictorCorrector snr(double ratio) {
    return new PredictorCorrector(steps, ratio, corrections, grid);
  }

  /** How many Langevin steps are taken at each noise level. */
  public PredictorCorrector corrections(int number) {
    return new PredictorCorrector(steps, snr, number, grid);
  }

  @Override
  public PredictorCorrector grid(Grid g) {
    return new PredictorCorrector(steps, snr, corrections, Optional.of(g));
  }

  @Override
  public List<String> streams() {
    var each = IntStream.range(0, corrections).mapToObj(k -> CORRECTION + k);
    return Stream.concat(Stream.of(Stage.NOISE), each).toList();
  }

  @Override
  public int evaluations() {
    return steps * (1 + corrections);
  }

  @Override
  public NDArray step(Stage s) {
    var x = s.x();
    for (int k = 0; k < corrections; k++) {
      x = corrected(x, s, s.noise(CORRECTION + k));
    }
    return EulerMaruyama.step(s, x);
  }

  private NDArray corrected(NDArray x, Stage s, NDArray z) {
    var g = s.denoise(x, s.sigma()).sub(x).div(s.sigma() * s.sigma());
    var size = sumOfSquares(g);
    // Where the score function is zero everywhere there is nothing to measure a step by: none.
    var none = size.eq(0).toType(size.getDataType(), false);
    var ratio = sumOfSquares(z).div(size.add(none)).mul(none.sub(1));
    var epsilon = ratio.mul(-2 * snr * snr);
    return x.add(g.mul(epsilon)).add(z.mul(epsilon.mul(2).sqrt()));
  }

  /** Of each image, {@code [n, 1, 1, 1]}. */
  private static NDArray sumOfSquares(NDArray a) {
    return a.square().sum(new int[] {1, 2, 3}, true);
  }

  @Override
  public String equation() {
    if (corrections == 0) {
      return EulerMaruyama.equation("x", "\\tilde D");
    }
    return EulerMaruyama.equation("x_c", "\\tilde D(x_c)")
        + ",\\quad x_c = x + \\epsilon\\, g + \\sqrt{2\\epsilon}\\; z_c%s,\\quad g = \\tfrac{\\tilde D(x) - x}{\\sigma^2},\\quad \\epsilon = 2 \\cdot %s^2\\, \\tfrac{\\lVert z_c\\rVert^2}{\\lVert g\\rVert^2}"
            .formatted(
                corrections == 1 ? "" : "\\ (" + corrections + "\\ \\text{times})",
                Numbers.text(snr));
  }

  @Override
  public String text() {
    return Sampler.text(
        "predictorCorrector",
        steps,
        (snr == USUAL_SNR ? "" : ".snr(" + Numbers.text(snr) + ")")
            + (corrections == 1 ? "" : ".corrections(" + corrections + ")"),
        grid);
  }

  @Override
  public String toString() {
    return text();
  }
}
