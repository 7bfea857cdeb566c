package org.sfumato.restore;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.stream.Stream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.Corruption;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.corruption.Corruptions;
import org.sfumato.corruption.Structured;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;

/** The linear estimate of least mean squared error. */
class WienerTest {
  private static final int SIDE = 8;
  private static final int ONE = SIDE * SIDE;
  private static final Images CLEAN = Bench.pictures(300, 1, SIDE, SIDE, 1);
  private static final Images X = Bench.pictures(5, 1, SIDE, SIDE, 2);

  static Stream<Corruption> corruptions() {
    var noise = Corruptions.gaussian(.05);
    return Stream.of(
        Corruptions.missing(.6),
        Corruptions.missing(.6).plus(noise),
        Corruptions.box(4, 5),
        Corruptions.identity().plus(noise),
        Corruptions.downsample(2).plus(noise));
  }

  /** Beside the formula with the matrix A itself, by another library. */
  @ParameterizedTest
  @MethodSource("corruptions")
  void should_be_the_estimate_of_the_formula(Corruption a) {
    var y = a.apply(X);
    float[] found = Restorers.wiener(CLEAN).ridge(1e-3).restore(y).values();
    var rows = new double[CLEAN.size()][ONE];
    RealVector mean = new ArrayRealVector(ONE);
    float[] values = CLEAN.values();
    for (int i = 0; i < rows.length; i++) {
      for (int k = 0; k < ONE; k++) {
        rows[i][k] = values[i * ONE + k];
      }
      mean = mean.add(new ArrayRealVector(rows[i]).mapDivide(rows.length));
    }
    var covariance = new Covariance(rows).getCovarianceMatrix();
    int m = y.values().length / X.size();
    for (int i = 0; i < X.size(); i++) {
      var matrix = matrix(y, i, m);
      var ac = matrix.multiply(covariance);
      double ridge = y.noiseLevel() * y.noiseLevel() + 1e-3;
      var inner =
          ac.multiply(matrix.transpose())
              .add(MatrixUtils.createRealIdentityMatrix(m).scalarMultiply(ridge));
      var measured = new double[m];
      for (int k = 0; k < m; k++) {
        measured[k] = y.values()[i * m + k];
      }
      var residual = new ArrayRealVector(measured).subtract(matrix.operate(mean));
      var x =
          mean.add(ac.transpose().operate(new LUDecomposition(inner).getSolver().solve(residual)));
      for (int k = 0; k < ONE; k++) {
        assertEquals(Math.min(1, Math.max(0, x.getEntry(k))), found[i * ONE + k], 1e-6, a.text());
      }
    }
  }

  /** A, column by column, as image i met it. */
  private static RealMatrix matrix(Measurements y, int i, int m) {
    var a = new Array2DRowRealMatrix(m, ONE);
    for (int k = 0; k < ONE; k++) {
      int at = k;
      double[] column =
          Bench.scoped(
              () -> {
                var unit = new double[ONE];
                unit[at] = 1;
                var e = Torch.manager().create(unit, new Shape(1, 1, SIDE, SIDE));
                var step = Bench.step(e, y.get(i).ids(), 0);
                return Structured.of(y.get(i).operator())
                    .of(e, step)
                    .toType(DataType.FLOAT64, false)
                    .toDoubleArray();
              });
      a.setColumn(k, column);
    }
    return a;
  }

  @Test
  void should_do_better_than_interpolation_where_it_has_seen_such_images() {
    var y = Corruptions.missing(.8).apply(X);
    assertTrue(
        error(Restorers.wiener(CLEAN).restore(y)) < error(Restorers.interpolated().restore(y)));
  }

  private static double error(Images x) {
    double sum = 0;
    for (int k = 0; k < X.size() * ONE; k++) {
      sum += Math.pow(x.values()[k] - X.values()[k], 2);
    }
    return sum;
  }

  @Test
  void should_not_depend_on_its_company_and_leave_nothing_behind() {
    var wiener = Restorers.wiener(CLEAN);
    var y = Corruptions.missing(.5).apply(X);
    var together = wiener.restore(y);
    int before = Torch.liveArrays();
    for (int i = 0; i < X.size(); i++) {
      assertArrayEquals(wiener.restore(y.get(i)).values(), together.get(i).values(), 1e-6f);
    }
    assertEquals(before, Torch.liveArrays());
    assertEquals(X.ids(), together.ids());
    assertEquals(0, together.cost().orElseThrow().evaluations());
  }

  @Test
  void should_say_that_it_has_seen_clean_images() {
    var wiener = Restorers.wiener(CLEAN.named("fashion train"));
    assertEquals("wiener(fashion train)", wiener.text());
    assertEquals("wiener(fashion train).ridge(0.01)", wiener.ridge(.01).text());
    assertEquals("wiener", wiener.name());
    var latex = wiener.latex().orElseThrow();
    assertTrue(latex.endsWith("\\mu, C\\ \\text{of 300 clean images}"), latex);
    var from = wiener.restore(Corruptions.missing(.5).apply(X)).provenance().identity();
    assertEquals(CLEAN.provenance().hash(), from.get("clean images"));
  }

  @Test
  void should_refuse_what_it_cannot_do() {
    refuses(
        "a covariance needs at least two clean images, and one has 1",
        () -> Restorers.wiener(CLEAN.first(1).named("one")));
    refuses(
        "a ridge is a variance above 0, such as 1e-4, not 0",
        () -> Restorers.wiener(CLEAN).ridge(0));
    refuses(
        "wiener(images) inverts a covariance of all values of an image, 16384 here; more than 4096 do not fit: resize the images",
        () -> Restorers.wiener(Bench.pictures(2, 1, 128, 128, 1)));
    var other = Corruptions.missing(.5).apply(Bench.pictures(2, 1, 4, 4, 1));
    refuses(
        "wiener knows images of shape [1, 8, 8], but y measures images of shape [1, 4, 4]; resize one of them",
        () -> Restorers.wiener(CLEAN).restore(other));
    var bent = Corruptions.corruption("squared", (a, s) -> a.square()).apply(X);
    refuses(
        "wiener needs a linear corruption; %s is not known to be linear. Use dps."
            .formatted(bent.operator().text()),
        () -> Restorers.wiener(CLEAN).restore(bent));
  }

  private static void refuses(String sentence, Executable what) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, what).getMessage());
  }
}
