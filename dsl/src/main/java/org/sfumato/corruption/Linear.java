package org.sfumato.corruption;

/**
 * A linear corruption. A new one is a record with one method; its adjoint comes from automatic
 * differentiation:
 *
 * <pre>{@code
 * record Halved() implements Linear {
 *   public NDArray of(NDArray x, Step s) { return x.mul(0.5); }
 * }
 * }</pre>
 */
@FunctionalInterface
public interface Linear extends Structured {
  @Override
  default boolean linear() {
    return true;
  }
}
