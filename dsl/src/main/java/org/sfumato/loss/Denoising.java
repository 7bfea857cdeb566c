package org.sfumato.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.sfumato.Numbers;
import org.sfumato.Step;

/**
 * Denoising score matching with EDM's weights (Karras et al. 2022): λ(σ)·‖D(x₀ + σn; σ) − x₀‖²,
 * mean over pixels, ln σ ~ N(mean, sd²), λ = (σ² + σ_d²)/(σ σ_d)² with σ_d = ½. Mean and sd are of
 * the noise level in the network's range [−1, 1], as the paper gives them.
 */
public record Denoising(double mean, double sd) implements Loss {
  private static final double DATA = .5;

  @Override
  public NDArray of(Denoiser net, NDArray x0, Step s) {
    long n = x0.getShape().get(0);
    // The first number of each image's own stream decides its noise level.
    var first = s.normal("noise level").reshape(n, -1).get(":, 0");
    var sigma = first.mul(sd).add(mean).exp();
    var column = sigma.reshape(new Shape(n, 1, 1, 1));
    var noisy = x0.add(s.normal("noise").mul(column.mul(.5)));
    var error = net.denoise(noisy, sigma.mul(.5)).sub(x0).mul(2);
    var weight = sigma.square().add(DATA * DATA).div(sigma.mul(DATA).square());
    return error.square().reshape(n, -1).mean(new int[] {1}).mul(weight);
  }

  /** ln σ ~ N(mean, sd²), in the network's range. */
  public Denoising levels(double mean, double sd) {
    return new Denoising(mean, sd);
  }

  @Override
  public String text() {
    return equals(Losses.denoising())
        ? "denoising()"
        : "denoising().levels(" + Numbers.text(mean) + ", " + Numbers.text(sd) + ")";
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        "\\mathcal L = \\mathbb E_{\\ln\\sigma \\sim \\mathcal N(%s, %s^2)}\\; \\lambda(\\sigma)\\, \\lVert D(x_0 + \\sigma n; \\sigma) - x_0 \\rVert^2"
            .formatted(Numbers.text(mean), Numbers.text(sd)));
  }

  @Override
  public String toString() {
    return text();
  }
}
