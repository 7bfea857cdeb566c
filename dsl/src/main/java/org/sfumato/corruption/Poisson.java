package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.Optional;
import org.sfumato.NoiseLaw;
import org.sfumato.Numbers;
import org.sfumato.Step;
import org.sfumato.engine.Op;
import org.sfumato.engine.Ops;

/**
 * Noise of counted photons: Poisson(255 · rate · x)/(255 · rate), as Chung et al. (2023) define it
 * on images in [0, 1]. What is below 0 counts as 0. Its variance grows with brightness, x/(255 ·
 * rate).
 *
 * <p>The draws are exact: the smallest count whose distribution function Q(count + 1, λ) reaches a
 * random number of 48 bits, found by halving.
 *
 * @param rate photons for each of 255 levels of grey
 */
public record Poisson(double rate) implements NoiseLaw {
  private static final Op AT_MOST =
      Ops.of(
          """
          def at_most(self, k: Tensor, l: Tensor) -> Tensor:
            return torch.special_gammaincc(torch.add(k, 1.), l)
          """);

  public Poisson {
    if (!(rate > 0) || rate > 1e6) {
      throw new IllegalArgumentException(
          "poisson(rate) needs photons for each level of grey, above 0 and up to 1000000, not "
              + Numbers.text(rate));
    }
  }

  @Override
  public NDArray of(NDArray clean, Step s) {
    var expected = clean.toType(DataType.FLOAT64, false).maximum(0).mul(255 * rate);
    var coarse = s.uniform("noise").toType(DataType.FLOAT64, false);
    var fine = s.uniform("noise, lower bits").toType(DataType.FLOAT64, false);
    var u = coarse.add(fine.mul(0x1p-24));
    return counts(expected, u).div(255 * rate).toType(clean.getDataType(), false);
  }

  private static NDArray counts(NDArray expected, NDArray u) {
    // No count lies beyond: with 48 bits u is at most 1 − 2⁻⁴⁸, less than nine deviations.
    double most = expected.max().getDouble();
    double bound = Math.ceil(most + 9 * Math.sqrt(most) + 40);
    var low = expected.zerosLike().sub(1);
    var high = expected.zerosLike().add(bound);
    // The distribution function is below u at low and not below at high.
    for (double gap = bound + 1; gap > 1; gap = Math.ceil(gap / 2)) {
      var middle = low.add(high).div(2).floor();
      // A guard for gaps that are closed already: middle is then low, where nothing changes.
      var reaches =
          AT_MOST
              .on(middle.maximum(0), expected)
              .gt(u)
              .logicalAnd(middle.gte(0))
              .toType(DataType.FLOAT64, false);
      var below = reaches.mul(-1).add(1);
      high = high.mul(below).add(middle.mul(reaches));
      low = low.mul(reaches).add(middle.mul(below));
    }
    return high;
  }

  /** That of mid-grey, √(½/(255 · rate)). */
  @Override
  public double level() {
    return Math.sqrt(0.5 / (255 * rate));
  }

  /** x/(255 · rate), of half a photon at the least. */
  @Override
  public NDArray variance(NDArray clean) {
    return clean.maximum(0.5 / (255 * rate)).div(255 * rate);
  }

  @Override
  public boolean uneven() {
    return true;
  }

  @Override
  public String equation(String clean) {
    var scale = Numbers.text(255 * rate);
    return "\\mathrm{Poisson}(" + scale + "\\, " + clean + ") / " + scale;
  }

  @Override
  public Optional<String> latex() {
    return Optional.of("y \\sim " + equation("x"));
  }

  @Override
  public String text() {
    return "poisson(" + Numbers.text(rate) + ")";
  }
}
