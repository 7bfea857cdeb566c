package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import org.sfumato.Step;
import org.sfumato.engine.Op;
import org.sfumato.engine.Ops;

/** Random numbers of a step, in the size of what a corruption is given. */
final class Draws {
  private static final Op RANKS =
      Ops.of(
          """
          def ranks(self, u: Tensor) -> Tensor:
            _0, order, = torch.sort(u, stable=True, dim=-1, descending=False)
            _1, rank, = torch.sort(order, stable=True, dim=-1, descending=False)
            return rank
          """);

  private Draws() {}

  /**
   * One uniform number per pixel of {@code x}. A step has numbers for whole images; behind a
   * corruption that shrinks them the upper left part is taken.
   *
   * @return {@code [n, 1, h, w]}, or {@code [1, 1, h, w]} if shared
   */
  static NDArray plane(Step s, String stream, NDArray x) {
    return plane(s.uniform(stream), x);
  }

  /** One of the numbers {@code u} for each pixel of {@code x}. */
  static NDArray plane(NDArray u, NDArray x) {
    return part(u, 1, x);
  }

  /** One uniform number per pixel and channel of {@code x}. */
  static NDArray all(Step s, String stream, NDArray x) {
    return part(s.uniform(stream), x.getShape().get(1), x);
  }

  /** One uniform number per image, {@code [n, 1, 1, 1]}, or {@code [1, 1, 1, 1]} if shared. */
  static NDArray each(Step s, String stream) {
    return s.uniform(stream).get(":, 0:1, 0:1, 0:1");
  }

  /**
   * One of the numbers {@code u} for each of {@code count} rows of measurements.
   *
   * @return {@code [n, count]}
   */
  static NDArray rows(NDArray u, long count) {
    var flat = u.reshape(u.getShape().get(0), -1);
    if (flat.getShape().get(1) < count) {
      throw new IllegalArgumentException(
          "there are random numbers for %d rows of measurements, but %d are needed; measure less"
              .formatted(flat.getShape().get(1), count));
    }
    return flat.get(":, 0:" + count);
  }

  /**
   * The place of each number of a row among those of the row in ascending order, from 0; equal
   * numbers count in their order.
   *
   * @return int64
   */
  static NDArray ranks(NDArray u) {
    return RANKS.on(u);
  }

  /**
   * Where a stretch of {@code length} places begins that lies within {@code size} places, each
   * beginning being equally likely.
   *
   * @return whole numbers in double precision, {@code [n, 1, 1, 1]}
   */
  static NDArray start(Step s, String stream, long length, long size) {
    var u = each(s, stream).toType(DataType.FLOAT64, false);
    return u.mul(size - length + 1).floor();
  }

  /** 1 within {@code length} places from a start on and 0 elsewhere, {@code [n, 1, 1, size]}. */
  static NDArray stretch(NDArray start, long length, long size) {
    var place = start.getManager().arange((int) size).toType(DataType.FLOAT64, false);
    var places = place.reshape(1, 1, 1, size);
    return places
        .gte(start)
        .logicalAnd(places.lt(start.add(length)))
        .toType(DataType.FLOAT32, false);
  }

  private static NDArray part(NDArray u, long channels, NDArray x) {
    long h = x.getShape().get(2);
    long w = x.getShape().get(3);
    var have = u.getShape();
    if (have.get(2) < h || have.get(3) < w || have.get(1) < channels) {
      throw new IllegalArgumentException(
          "there are random numbers for %d×%d pixels, but %d×%d are to be masked; mask before enlarging"
              .formatted(have.get(2), have.get(3), h, w));
    }
    return u.get(":, 0:" + channels + ", 0:" + h + ", 0:" + w);
  }
}
