package org.sfumato;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What was measured: y = A x + n, any shape and range, with the operator as it was realised (the
 * masks that were drawn), and the noise's standard deviation in [0, 1] units.
 */
public final class Measurements implements Shown {
  private final float[] values;
  private final int[] shape;
  private final List<ImageId> ids;
  private final Corruption law;
  private final Corruption operator;
  private final double noiseLevel;
  private final int[] imageShape;

  /**
   * @param values in NCHW order
   * @param shape {@code [N, C, H, W]} of the measurements
   * @param ids which images were measured
   * @param operator what was done to them; its random numbers follow from its seed and the ids
   * @param noiseLevel standard deviation of the noise, 0 for none
   * @param imageShape {@code [C, H, W]} of the images that were measured
   */
  public Measurements(
      float[] values,
      int[] shape,
      List<ImageId> ids,
      Corruption operator,
      double noiseLevel,
      int[] imageShape) {
    this.values = values.clone();
    this.shape = shape.clone();
    this.ids = List.copyOf(ids);
    this.law = Objects.requireNonNull(operator, "operator");
    this.noiseLevel = noiseLevel;
    this.imageShape = imageShape.clone();
    if (shape.length != 4 || shape[0] != ids.size()) {
      throw new IllegalArgumentException(
          "measurements need a shape [N, C, H, W] with N = " + ids.size());
    }
    if ((long) shape[0] * shape[1] * shape[2] * shape[3] != values.length) {
      throw new IllegalArgumentException(
          "measurements of shape %s need %d values, but there are %d"
              .formatted(
                  java.util.Arrays.toString(shape),
                  (long) shape[0] * shape[1] * shape[2] * shape[3],
                  values.length));
    }
    if (!(noiseLevel >= 0) || Double.isInfinite(noiseLevel)) {
      throw new IllegalArgumentException("a noise level is a number from 0 up, not " + noiseLevel);
    }
    for (int k = 0; k < values.length; k++) {
      if (!Float.isFinite(values[k])) {
        throw new IllegalArgumentException(
            "measurement " + k + " is " + values[k] + "; every value must be finite");
      }
    }
    this.operator = Laboratory.found().realised(law, this.ids, this.imageShape);
  }

  public int size() {
    return ids.size();
  }

  /** {@code [N, C, H, W]}. */
  public int[] shape() {
    return shape.clone();
  }

  /** {@code [C, H, W]} of the images behind the measurements. */
  public int[] imageShape() {
    return imageShape.clone();
  }

  /** A copy in NCHW order. */
  public float[] values() {
    return values.clone();
  }

  /** Writes the values of measurement {@code i} to {@code into} from {@code at}. */
  public void read(int i, float[] into, int at) {
    int one = shape[1] * shape[2] * shape[3];
    System.arraycopy(values, Objects.checkIndex(i, size()) * one, into, at, one);
  }

  public List<ImageId> ids() {
    return ids;
  }

  public Measurements get(int i) {
    Objects.checkIndex(i, size());
    return pick(IntStream.of(i));
  }

  public Measurements first(int n) {
    if (n < 0 || n > size()) {
      throw new IndexOutOfBoundsException("there are " + size() + " measurements, not " + n);
    }
    return pick(IntStream.range(0, n));
  }

  private Measurements pick(IntStream places) {
    int[] rows = places.toArray();
    int one = shape[1] * shape[2] * shape[3];
    var part = new float[rows.length * one];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(values, rows[i] * one, part, i * one, one);
    }
    var picked = IntStream.of(rows).mapToObj(ids::get).toList();
    return new Measurements(
        part,
        new int[] {rows.length, shape[1], shape[2], shape[3]},
        picked,
        law,
        noiseLevel,
        imageShape);
  }

  /** The operator as it was realised: with the very masks that these images met. */
  public Corruption operator() {
    return operator;
  }

  /** SHA-256 of the operator and of all values, the first 16 hexadecimal digits. */
  public String hash() {
    var bytes = ByteBuffer.allocate(Float.BYTES * values.length);
    bytes.asFloatBuffer().put(values);
    return Provenance.of("operator", law.text())
        .with("seed", String.valueOf(law.seed()))
        .with("images", Provenance.digest(ids.toString()))
        .with("values", Provenance.digest(bytes.array()))
        .hash();
  }

  /** Standard deviation of the noise, in [0, 1] units. */
  public double noiseLevel() {
    return noiseLevel;
  }

  /** The same values read as measurements of another operator. */
  public Measurements assuming(Corruption other) {
    return new Measurements(values, shape, ids, other, noiseLevel, imageShape);
  }

  /**
   * Pictures of the measurements, clipped to [0, 1]; what was not measured is black. Measurements
   * that are no pictures are shown as what can be seen of them: k-space by its zero-filled image,
   * random sums of pixels by their adjoint image, magnitudes by their logarithm.
   */
  public Images preview() {
    return Laboratory.found().preview(this);
  }

  @Override
  public String text() {
    return law.text()
        + " of "
        + size()
        + " images"
        + (noiseLevel > 0
            ? ", noise "
                + Numbers.text(noiseLevel)
                + law.noiseNote().map(note -> " (" + note + ")").orElse("")
            : "");
  }

  @Override
  public Optional<Picture> picture() {
    return size() > 0 ? preview().picture() : Optional.empty();
  }

  @Override
  public String toString() {
    return text();
  }
}
