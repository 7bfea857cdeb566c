package org.sfumato.train;

/**
 * How fast weights move, step by step.
 *
 * @param steps of the whole training
 * @param batch images per step
 * @param peak learning rate
 * @param constant whether the rate stays at its peak
 * @param halfLife of the moving average, in images
 */
record Pace(int steps, int batch, double peak, boolean constant, double halfLife) {
  /** Of the steps. */
  private static final double WARM_UP = .02;

  static Pace of(Training<?> t) {
    return new Pace(
        t.steps(),
        t.get(Settings.BATCH),
        t.get(Settings.RATE),
        t.get(Settings.CONSTANT),
        t.get(Settings.EMA));
  }

  /** Linear warm-up over the first 2 % of the steps, then a cosine to zero, or the peak. */
  double rate(int step) {
    double warm = Math.max(1, WARM_UP * steps);
    double ramp = Math.min(1, (step + 1) / warm);
    return constant ? peak * ramp : peak * ramp * .5 * (1 + Math.cos(Math.PI * step / steps));
  }

  /**
   * How much of the moving average stays. The half-life grows with the images seen, so that the
   * average forgets its start (Karras et al. 2022).
   */
  double decay(int step) {
    double seen = (double) (step + 1) * batch;
    return Math.pow(.5, batch / Math.min(halfLife, .05 * seen + 1e-9));
  }
}
