package org.sfumato.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.math.BigDecimal;

/**
 * Adam (Kingma and Ba 2015) with the gradients' global norm clipped, and an exponential moving
 * average of the weights kept in the same pass. It owns its arrays and works in place.
 */
public final class Adam implements AutoCloseable {
  private static final Op SQUARES =
      Op.of(
          """
          def squares(self, gs: List[Tensor]) -> Tensor:
            total = torch.sum(torch.mul(gs[0], gs[0]))
            for i in range(torch.len(gs) - 1):
              g = gs[i + 1]
              total = torch.add(total, torch.sum(torch.mul(g, g)))
            return total
          """);

  /**
   * k: rate over first bias correction, gradient scale, 1 over second bias correction, 1 − EMA
   * decay, what a step's weight decay leaves.
   */
  private static final String UPDATE =
      """
          def update(self, w: Tensor, g0: Tensor, m: Tensor, v: Tensor, a: Tensor, k: Tensor) -> Tensor:
            g = torch.mul(g0, k[1])
            _0 = torch.add_(torch.mul_(m, B1), g, alpha=N1)
            _1 = torch.addcmul_(torch.mul_(v, B2), g, g, value=N2)
            d = torch.add(torch.sqrt(torch.mul(v, k[2])), 1.0e-8)
            _2 = torch.sub_(W, torch.mul(torch.div(m, d), k[0]))
            _3 = torch.add_(a, torch.mul(torch.sub(w, a), k[3]))
            return k
          """
          .replace("k[0]", "torch.select(k, 0, 0)")
          .replace("k[1]", "torch.select(k, 0, 1)")
          .replace("k[2]", "torch.select(k, 0, 2)")
          .replace("k[3]", "torch.select(k, 0, 3)");

  private final double b1;
  private final double b2;
  private final double weightDecay;
  private final Op update;
  private final Op decayed;
  private final NDManager manager;
  private final NDList weights;
  private final NDList first = new NDList();
  private final NDList second = new NDList();
  private final NDList average = new NDList();
  private long step;

  /** With the paper's β₁ = 0.9 and β₂ = 0.999. */
  public Adam(NDList weights, NDManager manager) {
    this(weights, manager, .9, .999);
  }

  /**
   * Optimises these weights; fresh moments, and an average that starts at the weights.
   *
   * @param b1 β₁, how much of the first moment stays
   * @param b2 β₂, how much of the second moment stays
   */
  public Adam(NDList weights, NDManager manager, double b1, double b2) {
    this(weights, manager, b1, b2, 0);
  }

  /**
   * AdamW (Loshchilov and Hutter 2019): arrays of two axes and more also shrink at each step by the
   * rate times the weight decay; biases, norms and scales do not.
   *
   * @param weightDecay from 0 up
   */
  public Adam(NDList weights, NDManager manager, double b1, double b2, double weightDecay) {
    this.b1 = b1;
    this.b2 = b2;
    this.weightDecay = weightDecay;
    var source =
        UPDATE
            .replace("B1", String.valueOf(b1))
            .replace("N1", remaining(b1))
            .replace("B2", String.valueOf(b2))
            .replace("N2", remaining(b2));
    this.update = Op.of(source.replace("W", "w"));
    this.decayed =
        weightDecay == 0
            ? update
            : Op.of(source.replace("W", "torch.mul_(w, torch.select(k, 0, 4))"));
    this.weights = weights;
    this.manager = manager;
    for (var w : weights) {
      first.add(manager.zeros(w.getShape()));
      second.add(manager.zeros(w.getShape()));
      var a = w.stopGradient().duplicate();
      a.attach(manager);
      average.add(a);
    }
  }

  /** 1 − β in as few digits as β. */
  private static String remaining(double beta) {
    return BigDecimal.ONE.subtract(BigDecimal.valueOf(beta)).toString();
  }

  /**
   * One step.
   *
   * @param gradients in the order of the weights
   * @param rate learning rate
   * @param clip largest global norm of the gradients; they are scaled down to it
   * @param decay how much of the average stays, 0 at first and near 1 later
   * @return the norm before clipping
   * @throws IllegalStateException if the gradients are not finite; the weights are then untouched
   */
  public double step(NDList gradients, double rate, double clip, double decay) {
    // A thread starts with gradients on, and weights that are learnt refuse to be changed then.
    return Grad.off(() -> update(gradients, rate, clip, decay));
  }

  private double update(NDList gradients, double rate, double clip, double decay) {
    double norm = Math.sqrt(SQUARES.on(gradients).toFloatArray()[0]);
    if (!Double.isFinite(norm)) {
      throw new IllegalStateException(
          "the gradients are not finite at step "
              + step
              + "; use a smaller rate, or look for NaN in the loss");
    }
    step++;
    double scale = Math.min(1, clip / Math.max(norm, 1e-12));
    var k =
        Torch.manager()
            .create(
                new float[] {
                  (float) (rate / (1 - Math.pow(b1, step))),
                  (float) scale,
                  (float) (1 / (1 - Math.pow(b2, step))),
                  (float) (1 - decay),
                  (float) (1 - rate * weightDecay)
                },
                new Shape(5));
    for (int i = 0; i < weights.size(); i++) {
      NDArray w = weights.get(i);
      var op = w.getShape().dimension() < 2 ? update : decayed;
      op.on(w, gradients.get(i), first.get(i), second.get(i), average.get(i), k);
    }
    return norm;
  }

  public long steps() {
    return step;
  }

  /** The moving average of the weights, in their order. */
  public NDList average() {
    return average;
  }

  public NDList first() {
    return first;
  }

  public NDList second() {
    return second;
  }

  /** Goes on from an earlier state. */
  public void restore(
      long steps, java.util.List<float[]> m, java.util.List<float[]> v, java.util.List<float[]> a) {
    step = steps;
    for (int i = 0; i < weights.size(); i++) {
      first.get(i).set(m.get(i));
      second.get(i).set(v.get(i));
      average.get(i).set(a.get(i));
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
