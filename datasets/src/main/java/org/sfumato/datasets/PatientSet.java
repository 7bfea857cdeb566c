package org.sfumato.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Picture;
import org.sfumato.Provenance;

/**
 * One contrast of a cohort whose files the reader must get. Without them it still prints its card,
 * which says what to put where.
 */
final class PatientSet implements CardSet {
  private static final int SIDE = 64;

  private final Cohort cohort;
  private final String contrast;
  private final int side;
  private final Map<Split, Images> made = new EnumMap<>(Split.class);

  PatientSet(Cohort cohort, String contrast) {
    this(cohort, contrast, SIDE);
  }

  private PatientSet(Cohort cohort, String contrast, int side) {
    this.cohort = cohort;
    this.contrast = contrast;
    this.side = side;
  }

  @Override
  public String id() {
    return cohort.family() + "/" + contrast;
  }

  @Override
  public synchronized Images part(Split split) {
    return made.computeIfAbsent(split, this::read);
  }

  private Images read(Split split) {
    var all = complete(patients());
    if (all.isEmpty()) {
      throw new NotHere(absent());
    }
    var here = all.stream().filter(p -> p.split(cohort.family()) == split).toList();
    if (here.isEmpty()) {
      throw new IllegalStateException(
          "none of the %d patients of %s belongs to its %s part; add more of them"
              .formatted(all.size(), id(), split.word()));
    }
    var listing = new StringBuilder();
    for (var patient : here) {
      for (var name : List.of(cohort.reference(), contrast)) {
        var scan = patient.scans().get(name);
        listing.append(patient.number() + " " + name + " " + scan.bytes() + "\n");
      }
    }
    var provenance =
        Provenance.of("dataset", id())
            .with("split", split.word())
            .with("side", String.valueOf(side))
            .with("patients", String.valueOf(here.size()))
            .with("made", made())
            .with("file sizes", Provenance.digest(listing.toString()))
            .circumstance("folder", cohort.folder().toString());
    return new Images(
        new PatientPixels(cohort, contrast, side, here),
        CardSet.expression(id(), side == SIDE ? 0 : side, split),
        provenance);
  }

  private Collection<Patient> patients() {
    var folder = cohort.folder();
    if (!Files.isDirectory(folder)) {
      throw new NotHere(absent());
    }
    try {
      return cohort.finder().patients(folder).values();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " could not be read: " + e.getMessage(), e);
    }
  }

  private List<Patient> complete(Collection<Patient> patients) {
    return patients.stream().filter(p -> cohort.complete(p, contrast)).toList();
  }

  private String absent() {
    return "%s is not on this machine: put %s into %s (or name another folder than %s by SFUMATO_DATA); get it from %s"
        .formatted(
            id(), cohort.put(), cohort.folder(), cohort.folder().getParent(), cohort.origin());
  }

  /** What is there, or why nothing is; a card is shown whatever lies in the folder. */
  private String here() {
    try {
      var patients = patients();
      var all = complete(patients);
      if (all.isEmpty()) {
        return absent();
      }
      var text = new StringBuilder();
      for (var split : Split.values()) {
        long n = all.stream().filter(p -> p.split(cohort.family()) == split).count();
        text.append(split.word()).append(' ').append(n).append(", ");
      }
      int without = patients.size() - all.size();
      return text.append("together ")
          .append(all.size())
          .append(" patients")
          .append(without == 0 ? "" : "; " + without + " left out, who lack a contrast of the pair")
          .toString();
    } catch (RuntimeException e) {
      return e.getMessage();
    }
  }

  private String made() {
    return "%s; %s; all on the grid of %s, other contrasts by both files' affines, trilinearly"
        .formatted(cohort.levels().text(), cohort.window(contrast).text(), cohort.reference());
  }

  @Override
  public Map<String, String> rows() {
    var rows = new LinkedHashMap<String, String>();
    rows.put("what", cohort.what());
    rows.put("here", here());
    rows.put("pictures", "1×" + side + "×" + side + ", grey levels in [0, 1]");
    rows.put("made", made());
    rows.put(
        "splits",
        "by patient, for good: a digest of the cohort's name and the patient's number sends about 7 of 10 to train, 1 to validation, 2 to test");
    rows.put("files", cohort.put() + "\nin " + cohort.folder());
    rows.put("licence", cohort.licence());
    rows.put("credit", cohort.credit());
    rows.put("origin", cohort.origin());
    return rows;
  }

  @Override
  public int side() {
    return side;
  }

  @Override
  public CardSet sized(int pixels) {
    return new PatientSet(cohort, contrast, pixels);
  }

  /** Of the training part, if it is there. */
  @Override
  public Optional<Picture> picture() {
    try {
      return Optional.of(spread(train()));
    } catch (IllegalArgumentException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return text();
  }
}
