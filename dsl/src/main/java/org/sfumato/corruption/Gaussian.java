package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.sfumato.NoiseLaw;
import org.sfumato.Numbers;
import org.sfumato.Step;

/**
 * Independent Gaussian noise.
 *
 * @param level its standard deviation, in [0, 1] units
 */
public record Gaussian(double level) implements NoiseLaw {
  public Gaussian {
    if (!(level >= 0) || Double.isInfinite(level)) {
      throw new IllegalArgumentException(
          "gaussian(σ) needs a standard deviation from 0 up, not " + Numbers.text(level));
    }
  }

  @Override
  public NDArray of(NDArray clean, Step s) {
    return clean.add(s.normal("noise").toType(clean.getDataType(), false).mul(level));
  }

  @Override
  public Optional<String> latex() {
    return Optional.of("n \\sim \\mathcal N(0, " + Numbers.text(level) + "^2)");
  }

  @Override
  public String text() {
    return "gaussian(" + Numbers.text(level) + ")";
  }
}
