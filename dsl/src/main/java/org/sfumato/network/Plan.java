package org.sfumato.network;

import java.util.List;

/**
 * A network before it has weights: the parameters it needs and the function it is.
 *
 * @param parameters in the order in which the function expects them
 * @param source a TorchScript function whose last argument is the list of parameters; a denoiser's
 *     is of {@code (x, c, p)}: images {@code [n, C, H, W]}, noise embedding input {@code [1]} or
 *     {@code [n]}
 */
public record Plan(List<Parameter> parameters, String source) {
  public Plan {
    parameters = List.copyOf(parameters);
  }

  /**
   * One parameter array.
   *
   * @param bound uniform initialisation in [−bound, bound]; 0 for zeros, −1 for ones
   */
  public record Parameter(String name, long[] shape, double bound) {
    public Parameter {
      shape = shape.clone();
    }

    @Override
    public long[] shape() {
      return shape.clone();
    }

    public int size() {
      long size = 1;
      for (long s : shape) {
        size *= s;
      }
      return Math.toIntExact(size);
    }
  }

  /** Arrays that are kept beside networks and are no function's parameters. */
  public static Plan ofArrays(Parameter... arrays) {
    return new Plan(List.of(arrays), "");
  }

  /** How many numbers there are to learn. */
  public long size() {
    return parameters.stream().mapToLong(Parameter::size).sum();
  }
}
