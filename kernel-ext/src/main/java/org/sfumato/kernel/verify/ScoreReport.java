package org.sfumato.kernel.verify;

import java.util.List;
import java.util.Optional;
import org.sfumato.kernel.verify.ScoreLine.Verdict;

/**
 * What verification says of a notebook.
 *
 * @param name of the notebook
 * @param scores how many scores it stores
 * @param lines a number each, or something about a whole score
 * @param notes sentences about the whole: the rule of agreement, what could not be told
 * @param replayed whether the cells were run; otherwise only the shown numbers were compared with
 *     their figures
 * @param failure why the run stopped, if it did
 */
public record ScoreReport(
    String name,
    int scores,
    List<ScoreLine> lines,
    List<String> notes,
    boolean replayed,
    Optional<String> failure) {
  public ScoreReport {
    lines = List.copyOf(lines);
    notes = List.copyOf(notes);
  }

  /** Whether nothing differs. */
  public boolean holds() {
    return failure.isEmpty() && lines.stream().noneMatch(ScoreLine::differs);
  }

  long count(Verdict verdict) {
    return lines.stream().filter(l -> l.verdict() == verdict).count();
  }

  /** One sentence. */
  public String summary() {
    if (scores == 0 && lines.isEmpty()) {
      return "it has no scores, so there is nothing to verify";
    }
    if (scores == 0) {
      return replayed && lines.stream().allMatch(l -> l.why().startsWith("the rerun"))
          ? "it stores no scores, but the rerun shows some"
          : "no score carries its figures, so nothing can be verified; execute the notebook again";
    }
    var counted = scores + (scores == 1 ? " score" : " scores");
    long differs = count(Verdict.DIFFERS);
    if (!replayed) {
      return counted
          + (differs == 0
              ? ", and every number shown is that of its figures; nothing was run"
              : ", and " + differs + " things shown are not as their figures say; nothing was run");
    }
    long not = count(Verdict.NOT_COMPARED);
    return "%s: %d numbers agree, %d %s%s"
        .formatted(
            counted,
            count(Verdict.AGREES),
            differs,
            differs == 1 ? "differs" : "differ",
            not == 0 ? "" : ", " + not + " not compared");
  }
}
