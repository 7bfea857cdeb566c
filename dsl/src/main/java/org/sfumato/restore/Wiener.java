package org.sfumato.restore;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.sfumato.Cancel;
import org.sfumato.Cost;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Measurements;
import org.sfumato.Numbers;
import org.sfumato.Provenance;
import org.sfumato.Restorer;
import org.sfumato.corruption.Structured;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Ops;
import org.sfumato.engine.Resident;
import org.sfumato.engine.Ticker;
import org.sfumato.engine.Torch;

/**
 * The linear estimate of least mean squared error, x̂ = μ + C Aᵀ (A C Aᵀ + (σ_y² + ρ) I)⁻¹ (y − A
 * μ), with the mean μ and the whole covariance C of pixels of clean images (Wiener's filter,
 * without his stationarity). It has seen clean images, which beside methods that have not is an
 * advantage; its text says so. Any linear A will do, in the images' own realisation of it; all is
 * computed in double precision.
 *
 * @param clean the images that μ and C are of, at least two
 * @param ridge ρ, a variance in squared [0, 1] units that is added to the noise's: the covariance
 *     of few images, or of pixels that never change, has no inverse
 */
public record Wiener(Images clean, double ridge) implements Restorer {
  /** A standard deviation of 0.01. */
  static final double USUAL_RIDGE = 1e-4;

  /** The covariance of more values than these does not fit: 4096² doubles are 134 MB. */
  private static final int MOST = 4096;

  private static final int BATCH = 256;

  /** C Aᵀ (A C Aᵀ + ridge I)⁻¹ r, from A C, A C Aᵀ and r. */
  private static final Op ESTIMATE =
      Ops.of(
          """
          def wiener_estimate(self, ac: Tensor, aca: Tensor, r: Tensor, ridge: Tensor) -> Tensor:
            eye = torch.eye(aca.shape[0], dtype=7, layout=0, device=aca.device)
            factor = torch.linalg_cholesky(torch.add(aca, torch.mul(eye, ridge)))
            return torch.matmul(ac, torch.cholesky_solve(torch.unsqueeze(r, 1), factor))
          """);

  public Wiener {
    Objects.requireNonNull(clean, "clean");
    if (clean.size() < 2) {
      throw new IllegalArgumentException(
          "a covariance needs at least two clean images, and %s has %d"
              .formatted(clean.expression(), clean.size()));
    }
    if (!(ridge > 0) || Double.isInfinite(ridge)) {
      throw new IllegalArgumentException(
          "a ridge is a variance above 0, such as 1e-4, not " + Numbers.text(ridge));
    }
    int values = clean.channels() * clean.height() * clean.width();
    if (values > MOST) {
      throw new IllegalArgumentException(
          "wiener(images) inverts a covariance of all values of an image, %d here; more than %d do not fit: resize the images"
              .formatted(values, MOST));
    }
  }

  /** With this variance added to the noise's, in squared [0, 1] units. */
  public Wiener ridge(double variance) {
    return new Wiener(clean, variance);
  }

  @Override
  public Images restore(Measurements y) {
    int[] shape = y.imageShape();
    check(y, shape);
    long began = System.nanoTime();
    Resident.watch();
    Torch.start();
    int one = shape[0] * shape[1] * shape[2];
    var all = new float[y.size() * one];
    try (var ticker = new Ticker("wiener, " + y.size() + " images", y.size(), 0);
        var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      var fit = Grad.off(() -> Fit.of(clean));
      for (int i = 0; i < y.size(); i++) {
        if (Cancel.requested()) {
          ticker.finish("stopped");
          throw new Interrupted(
              "wiener stopped after %d of %d images".formatted(i, y.size()), null);
        }
        int at = i;
        try (var ofImage = new NDScope()) {
          ofImage.suppressNotUsedWarning();
          double[] x = Grad.off(() -> estimate(fit, y, at).toDoubleArray());
          for (int k = 0; k < one; k++) {
            all[i * one + k] = (float) Math.min(1, Math.max(0, x[k]));
          }
        }
        ticker.tick(i + 1, "", null);
      }
      ticker.finish("");
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    var from =
        Provenance.of("recipe", text())
            .with("engine", Torch.version())
            .with("measurements", y.hash())
            .within("clean images", clean.provenance());
    var text = text() + ".restore(" + y.text() + ")";
    return Images.of(all, shape[0], shape[1], shape[2], y.ids(), text, from)
        .costing(new Cost(0, 0, seconds / y.size(), Resident.peak()));
  }

  private void check(Measurements y, int[] shape) {
    int[] known = {clean.channels(), clean.height(), clean.width()};
    if (!Arrays.equals(known, shape)) {
      throw new IllegalArgumentException(
          "wiener knows images of shape %s, but y measures images of shape %s; resize one of them"
              .formatted(Arrays.toString(known), Arrays.toString(shape)));
    }
    if (!Structured.of(y.operator()).linear()) {
      throw new IllegalArgumentException(
          "wiener needs a linear corruption; %s is not known to be linear. Use dps."
              .formatted(y.operator().text()));
    }
  }

  private NDArray estimate(Fit fit, Measurements y, int i) {
    // A C, row by row of the covariance, and A of that: the same image's A each time.
    var ac = measured(fit.covariance, y, i);
    var aca = measured(ac.transpose(), y, i);
    var mean = measured(fit.mean.expandDims(0), y, i).flatten();
    var row = Seen.step(y, new int[] {i}).at(y).toType(DataType.FLOAT64, false).flatten();
    double variance = y.noiseLevel() * y.noiseLevel() + ridge;
    return ESTIMATE
        .on(ac, aca, row.sub(mean), Torch.manager().create(variance))
        .flatten()
        .add(fit.mean);
  }

  /** A of each row, {@code [k, n]} to {@code [k, m]}, as image i met it. */
  private static NDArray measured(NDArray rows, Measurements y, int i) {
    int k = (int) rows.getShape().get(0);
    int[] shape = y.imageShape();
    var places = new int[k];
    Arrays.fill(places, i);
    var step = Seen.step(y, places);
    var images = rows.reshape(new Shape(k, shape[0], shape[1], shape[2]));
    return y.operator().of(images, step).toType(DataType.FLOAT64, false).reshape(k, -1);
  }

  /** Mean {@code [n]} and covariance {@code [n, n]} of images, over N − 1. */
  private record Fit(NDArray mean, NDArray covariance) {
    static Fit of(Images x) {
      int n = x.channels() * x.height() * x.width();
      var sum = Torch.manager().zeros(new Shape(n), DataType.FLOAT64);
      var squares = Torch.manager().zeros(new Shape(n, n), DataType.FLOAT64);
      for (int from = 0; from < x.size(); from += BATCH) {
        int size = Math.min(BATCH, x.size() - from);
        try (var scope = new NDScope()) {
          scope.suppressNotUsedWarning();
          var values = new double[size * n];
          var one = new float[n];
          for (int i = 0; i < size; i++) {
            x.read(from + i, one, 0);
            for (int k = 0; k < n; k++) {
              // About the middle of the range, so that no digits are lost in squares.
              values[i * n + k] = one[k] - .5;
            }
          }
          var rows = Torch.manager().create(values, new Shape(size, n));
          sum.addi(rows.sum(new int[] {0}));
          squares.addi(rows.transpose().matMul(rows));
        }
      }
      var mean = sum.div(x.size());
      var centred = squares.sub(mean.reshape(n, 1).mul(mean.reshape(1, n)).mul(x.size()));
      return new Fit(mean.add(.5), centred.div(x.size() - 1));
    }
  }

  @Override
  public String text() {
    return "wiener("
        + clean.expression()
        + ")"
        + (ridge == USUAL_RIDGE ? "" : ".ridge(" + Numbers.text(ridge) + ")");
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        "\\hat x = \\mu + C A^{\\top} (A C A^{\\top} + (\\sigma_y^2 + %s)\\, I)^{-1} (y - A \\mu),\\quad \\mu, C\\ \\text{of %d clean images}"
            .formatted(Numbers.text(ridge), clean.size()));
  }

  @Override
  public String toString() {
    return text();
  }
}
