package org.sfumato.datasets.phantom;

import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * What a reader would report. Every finding shows on every slice between levels .35 and .7, so that
 * the labels of a head are the labels of its slices; several may be present at once.
 */
public enum Finding {
  /** A wedge of swollen cortex and white matter: dark on T1, bright on T2 and FLAIR, dark on CT. */
  INFARCT,
  /** A clot beside the deep grey with a rim of oedema: bright on CT, dark on T2. */
  HAEMORRHAGE,
  /** A round mass, often with a necrotic centre, within oedema. */
  MASS,
  /** Wide sulci and wide ventricles. */
  ATROPHY,
  /** Wide ventricles and narrow sulci. */
  HYDROCEPHALUS,
  /** Small calcified spots in the deep grey and choroid plexus: white on CT, dark on MR. */
  CALCIFICATION,
  /** The midline bows to one side and the ventricle of the other side is pressed flat. */
  MIDLINE_SHIFT,
  /** Several small bright spots in the white matter, on T2 and FLAIR. */
  WHITE_MATTER_HYPERINTENSITIES,
  /** A crescent of blood between skull and brain. */
  SUBDURAL_HAEMATOMA,
  /** A broken, stepped skull below a swollen scalp. */
  FRACTURE;

  /**
   * The findings of one random patient: none in half of the patients, else one (60 %), two (30 %)
   * or three (10 %) distinct ones, each equally likely, so no finding is the common one.
   */
  public static Set<Finding> draw(long seed) {
    var random = new SplittableRandom(seed ^ 0x46696e64696e67L);
    var drawn = EnumSet.noneOf(Finding.class);
    if (random.nextDouble() < 0.5) {
      return drawn;
    }
    double u = random.nextDouble();
    int count = u < 0.6 ? 1 : u < 0.9 ? 2 : 3;
    while (drawn.size() < count) {
      drawn.add(values()[random.nextInt(values().length)]);
    }
    return drawn;
  }
}
