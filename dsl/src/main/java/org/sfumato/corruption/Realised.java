package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.sfumato.Corruption;
import org.sfumato.ImageId;
import org.sfumato.Measurements;
import org.sfumato.Step;
import org.sfumato.random.Noise;

/**
 * A corruption as it befell certain images: its random numbers depend on its own seed and on those
 * images only, not on the run and the step that look at it. They are made when first needed.
 */
public final class Realised implements Structured {
  private final Structured law;
  private final List<ImageId> ids;
  private final int[] imageShape;
  private final Map<String, Measurements> streams = new ConcurrentHashMap<>();

  private Realised(Structured law, List<ImageId> ids, int[] imageShape) {
    this.law = law;
    this.ids = ids;
    this.imageShape = imageShape;
  }

  static Realised of(Corruption law, List<ImageId> ids, int[] imageShape) {
    var plain = law instanceof Realised r ? r.law : Structured.of(law);
    return new Realised(plain, List.copyOf(ids), imageShape.clone());
  }

  /** The corruption itself, for any images. */
  public Corruption law() {
    return law instanceof Unstructured u ? u.law() : law;
  }

  @Override
  public NDArray of(NDArray x, Step s) {
    return law.of(x, new Fixed(s));
  }

  @Override
  public boolean linear() {
    return law.linear();
  }

  @Override
  public NDArray adjoint(NDArray y, Step s) {
    return law.adjoint(y, new Fixed(s));
  }

  @Override
  public Optional<NDArray> variance(NDArray v, Step s) {
    return law.variance(v, new Fixed(s));
  }

  @Override
  public Optional<Svd> svd() {
    return law.svd().map(svd -> new FixedSvd(svd));
  }

  /** The decomposition, with the random numbers of this realisation. */
  private final class FixedSvd implements Svd {
    private final Svd svd;

    FixedSvd(Svd svd) {
      this.svd = svd;
    }

    @Override
    public NDArray values(NDArray like, Step s) {
      return svd.values(like, new Fixed(s));
    }

    @Override
    public NDArray coefficients(NDArray x, Step s) {
      return svd.coefficients(x, new Fixed(s));
    }

    @Override
    public NDArray images(NDArray c, Step s) {
      return svd.images(c, new Fixed(s));
    }

    @Override
    public NDArray measured(NDArray y, Step s) {
      return svd.measured(y, new Fixed(s));
    }

    @Override
    public NDArray measurements(NDArray c, Step s) {
      return svd.measurements(c, new Fixed(s));
    }
  }

  @Override
  public double noiseLevel() {
    return law.noiseLevel();
  }

  @Override
  public long seed() {
    return law.seed();
  }

  @Override
  public Structured seed(long seed) {
    return law.seed(seed);
  }

  @Override
  public String equation(String x) {
    return law.equation(x);
  }

  @Override
  public String text() {
    return law.text();
  }

  @Override
  public String toString() {
    return text();
  }

  /** Whether both are the same corruption of the same images. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Realised r && law.equals(r.law) && ids.equals(r.ids);
  }

  @Override
  public int hashCode() {
    return 31 * law.hashCode() + ids.hashCode();
  }

  private Measurements stream(String name, boolean normal) {
    return streams.computeIfAbsent(
        (normal ? "normal " : "uniform ") + name,
        key -> {
          int one = imageShape[0] * imageShape[1] * imageShape[2];
          var values = new float[Math.multiplyExact(ids.size(), one)];
          var noise = new Noise(law.seed());
          for (int i = 0; i < ids.size(); i++) {
            if (normal) {
              noise.normal(name, ids.get(i), 0, values, i * one, one);
            } else {
              noise.uniform(name, ids.get(i), 0, values, i * one, one);
            }
          }
          var shape = new int[] {ids.size(), imageShape[0], imageShape[1], imageShape[2]};
          return new Measurements(values, shape, ids, new Identity(), 0, imageShape);
        });
  }

  /** The step of a run, with the random numbers of this realisation. */
  private final class Fixed implements StepView {
    private final Step step;

    Fixed(Step step) {
      this.step = step;
    }

    @Override
    public Step step() {
      return step;
    }

    @Override
    public NDArray normal(String stream) {
      return step.at(stream(stream, true));
    }

    @Override
    public NDArray uniform(String stream) {
      return step.at(stream(stream, false));
    }
  }
}
