package org.sfumato.datasets;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * A cohort of patients whose files the reader of these lines must get: it may not be passed on, or
 * is too large.
 *
 * @param family such as {@code ixi}
 * @param contrasts what there is of each patient, such as {@code t1}; the first is the one whose
 *     grid all others are brought to; only patients who have the first two are shown
 * @param levels which axial slices are shown
 * @param windows how values become grey, in the order of the contrasts
 * @param what what the pictures show
 * @param licence under which terms
 * @param credit whom to name
 * @param origin where to get it
 * @param put what to put where, below the cohort's folder
 * @param finder finds the scans in the cohort's folder
 */
record Cohort(
    String family,
    List<String> contrasts,
    Levels levels,
    List<Window> windows,
    String what,
    String licence,
    String credit,
    String origin,
    String put,
    Finder finder) {
  /** Finds scans by patient and contrast, without reading voxels. */
  interface Finder {
    /**
     * @param folder the cohort's own, which is there
     * @return all patients of whom there is anything
     */
    SortedMap<Long, Patient> patients(Path folder) throws IOException;
  }

  Window window(String contrast) {
    return windows.get(contrasts.indexOf(contrast));
  }

  String reference() {
    return contrasts.get(0);
  }

  /** Whether a patient has what a set of this contrast shows: the pair, and the contrast. */
  boolean complete(Patient patient, String contrast) {
    var scans = patient.scans().keySet();
    return scans.containsAll(contrasts.subList(0, 2)) && scans.contains(contrast);
  }

  Path folder() {
    return DataFolder.usual().resolve(family);
  }
}
