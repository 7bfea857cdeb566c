package org.sfumato;

import java.util.Set;

/**
 * What becomes of a finding that a labeller called uncertain (CheXpert and MIMIC-CXR write −1).
 * Source: Irvin et al., CheXpert, AAAI 2019, section 3.1; MGCA's is that of its fine-tuning code.
 */
public enum Uncertain {
  /** Present: U-Ones. */
  ONES("U-Ones"),
  /** Absent: U-Zeros. */
  ZEROS("U-Zeros"),
  /**
   * {@link Pairs#UNKNOWN}, so that the pair is left out where the finding is asked for: U-Ignore.
   */
  IGNORED("U-Ignore"),
  /**
   * By finding, as MGCA does: present for atelectasis, edema and pleural effusion, absent for
   * cardiomegaly and consolidation; unknown for all others, which MGCA does not use.
   */
  MGCA("MGCA's per finding");

  private static final Set<String> PRESENT = Set.of("Atelectasis", "Edema", "Pleural Effusion");
  private static final Set<String> ABSENT = Set.of("Cardiomegaly", "Consolidation");

  private final String words;

  Uncertain(String words) {
    this.words = words;
  }

  /**
   * The label of an uncertain finding.
   *
   * @param finding its name in the file, such as {@code Pleural Effusion}
   */
  public int label(String finding) {
    return switch (this) {
      case ONES -> Pairs.PRESENT;
      case ZEROS -> Pairs.ABSENT;
      case IGNORED -> Pairs.UNKNOWN;
      case MGCA ->
          PRESENT.contains(finding)
              ? Pairs.PRESENT
              : ABSENT.contains(finding) ? Pairs.ABSENT : Pairs.UNKNOWN;
    };
  }

  /** Such as {@code U-Ones}. */
  @Override
  public String toString() {
    return words;
  }
}
