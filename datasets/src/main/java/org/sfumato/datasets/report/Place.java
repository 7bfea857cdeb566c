package org.sfumato.datasets.report;

/** Where in the head, as far as an axial slice of the phantom tells. */
public enum Place {
  FRONTAL("frontal lobe", "frontal"),
  TEMPORAL("temporal lobe", "temporal"),
  PARIETAL("parietal lobe", "parietal"),
  OCCIPITAL("occipital lobe", "occipital"),
  BASAL_GANGLIA("basal ganglia", ""),
  CORONA_RADIATA("corona radiata", ""),
  CEREBELLUM("cerebellum", "");

  private static final double HINDBRAIN_BELOW = 0.42;
  private static final double GANGLIA_BELOW = 0.58;
  private static final double TEMPORAL_BELOW = 0.5;

  private final String words;
  private final String bone;

  Place(String words, String bone) {
    this.words = words;
    this.bone = bone;
  }

  /** Such as {@code frontal lobe}. */
  String words() {
    return words;
  }

  /** The name of the bone over it, such as {@code frontal}; empty for what lies deep. */
  String bone() {
    return bone;
  }

  /**
   * In which part of the brain a point lies.
   *
   * @param x to the side, in half-frames, without sign
   * @param y to the front, in half-frames
   * @param level height of the slice in [0, 1]
   */
  static Place inBrain(double x, double y, double level) {
    if (level < HINDBRAIN_BELOW && y < -0.3) {
      return CEREBELLUM;
    }
    if (x < 0.33 && Math.abs(y) < 0.27) {
      return level < GANGLIA_BELOW ? BASAL_GANGLIA : CORONA_RADIATA;
    }
    return around(y, 0.22, -0.42, level);
  }

  /** Under which bone a point of the skull lies; as {@link #inBrain}. */
  static Place ofSkull(double y, double level) {
    return around(y, 0.42, -0.45, level);
  }

  private static Place around(double y, double front, double back, double level) {
    if (y > front) {
      return FRONTAL;
    }
    if (y < back) {
      return OCCIPITAL;
    }
    return level < TEMPORAL_BELOW ? TEMPORAL : PARIETAL;
  }
}
