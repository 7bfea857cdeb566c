package org.sfumato.kernel.verify;

/**
 * What verification says of one number.
 *
 * @param place such as {@code cell 7, score 2}
 * @param row the run it belongs to
 * @param column the metric
 * @param stored as it is stored, empty if it is not
 * @param rerun as the rerun has it, empty if it has none
 * @param delta rerun − stored, empty if there is none
 * @param verdict whether they agree
 * @param why the rule by which they agree, or the reason why not
 */
public record ScoreLine(
    String place,
    String row,
    String column,
    String stored,
    String rerun,
    String delta,
    Verdict verdict,
    String why) {
  /** What can be said of a number. */
  public enum Verdict {
    AGREES("agrees"),
    DIFFERS("differs"),
    /** Times and memory, which no two runs share. */
    NOT_COMPARED("not compared");

    private final String word;

    Verdict(String word) {
      this.word = word;
    }

    /** As it is printed. */
    public String word() {
      return word;
    }
  }

  /** Something about a whole score, and not about a number of it. */
  static ScoreLine whole(String place, String why) {
    return new ScoreLine(place, "", "", "", "", "", Verdict.DIFFERS, why);
  }

  boolean differs() {
    return verdict == Verdict.DIFFERS;
  }
}
