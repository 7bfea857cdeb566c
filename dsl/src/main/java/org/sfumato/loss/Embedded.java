package org.sfumato.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * A batch of pairs as two towers see it. Vectors need not have length 1: a loss takes their
 * directions.
 *
 * @param image pictures {@code [B, d]}
 * @param patches their patches {@code [B, P, d]}
 * @param patchWeight how much a picture looks at each of its patches {@code [B, P]}
 * @param report reports {@code [B, d]}
 * @param words their words {@code [B, W, d]}
 * @param wordWeight how much a report looks at each of its words {@code [B, W]}
 * @param present 1 for a word and 0 where there is none {@code [B, W]}
 * @param labels of findings {@code [B, F]}: 1 present, 0 absent, −1 unknown; F may be 0
 */
public record Embedded(
    NDArray image,
    NDArray patches,
    NDArray patchWeight,
    NDArray report,
    NDArray words,
    NDArray wordWeight,
    NDArray present,
    NDArray labels) {
  public Embedded {
    if (!image.getShape().equals(report.getShape())) {
      throw new IllegalArgumentException(
          "each picture has its report, and both as many numbers; these are %s and %s"
              .formatted(image.getShape(), report.getShape()));
    }
  }

  /** What {@code twoTower(…).plan} gives, in its order. */
  public static Embedded of(NDList seen, NDArray labels) {
    return new Embedded(
        seen.get(0),
        seen.get(1),
        seen.get(2),
        seen.get(3),
        seen.get(4),
        seen.get(5),
        seen.get(6),
        labels);
  }

  /** How many pairs there are. */
  public long size() {
    return image.getShape().get(0);
  }
}
