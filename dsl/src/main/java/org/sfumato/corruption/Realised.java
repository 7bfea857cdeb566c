package org.sfumato.corruption;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Optional;
import org.sfumato.Corruption;
import org.sfumato.ImageId;
import org.sfumato.Measurements;
import org.sfumato.Step;
import org.sfumato.engine.StepView;
import org.sfumato.engine.Torch;
import org.sfumato.random.Noise;

/**
 * A corruption as it befell certain images: its random numbers depend on its own seed and on those
 * images only, not on the run and the step that look at it. They are made when first needed.
 */
public final class Realised implements Wrapped {
  private final Structured law;
  private final List<ImageId> ids;
  private final int[] imageShape;
  private final Noise noise;
  private volatile Measurements index;
  private final KeptNumbers numbers = new KeptNumbers();

  private Realised(Structured law, List<ImageId> ids, int[] imageShape) {
    this.law = law;
    this.ids = ids;
    this.imageShape = imageShape;
    this.noise = new Noise(law.seed());
  }

  static Realised of(Corruption law, List<ImageId> ids, int[] imageShape) {
    var plain = law instanceof Realised r ? r.law : Structured.of(law);
    return new Realised(plain, List.copyOf(ids), imageShape.clone());
  }

  /** How many random numbers are kept for later. */
  long keptNumbers() {
    return numbers.size();
  }

  /** The corruption itself, for any images. */
  public Corruption law() {
    return law instanceof Unstructured u ? u.law() : law;
  }

  @Override
  public Structured inner() {
    return law;
  }

  @Override
  public Step seenBy(Step s) {
    return s instanceof Fixed f && f.of() == this ? s : new Fixed(s);
  }

  @Override
  public Optional<String> blind() {
    return law.blind(imageShape[1], imageShape[2]);
  }

  @Override
  public Structured seed(long seed) {
    return law.seed(seed);
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

  /** A step of a run, with the random numbers of this realisation. */
  private final class Fixed implements StepView {
    private final Step step;
    private int[] places;

    Fixed(Step step) {
      this.step = step;
    }

    @Override
    public Step step() {
      return step;
    }

    Realised of() {
      return Realised.this;
    }

    @Override
    public NDArray normal(String stream) {
      return drawn(
          "normal " + stream, (i, into) -> noise.normal(stream, i, 0, into, 0, into.length));
    }

    @Override
    public NDArray uniform(String stream) {
      return drawn(
          "uniform " + stream, (i, into) -> noise.uniform(stream, i, 0, into, 0, into.length));
    }

    private NDArray drawn(String stream, Fill fill) {
      if (places == null) {
        places = places(step);
      }
      int one = imageShape[0] * imageShape[1] * imageShape[2];
      var values = new float[places.length * one];
      for (int k = 0; k < places.length; k++) {
        var id = ids.get(places[k]);
        var row =
            numbers.get(
                stream,
                places[k],
                () -> {
                  var made = new float[one];
                  fill.row(id, made);
                  return made;
                });
        System.arraycopy(row, 0, values, k * one, one);
      }
      var made =
          Torch.manager()
              .create(
                  values, new Shape(places.length, imageShape[0], imageShape[1], imageShape[2]));
      return xt().getDataType() == DataType.FLOAT64 ? made.toType(DataType.FLOAT64, false) : made;
    }
  }

  /** Which of the images are at hand: the step knows by their identities. */
  private int[] places(Step step) {
    var found = step.at(index()).toType(DataType.FLOAT32, false).toFloatArray();
    var places = new int[found.length];
    for (int k = 0; k < places.length; k++) {
      places[k] = Math.round(found[k]);
    }
    return places;
  }

  /** Measurements of these images whose one value is their place. */
  private Measurements index() {
    if (index == null) {
      var values = new float[ids.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = i;
      }
      index =
          new Measurements(
              values, new int[] {values.length, 1, 1, 1}, ids, new Identity(), 0, imageShape);
    }
    return index;
  }

  private interface Fill {
    void row(ImageId id, float[] into);
  }
}
