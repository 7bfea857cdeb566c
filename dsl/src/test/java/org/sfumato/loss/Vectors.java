package org.sfumato.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.sfumato.engine.Torch;
import org.sfumato.network.Plan;
import org.sfumato.network.Weights;

/** Vectors of pairs in double precision, as the formula of alignments.py makes them. */
final class Vectors {
  static final int B = 3;
  static final int P = 5;
  static final int W = 6;
  static final int D = 4;
  private static final int[] WORDS = {6, 3, 1};

  private Vectors() {}

  static NDArray array(double[] values, long... shape) {
    return Torch.manager().create(values, new Shape(shape));
  }

  static NDArray formula(int stream, long... shape) {
    var values = new double[(int) new Shape(shape).size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.sin(1.7 * i + .6 * stream + .05 * i * i);
    }
    return array(values, shape);
  }

  static NDArray present() {
    var values = new double[B * W];
    for (int b = 0; b < B; b++) {
      for (int j = 0; j < WORDS[b]; j++) {
        values[b * W + j] = 1;
      }
    }
    return array(values, B, W);
  }

  static Embedded pairs() {
    return new Embedded(
        formula(1, B, D),
        formula(2, B, P, D),
        formula(6, B, P).mul(.4).add(.5),
        formula(3, B, D),
        formula(4, B, W, D),
        formula(7, B, W).mul(.4).add(.5).mul(present()),
        present(),
        array(new double[] {1, 0, 1, 1, -1, 0}, B, 2));
  }

  /** Two pictures and two reports with nothing else. */
  static Embedded whole(double[] image, double[] report, double[] labels, long n, long d) {
    return new Embedded(
        array(image, n, d),
        array(new double[(int) (n * d)], n, 1, d),
        array(new double[(int) n], n, 1),
        array(report, n, d),
        array(new double[(int) (n * d)], n, 1, d),
        array(new double[(int) n], n, 1),
        array(new double[(int) n], n, 1),
        labels.length == 0
            ? Torch.manager().zeros(new Shape(n, 0), DataType.FLOAT64)
            : array(labels, n, labels.length / n));
  }

  /** Fresh parameters of a loss, settled, in double precision. */
  static NDList own(Alignment loss, int d) {
    Plan plan = loss.own(d);
    var own = new NDList();
    Weights.initial(plan, 4)
        .upload(plan, Torch.manager())
        .forEach(a -> own.add(a.toType(DataType.FLOAT64, true)));
    loss.settle(own);
    return own;
  }
}
