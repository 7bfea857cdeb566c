package org.sfumato.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.pytorch.jni.JniUtils;
import java.util.function.Supplier;

/**
 * Automatic differentiation. The grad mode belongs to the thread, and a new thread starts with it
 * on; so it is set around each piece of work and put back, and it nests.
 */
public final class Grad {
  private static final Op GRADIENT =
      Op.of(
          """
          def gradient(self, y: Tensor, x: Tensor) -> Tensor:
            r = torch.zeros_like(x)
            if ops.prim.requires_grad(y):
              g = torch.grad([torch.sum(y)], [x], None, False, False, True)
              h = g[0]
              if torch.__isnot__(h, None):
                r0 = ops.prim.unchecked_unwrap_optional(h)
              else:
                r0 = r
              r1 = r0
            else:
              r1 = r
            return r1
          """);
  private static final Op PULL_BACK =
      Op.of(
          """
          def pull_back(self, y: Tensor, x: Tensor, v: Tensor) -> Tensor:
            r = torch.zeros_like(x)
            if ops.prim.requires_grad(y):
              g = torch.grad([torch.sum(torch.mul(y, v))], [x], None, True, False, True)
              h = g[0]
              if torch.__isnot__(h, None):
                r0 = ops.prim.unchecked_unwrap_optional(h)
              else:
                r0 = r
              r1 = r0
            else:
              r1 = r
            return r1
          """);
  private static final Op ON_TAPE =
      Op.of(
          """
          def gradient_on_tape(self, y: Tensor, x: Tensor) -> Tensor:
            r = torch.zeros_like(x)
            if ops.prim.requires_grad(y):
              g = torch.grad([torch.sum(y)], [x], None, True, True, True)
              h = g[0]
              if torch.__isnot__(h, None):
                r0 = ops.prim.unchecked_unwrap_optional(h)
              else:
                r0 = r
              r1 = r0
            else:
              r1 = r
            return r1
          """);
  private static final Op OF_LIST =
      Op.of(
          """
          def gradients(self, y: Tensor, xs: List[Tensor]) -> List[Tensor]:
            r = annotate(List[Tensor], [])
            if ops.prim.requires_grad(y):
              g = torch.grad([torch.sum(y)], xs, None, False, False, True)
              for i in range(torch.len(g)):
                h = g[i]
                if torch.__isnot__(h, None):
                  k = ops.prim.unchecked_unwrap_optional(h)
                else:
                  k = torch.zeros_like(xs[i])
                _0 = torch.append(r, k)
            else:
              for j in range(torch.len(xs)):
                _1 = torch.append(r, torch.zeros_like(xs[j]))
            return r
          """);

  private Grad() {}

  /**
   * From now on this thread records no gradients, unless it asks; a thread begins with recording
   * them.
   */
  public static void offHere() {
    if (Torch.running()) {
      JniUtils.setGradMode(false);
    }
  }

  /** Whether this thread records gradients now. */
  public static boolean recording() {
    return JniUtils.isGradMode();
  }

  /** Runs with gradients recorded. */
  public static <T> T on(Supplier<T> work) {
    return with(true, work);
  }

  /** Runs without recording gradients. */
  public static <T> T off(Supplier<T> work) {
    return with(false, work);
  }

  private static <T> T with(boolean on, Supplier<T> work) {
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(on);
    try {
      return work.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }

  /** A copy of {@code x} that gradients can be taken with respect to. */
  public static NDArray leaf(NDArray x) {
    var copy = x.duplicate();
    copy = copy.stopGradient();
    copy.setRequiresGradient(true);
    return copy;
  }

  /**
   * The gradient of the sum of {@code y} with respect to {@code x}, zero if y does not depend on x.
   * No other array's gradient is touched. The graph of y is freed.
   */
  public static NDArray of(NDArray y, NDArray x) {
    return on(() -> GRADIENT.on(y, x));
  }

  /**
   * The gradient of the sum of {@code y} with respect to {@code x}, itself on the tape: gradients
   * of what is computed from it are of second order, as a penalty on its norm needs them. Zero if y
   * does not depend on x. The graph is kept for that.
   */
  public static NDArray onTape(NDArray y, NDArray x) {
    return on(() -> ON_TAPE.on(y, x));
  }

  /** vᵀ ∂y/∂x, the graph kept for another call; zero if y does not depend on x. */
  public static NDArray pullBack(NDArray y, NDArray x, NDArray v) {
    return on(() -> PULL_BACK.on(y, x, v));
  }

  /**
   * The gradients of the sum of {@code y} with respect to each of {@code xs}, zero where it does
   * not depend on one.
   */
  public static NDList ofAll(NDArray y, NDList xs) {
    return on(() -> OF_LIST.all(xs, y));
  }
}
