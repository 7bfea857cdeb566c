package org.sfumato.sampler;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Numbers;
import org.sfumato.Shown;
import org.sfumato.diffusion.Sde;
import org.sfumato.random.Noise;

/**
 * Where a run begins: at pure noise, ½ + σ_max z, or at images with so much noise that a share
 * {@code fraction} of the path is left (SDEdit, Meng et al. 2022), or at the states from which the
 * run draws these very images, which is DDIM inversion (Song, Meng and Ermon 2021).
 *
 * @param inverse whether it is the last
 */
public record Start(Optional<Images> images, double fraction, boolean inverse) implements Shown {
  static final Start NOISE = new Start(Optional.empty(), 1, false);

  public Start {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "a start lies between 0 (the image) and 1 (pure noise) of the path, not at "
              + Numbers.text(fraction));
    }
  }

  double sigma(Sde path) {
    return path.sigma(fraction);
  }

  /**
   * @throws IllegalArgumentException if this sampler's way cannot be walked backwards
   */
  static void checkInverse(Sampler sampler) {
    boolean one = sampler instanceof Euler || sampler instanceof Ddim d && d.eta() == 0;
    if (!one) {
      throw new IllegalArgumentException(
          "inverted(x) walks back the way of ddim(n) or euler(n), and %s takes another; use ddim(%d)"
              .formatted(sampler.text(), sampler.steps()));
    }
  }

  /**
   * The state of these images, on the heap.
   *
   * @param sigma where the run begins
   */
  float[] state(List<ImageId> ids, int[] shape, double sigma, long seed) {
    int one = shape[0] * shape[1] * shape[2];
    var x = new float[ids.size() * one];
    var noise = new Noise(seed);
    var base = new float[one];
    for (int k = 0; k < ids.size(); k++) {
      noise.normal("start", ids.get(k), 0, x, k * one, one);
      if (images.isPresent()) {
        images.get().read(k, base, 0);
      } else {
        Arrays.fill(base, .5f);
      }
      for (int j = 0; j < one; j++) {
        x[k * one + j] = (float) (base[j] + sigma * x[k * one + j]);
      }
    }
    return x;
  }

  @Override
  public String text() {
    return images
        .map(
            i ->
                inverse
                    ? "inverted(" + i.expression() + ")"
                    : "noised(" + i.expression() + ", " + Numbers.text(fraction) + ")")
        .orElse("noise()");
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        inverse
            ? "x_1 = \\mathrm{ODE}_{0 \\to 1}(y)"
            : images.isPresent()
                ? "x_{t_0} = y + \\sigma(%s)\\, z".formatted(Numbers.text(fraction))
                : "x_1 = \\tfrac12 + \\sigma_{\\max}\\, z");
  }

  @Override
  public String toString() {
    return text();
  }
}
