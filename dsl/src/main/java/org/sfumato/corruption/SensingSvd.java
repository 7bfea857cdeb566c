package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.sfumato.Step;

/** The decomposition of a matrix that all images share; coefficient k stands at place k. */
record SensingSvd(Sensing law) implements Svd {
  @Override
  public NDArray values(NDArray like, Step s) {
    Shape shape = like.getShape();
    return matrix(like, s).sigma(like).reshape(1, shape.get(1), shape.get(2), shape.get(3));
  }

  @Override
  public NDArray coefficients(NDArray x, Step s) {
    return matrix(x, s).coefficients(flat(x)).reshape(x.getShape());
  }

  @Override
  public NDArray images(NDArray c, Step s) {
    return matrix(c, s).images(flat(c)).reshape(c.getShape());
  }

  @Override
  public NDArray measured(NDArray y, Step s) {
    var like = y.getManager().zeros(s.xt().getShape(), y.getDataType());
    long n = y.getShape().get(0);
    var u = matrix(like, s).u(y);
    var c = flat(y).matMul(u);
    long rest = like.getShape().size() / n - law.m();
    var all =
        rest == 0 ? c : c.concat(y.getManager().zeros(new Shape(n, rest), y.getDataType()), 1);
    return all.reshape(like.getShape());
  }

  @Override
  public NDArray measurements(NDArray c, Step s) {
    var first = flat(c).get(":, 0:" + law.m());
    var u = matrix(c, s).u(c);
    return first.matMul(u.transpose()).reshape(c.getShape().get(0), law.m(), 1, 1);
  }

  private SensingMatrix matrix(NDArray like, Step s) {
    return SensingMatrix.of(law, like, s);
  }

  private static NDArray flat(NDArray a) {
    return a.reshape(a.getShape().get(0), -1);
  }

  /** Σₖ Vᵢₖ² cₖ for coefficients that count or do not, of which the first m count. */
  @Override
  public NDArray share(NDArray c, Step s) {
    // Column i of Vᵀ are the coefficients of pixel i alone.
    long pixels = c.getShape().size() / c.getShape().get(0);
    var v =
        matrix(c, s).coefficients(c.getManager().eye((int) pixels).toType(c.getDataType(), false));
    return flat(c).matMul(v.square().transpose()).reshape(c.getShape());
  }
}
