package org.sfumato.datasets.phantom;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * One individual: an anatomy drawn from a seed, and what is wrong with it. Same seed, findings,
 * level and size: same bits, on every machine.
 */
public final class Head {
  private static final int SAMPLES = 3;

  private final long seed;
  private final Set<Finding> findings;
  private final Shape shape;
  private final Noise noise;
  private final Brain brain;
  private final Lesions lesions;
  private final double[] relaxation = new double[Tissue.COUNT];

  private Head(long seed, Set<Finding> findings) {
    this.seed = seed;
    this.findings = findings;
    // Anatomy and lesions draw from streams of their own: a finding does not change the person.
    var random = new SplittableRandom(seed);
    this.shape = Shape.of(random.split());
    this.noise = new Noise(random.nextLong());
    this.brain = Brain.of(random.split(), noise, findings);
    this.lesions = Lesions.of(random.split(), noise, findings);
    for (int i = 0; i < relaxation.length; i++) {
      relaxation[i] = Shape.spread(random, 1, 0.04);
    }
  }

  /** The healthy head of a seed. */
  public static Head of(long seed) {
    return new Head(seed, EnumSet.noneOf(Finding.class));
  }

  /** The same person with these findings too. */
  public Head with(Finding... more) {
    var all = EnumSet.noneOf(Finding.class);
    all.addAll(findings);
    all.addAll(List.of(more));
    return new Head(seed, all);
  }

  /** What is wrong with this head. */
  public Set<Finding> findings() {
    return Collections.unmodifiableSet(findings);
  }

  /**
   * An axial cut, the front of the head up.
   *
   * @param level height in [0, 1], from the skull base to the vertex
   * @param size pixels per side, 8 or more
   * @throws IllegalArgumentException if the level lies outside [0, 1] or the size below 8
   */
  public Slice slice(double level, int size) {
    if (!(level >= 0 && level <= 1)) {
      throw new IllegalArgumentException("a level lies in [0, 1], but is " + level);
    }
    if (size < 8) {
      throw new IllegalArgumentException("a slice needs 8 pixels a side or more, but has " + size);
    }
    int n = size * size;
    var fractions = new float[n * Tissue.COUNT];
    var shading = new float[n];
    var texture = new float[n];
    var cut = new Cut(shape, noise, brain.at(level), lesions.at(level), level);
    float share = 1f / (SAMPLES * SAMPLES);
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        int pixel = row * size + column;
        for (int s = 0; s < SAMPLES * SAMPLES; s++) {
          double x = 2 * (column + (s % SAMPLES + 0.5) / SAMPLES) / size - 1;
          double y = 1 - 2 * (row + (s / SAMPLES + 0.5) / SAMPLES) / size;
          fractions[pixel * Tissue.COUNT + cut.tissue(x, y).ordinal()] += share;
        }
        double x = 2 * (column + 0.5) / size - 1;
        double y = 1 - 2 * (row + 0.5) / size;
        shading[pixel] = (float) (1 + 0.10 * noise.at(0.7 * x + 31.3, 0.7 * y + 7.1, level + 3.5));
        texture[pixel] =
            (float)
                (0.03 * noise.at(14 * x + 5.5, 14 * y + 9.2, 9 * level)
                    + 0.03 * noise.at(5 * x + 1.5, 5 * y + 4.2, 4 * level));
      }
    }
    return new Slice(size, fractions, shading, texture, relaxation, findings);
  }

  @Override
  public String toString() {
    return "head " + seed + (findings.isEmpty() ? ", healthy" : " with " + findings);
  }
}
