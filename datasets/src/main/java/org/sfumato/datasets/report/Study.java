package org.sfumato.datasets.report;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.sfumato.ImageId;
import org.sfumato.datasets.phantom.Finding;
import org.sfumato.datasets.phantom.Head;
import org.sfumato.datasets.phantom.Slice;

/**
 * A slice of a computed patient, of which a report is written: the same slice in every modality.
 * Findings are common or rare, come independently of each other, and those that have a place reach
 * over a part of the head's height only, so that a patient's finding may not be in the slice.
 *
 * @param head the patient, which is the seed of the anatomy
 * @param cut 0 in the lower half of the levels, 1 in the upper
 */
public record Study(long head, int cut) {
  /** Of positions in this set. */
  public static final String ORIGIN = "phantom-reports";

  private static final int CUTS = 2;
  private static final double LOWEST = 0.36;
  private static final double HIGHEST = 0.72;
  private static final long STREAM = 0x7265706f727473L;

  /** How many of a thousand patients have a finding somewhere. */
  private static final Map<Finding, Integer> PREVALENCE =
      new EnumMap<>(
          Map.of(
              Finding.INFARCT, 320,
              Finding.HAEMORRHAGE, 250,
              Finding.MASS, 260,
              Finding.ATROPHY, 240,
              Finding.HYDROCEPHALUS, 90,
              Finding.CALCIFICATION, 220,
              Finding.MIDLINE_SHIFT, 130,
              Finding.WHITE_MATTER_HYPERINTENSITIES, 280,
              Finding.SUBDURAL_HAEMATOMA, 160,
              Finding.FRACTURE, 180));

  private static final Set<Finding> EVERYWHERE =
      EnumSet.of(Finding.ATROPHY, Finding.HYDROCEPHALUS, Finding.WHITE_MATTER_HYPERINTENSITIES);

  public Study {
    if (cut < 0 || cut >= CUTS) {
      throw new IllegalArgumentException("a patient has cuts 0 and 1, not " + cut);
    }
  }

  public static Study at(long position) {
    return new Study(Math.floorDiv(position, CUTS), (int) Math.floorMod(position, (long) CUTS));
  }

  public long position() {
    return head * CUTS + cut;
  }

  public ImageId id() {
    return new ImageId(ORIGIN, position());
  }

  /** The height of the slice in [0, 1]. */
  double level() {
    double within = new SplittableRandom(position() ^ STREAM).nextDouble();
    return LOWEST + (HIGHEST - LOWEST) * (cut + within) / CUTS;
  }

  /** What the patient has at this level; whether it shows is another question. */
  public Set<Finding> findings() {
    var random = new SplittableRandom(head * 31 + STREAM);
    var found = EnumSet.noneOf(Finding.class);
    double level = level();
    for (var finding : Finding.values()) {
      var r = random.split();
      boolean there = r.nextInt(1000) < PREVALENCE.get(finding);
      double centre = LOWEST + (HIGHEST - LOWEST) * r.nextDouble();
      double reach = 0.08 + 0.16 * r.nextDouble();
      if (there && (EVERYWHERE.contains(finding) || Math.abs(level - centre) < reach)) {
        found.add(finding);
      }
    }
    if (found.contains(Finding.ATROPHY)) {
      // Wide and narrow sulci exclude each other.
      found.remove(Finding.HYDROCEPHALUS);
    }
    return Collections.unmodifiableSet(found);
  }

  Slice slice(int side) {
    return Head.of(head).with(findings().toArray(new Finding[0])).slice(level(), side);
  }

  /** What the slice shows, worked out from its tissue: some ten ms for each finding. */
  public List<Sign> signs() {
    return Signs.of(Head.of(head), findings(), level());
  }
}
