package org.sfumato;

/**
 * What it took to make images.
 *
 * @param evaluations of the network forward per image, NFE
 * @param pullBacks of a gradient back through the network per image, VJP
 * @param seconds of the clock per image
 * @param megabytes the most that the process held at a time, everything in it included; NaN where
 *     the system does not tell
 */
public record Cost(double evaluations, double pullBacks, double seconds, double megabytes) {
  public Cost {
    if (evaluations < 0 || pullBacks < 0 || seconds < 0 || megabytes < 0) {
      throw new IllegalArgumentException("nothing costs less than nothing");
    }
  }
}
