package org.sfumato.judge;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Term;
import org.sfumato.engine.ChunkStep;
import org.sfumato.engine.Grad;
import org.sfumato.engine.PerImage;
import org.sfumato.engine.Torch;
import org.sfumato.random.Noise;

/**
 * A term outside of a run: its values and its gradient at given pictures.
 *
 * @param places which of the images of the run are at hand
 * @param ids of all images of the run
 * @param shape {@code [C, H, W]}
 * @param type in which it computes
 */
record Trying(Term term, int[] places, List<ImageId> ids, int[] shape, DataType type) {
  private static final double SIGMA = .3;
  private static final int INDEX = 3;

  /** Values, and gradients image after image. */
  record Found(double[] energies, double[] gradient) {}

  int one() {
    return shape[0] * shape[1] * shape[2];
  }

  Trying in(DataType other) {
    return new Trying(term, places, ids, shape, other);
  }

  /** With these images of the run alone. */
  Trying only(int... some) {
    return new Trying(term, some, ids, shape, type);
  }

  /** The energy of each image. */
  double[] energies(double[] x) {
    return scoped(() -> Grad.off(() -> numbers(checked(array(x), step(array(x), new Sources())))));
  }

  Found found(double[] x) {
    return scoped(
        () -> {
          var leaf = Grad.leaf(array(x));
          return Grad.on(
              () -> {
                var energy = checked(leaf, step(leaf, new Sources()));
                var values = numbers(energy.stopGradient());
                return new Found(values, numbers(Grad.of(energy, leaf)));
              });
        });
  }

  /** What the term looks at besides the images, noted in {@code sources}. */
  void look(double[] x, Sources sources) {
    scoped(() -> Grad.off(() -> checked(array(x), step(array(x), sources)).getShape()));
  }

  private NDArray checked(NDArray x, TryingStep step) {
    return PerImage.checked(term.of(x, step), term.text(), places.length);
  }

  private TryingStep step(NDArray x, Sources sources) {
    var at = Arrays.stream(places).mapToObj(ids::get).toList();
    var step = new ChunkStep(x, at, places, ids.size(), new Noise(0), SIGMA, .5, INDEX);
    return new TryingStep(step, type, sources);
  }

  private NDArray array(double[] x) {
    var to = new Shape(places.length, shape[0], shape[1], shape[2]);
    var all = Torch.manager().create(x, to);
    return type == DataType.FLOAT64 ? all : all.toType(type, false);
  }

  private static double[] numbers(NDArray a) {
    return a.toType(DataType.FLOAT64, false).toDoubleArray();
  }

  private static <T> T scoped(java.util.function.Supplier<T> work) {
    try (var scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return work.get();
    }
  }

  /** The rows of an array of all images. */
  static double[] rows(double[] all, int one, int... places) {
    var some = new double[places.length * one];
    IntStream.range(0, places.length)
        .forEach(k -> System.arraycopy(all, places[k] * one, some, k * one, one));
    return some;
  }

  /** What a term has asked for. */
  static final class Sources {
    private int[] shape;
    private List<ImageId> ids;
    private Images images;

    void saw(Object part) {
      if (part instanceof Images x) {
        saw(x);
      } else if (part instanceof Measurements y) {
        saw(y.imageShape(), y.ids());
      }
    }

    void saw(Images x) {
      if (shape == null) {
        shape = new int[] {x.channels(), x.height(), x.width()};
        images = x;
      }
      saw(x.ids());
    }

    void saw(int[] imageShape, List<ImageId> of) {
      if (shape == null) {
        shape = imageShape;
      }
      saw(of);
    }

    /** One image goes with all of a run; several say which the run's are. */
    private void saw(List<ImageId> of) {
      if (ids == null && of.size() > 1) {
        ids = of;
      }
    }

    /** Null if it asked for nothing. */
    int[] shape() {
      return shape;
    }

    List<ImageId> ids() {
      return ids;
    }

    /** The images that it asked for first, null if none. */
    Images images() {
      return images;
    }
  }
}
