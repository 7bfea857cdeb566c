package org.sfumato.datasets.phantom;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * One axial cut: how much of each tissue every pixel holds, and this head's departures from the
 * average patient and scanner.
 *
 * @param size pixels per side
 * @param fractions share of each tissue, [size·size][tissue] flattened, each pixel sums to 1
 * @param shading receive-coil gain per pixel, about .93–1.07
 * @param texture relative departure of signal per pixel, about ±.03
 * @param relaxation this head's factor on T1 and T2 of each tissue, about .95–1.05
 * @param labels the findings of this head
 */
public record Slice(
    int size,
    float[] fractions,
    float[] shading,
    float[] texture,
    double[] relaxation,
    Set<Finding> labels) {

  public Slice {
    int n = size * size;
    if (size < 8) {
      throw new IllegalArgumentException("a slice needs 8 pixels a side or more, but has " + size);
    }
    if (fractions.length != n * Tissue.COUNT
        || shading.length != n
        || texture.length != n
        || relaxation.length != Tissue.COUNT) {
      throw new IllegalArgumentException(
          "a slice of "
              + size
              + "×"
              + size
              + " pixels needs "
              + n * Tissue.COUNT
              + " fractions, "
              + n
              + " gains and textures and "
              + Tissue.COUNT
              + " factors, but has "
              + fractions.length
              + ", "
              + shading.length
              + ", "
              + texture.length
              + " and "
              + relaxation.length);
    }
    fractions = fractions.clone();
    shading = shading.clone();
    texture = texture.clone();
    relaxation = relaxation.clone();
    var copy = EnumSet.noneOf(Finding.class);
    copy.addAll(labels);
    labels = Collections.unmodifiableSet(copy);
  }

  /** The share of a tissue in a pixel, in [0, 1]; row 0 is at the front of the head. */
  public float fraction(Tissue tissue, int row, int column) {
    return fractions[(row * size + column) * Tissue.COUNT + tissue.ordinal()];
  }

  @Override
  public float[] fractions() {
    return fractions.clone();
  }

  @Override
  public float[] shading() {
    return shading.clone();
  }

  @Override
  public float[] texture() {
    return texture.clone();
  }

  @Override
  public double[] relaxation() {
    return relaxation.clone();
  }

  float[] render(Contrast contrast) {
    var level = new double[Tissue.COUNT];
    for (Tissue tissue : Tissue.values()) {
      int t = tissue.ordinal();
      level[t] =
          contrast.level(
              tissue.t1() * relaxation[t],
              tissue.t2() * relaxation[t],
              tissue.protonDensity(),
              tissue.hounsfield());
      if (!contrast.shaded()) {
        // A detector saturates within a pixel's share too: else a trace of bone hides the brain.
        level[t] = Math.max(0, Math.min(1.6, level[t]));
      }
    }
    var picture = new float[size * size];
    for (int i = 0; i < picture.length; i++) {
      double sum = 0;
      for (int t = 0, k = i * Tissue.COUNT; t < Tissue.COUNT; t++) {
        sum += fractions[k + t] * level[t];
      }
      // Magnitude reconstruction; the sum is signed so that opposite phases cancel.
      double seen = contrast.shaded() ? Math.abs(sum) * shading[i] : sum;
      picture[i] = (float) Math.max(0, Math.min(1, seen * (1 + texture[i])));
    }
    return picture;
  }
}
