package org.sfumato.sampler;

import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Numbers;
import org.sfumato.Shown;
import org.sfumato.diffusion.Sde;

/**
 * Where a run begins: at pure noise, ½ + σ_max z, or at images with so much noise that a share
 * {@code fraction} of the path is left (SDEdit, Meng et al. 2022).
 */
public record Start(Optional<Images> images, double fraction) implements Shown {
  static final Start NOISE = new Start(Optional.empty(), 1);

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

  @Override
  public String text() {
    return images
        .map(i -> "noised(" + i.expression() + ", " + Numbers.text(fraction) + ")")
        .orElse("noise()");
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        images.isPresent()
            ? "x_{t_0} = y + \\sigma(%s)\\, z".formatted(Numbers.text(fraction))
            : "x_1 = \\tfrac12 + \\sigma_{\\max}\\, z");
  }

  @Override
  public String toString() {
    return text();
  }
}
