package org.sfumato.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.function.BiFunction;
import org.sfumato.metric.LocalMi;

/**
 * How a denoiser is told about a source: it sees the state and two maps, LMI(s, x_t) and LMI(s, s)
 * (MIDiffusion, arXiv 2301.13743, equation 12). Training and sampling both ask here, so they cannot
 * differ.
 *
 * <p>In the paper's form the path is variance-exploding, the map looks at x_t itself, and the
 * network has EDM's preconditioning. In that of the released code it is DDPM's: the network
 * predicts the noise, D(x; σ) = x − σ ε̂, and the map looks at the state as the variance-preserving
 * path has it, ½ + √ᾱ (x − ½).
 *
 * @param how the map's settings
 * @param ddpm whether in the form of the released code
 */
public record LmiForm(LocalMi how, boolean ddpm) {
  private static final String DDPM = ", DDPM";
  private static final String VE = ", VE";

  /**
   * Maps reach about ½ if normalised and 2 bits if not; the network sees them at about 1, like its
   * other channels.
   */
  private static final double NORMALISED = 2;

  private static final double RAW = .5;

  /** Neighbouring windows, normalised, along the paper's path. */
  public static LmiForm usual() {
    return new LmiForm(LocalMi.usual(), false);
  }

  /** With these settings of the map. */
  public LmiForm how(LocalMi other) {
    return new LmiForm(other, ddpm);
  }

  /**
   * LMI(s, x_t), from a state x₀ + σ n.
   *
   * @param s gray sources, {@code [n, 1, H, W]}
   * @param x gray states, {@code [n, 1, H, W]}
   * @param sigma {@code [n, 1, 1, 1]}, or one number for all
   */
  public NDArray map(NDArray s, NDArray x, NDArray sigma) {
    return how.map(s, seen(x, sigma));
  }

  /** The state as the map looks at it. */
  NDArray seen(NDArray x, NDArray sigma) {
    return ddpm ? x.sub(.5).mul(sigma.square().mul(4).add(1).pow(-.5)).add(.5) : x;
  }

  /**
   * D(x; σ, maps) from the bare network F.
   *
   * @param f the network's answer to its input channels {@code [n, C + 2, H, W]} and to ln σ/4 in
   *     the network's range, {@code [n]} or {@code [1]}
   * @param x states {@code [n, C, H, W]} in [0, 1] units
   * @param maps {@code [n, 2, H, W]}
   * @param sigma {@code [n]} or {@code [1]}
   */
  public NDArray denoised(
      BiFunction<NDArray, NDArray, NDArray> f, NDArray x, NDArray maps, NDArray sigma) {
    double data = NetworkPrior.DATA;
    var s = sigma.mul(2);
    var column = s.reshape(-1, 1, 1, 1);
    var state = x.mul(2).sub(1);
    var all = column.square().add(ddpm ? 1 : data * data);
    var input = new NDList(state.mul(all.pow(-.5)), maps.mul(how.normalised() ? NORMALISED : RAW));
    var answer = f.apply(ai.djl.ndarray.NDArrays.concat(input, 1), s.log().div(4));
    var net =
        ddpm
            ? state.sub(answer.mul(column))
            : state
                .mul(all.pow(-1).mul(data * data))
                .add(answer.mul(column.mul(data).mul(all.pow(-.5))));
    return net.add(1).div(2);
  }

  /** In words, all settings said: what a trained prior keeps. */
  public String text() {
    return how.text() + (ddpm ? DDPM : VE);
  }

  /**
   * What {@link #text()} said, read back.
   *
   * @throws IllegalArgumentException if it does not say how a denoiser is told about a source
   */
  public static LmiForm parse(String text) {
    boolean ddpm = text.endsWith(DDPM);
    if (!ddpm && !text.endsWith(VE)) {
      throw new IllegalArgumentException(
          "«" + text + "» does not say along which path the maps were trained");
    }
    return new LmiForm(
        LocalMi.parse(text.substring(0, text.length() - (ddpm ? DDPM : VE).length())), ddpm);
  }

  @Override
  public String toString() {
    return text();
  }
}
