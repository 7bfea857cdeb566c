package org.sfumato.sampler;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Optional;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;

/**
 * One interval with given numbers, in double precision, on N(mean, sd²).
 *
 * @param values the state, image by image
 * @param earlier where the interval before began, 0 if there was none
 * @param before what was denoised in it
 * @param noises by stream
 */
record Rehearsed(
    double[] values,
    double sigma,
    double next,
    double earlier,
    double[] before,
    Map<String, double[]> noises,
    int images) {
  double[] moved(Sampler sampler, double mean, double sd) {
    return Bench.scoped(() -> Grad.off(() -> sampler.step(stage(mean, sd))).toDoubleArray());
  }

  private NDArray array(double[] numbers) {
    var shape = new Shape(images, 1, 1, numbers.length / images);
    return Torch.manager().create(numbers, shape);
  }

  private Stage stage(double mean, double sd) {
    return new Stage() {
      @Override
      public NDArray x() {
        return array(values);
      }

      @Override
      public double sigma() {
        return sigma;
      }

      @Override
      public double next() {
        return next;
      }

      @Override
      public NDArray denoise(NDArray at, double level) {
        double all = sd * sd + level * level;
        return at.mul(sd * sd / all).add(level * level * mean / all);
      }

      @Override
      public NDArray noise(String stream) {
        return array(noises.get(stream));
      }

      @Override
      public Optional<Past> past() {
        return earlier == 0 ? Optional.empty() : Optional.of(new Past(earlier, array(before)));
      }
    };
  }
}
