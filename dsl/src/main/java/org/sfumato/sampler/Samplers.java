package org.sfumato.sampler;

import java.util.Optional;
import org.sfumato.Guidance;
import org.sfumato.Images;
import org.sfumato.Prior;
import org.sfumato.Window;
import org.sfumato.diffusion.Control;
import org.sfumato.diffusion.Edm;

/** Samplers, and the recipe that uses them. */
public final class Samplers {
  private Samplers() {}

  /**
   * A recipe: along EDM's levels, by 20 steps of Heun, from noise, unguided, unless said otherwise.
   */
  public static Recipe sample(Prior prior) {
    return new Recipe(prior, new Edm(), heun(20), Start.NOISE, Guidance.NONE, Condition.NONE, 0);
  }

  /** Euler's method on the probability-flow ODE. */
  public static Euler euler(int n) {
    return new Euler(n, Optional.empty());
  }

  /** Euler–Maruyama on the reverse SDE. */
  public static EulerMaruyama eulerMaruyama(int n) {
    return new EulerMaruyama(n, Optional.empty());
  }

  /** Heun's second-order method on the probability-flow ODE. */
  public static Heun heun(int n) {
    return new Heun(n, 0, 0, Double.POSITIVE_INFINITY, 1, Optional.empty());
  }

  /** Ancestral sampling. */
  public static Ancestral ancestral(int n) {
    return new Ancestral(n, 1, Optional.empty());
  }

  /** DDIM, without noise unless {@code eta} says otherwise. */
  public static Ddim ddim(int n) {
    return new Ddim(n, 0, Optional.empty());
  }

  /** DPM-Solver++(2M), a second-order multistep method: 15 to 20 steps usually do. */
  public static DpmSolver dpmSolver(int n) {
    return new DpmSolver(n, false, Optional.empty());
  }

  /** A reverse-diffusion predictor with one Langevin correction at each noise level. */
  public static PredictorCorrector predictorCorrector(int n) {
    return new PredictorCorrector(n, PredictorCorrector.USUAL_SNR, 1, Optional.empty());
  }

  /** Starts at pure noise, as every run does that says nothing else. */
  public static Start noise() {
    return Start.NOISE;
  }

  /** Starts at images with the noise of a share {@code f} of the path (SDEdit). */
  public static Start noised(Images images, double f) {
    return new Start(Optional.of(images), f, false);
  }

  /**
   * Starts at the states from which the run draws these images: its way backwards, under the same
   * text and scale, with 4 evaluations for each step. For {@code ddim(n)} and {@code euler(n)},
   * which take one way only; terms of guidance are not on it.
   */
  public static Start inverted(Images images) {
    return new Start(Optional.of(images), 1, true);
  }

  /**
   * Words in place of others: each word of the new text looks where the word in its place looked in
   * the source, while the window lasts. Texts have as many words as their sources.
   */
  public static Control replace(Window window) {
    return Control.of(Control.Kind.REPLACE, window);
  }

  /** Words added: those that both texts have look where they did in the source. */
  public static Control refine(Window window) {
    return Control.of(Control.Kind.REFINE, window);
  }

  /** The same text, in which this word counts {@code c} times as much. */
  public static Control reweight(String word, double c) {
    return Control.of(Control.Kind.REWEIGHT, Window.ALWAYS).reweight(word, c);
  }

  /** Draws, and keeps where each word looked. */
  public static Attention attention(Recipe run) {
    return Attention.of(run);
  }

  /** The images of the last run that was stopped before its end. */
  public static Drawn lastDrawn() {
    return LastDrawn.found()
        .orElseThrow(
            () ->
                new IllegalStateException("no run was stopped, so there is nothing to give back"));
  }
}
