package org.sfumato.kernel.verify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sfumato.kernel.notebook.Notebook;
import org.sfumato.kernel.run.RunReport;
import org.sfumato.kernel.verify.ScoreLine.Verdict;

/**
 * Whether a notebook's scores are what its cells compute. First every number that is shown is
 * compared with the figures kept beside it, which finds what was altered by hand without running
 * anything; then the figures with those of a rerun, paired by cell, ordinal within the cell, row
 * and column.
 */
public final class ScoreVerification {
  private static final String NO_FIGURES =
      "it shows a score without its figures, as older versions did; execute the notebook again: ./sfumato run --in-place";

  private final String name;
  private final Notebook stored;
  private final List<ScoreOutput> scores;
  private final List<ScoreLine> lines = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();

  private ScoreVerification(Notebook stored, String name) {
    this.stored = stored;
    this.name = name;
    this.scores = ScoreOutput.in(stored);
  }

  /** Compares what is shown with the figures; runs nothing. */
  public static ScoreReport shown(Notebook notebook, String name) {
    var verification = new ScoreVerification(notebook, name);
    verification.shown();
    return verification.report(Optional.empty());
  }

  /** Compares what is shown with the figures, and the figures with those of the rerun. */
  public static ScoreReport of(Replay replay, String name) {
    var verification = new ScoreVerification(replay.stored(), name);
    verification.shown();
    verification.rerun(replay);
    return verification.report(Optional.of(replay.report()));
  }

  private void shown() {
    for (var score : scores) {
      var flaw = score.flaw();
      flaw.ifPresent(why -> lines.add(ScoreLine.whole(score.place(), why)));
      if (flaw.isEmpty() || score.figures().isObject()) {
        score.departures().forEach(why -> lines.add(ScoreLine.whole(score.place(), why)));
      }
      if (Provenances.opaque(score.figures())) {
        notes.add(
            score.place()
                + ": some code behind it is known by its name alone (opaque), so nobody can tell whether it was the same");
      }
    }
    ScoreOutput.bare(stored).forEach(p -> lines.add(ScoreLine.whole("cell " + p, NO_FIGURES)));
  }

  private void rerun(Replay replay) {
    Map<String, ScoreOutput> now = new HashMap<>();
    ScoreOutput.in(replay.rerun()).forEach(s -> now.put(key(s), s));
    for (var score : scores) {
      var again = now.remove(key(score));
      if (again != null) {
        lines.addAll(FiguresComparison.of(score.place(), score.figures(), again.figures()));
        notes.add(Tolerance.between(score.figures(), again.figures()).text());
      } else if (replay.ran().contains(score.cell())) {
        lines.add(ScoreLine.whole(score.place(), "the rerun shows no such score"));
      } else {
        lines.add(unrun(score, replay.report()));
      }
    }
    var bare = new HashSet<String>();
    ScoreOutput.bare(stored).forEach(p -> bare.add(stored.cells().get(p - 1).id()));
    now.values().stream()
        .filter(s -> !bare.contains(s.cell()))
        .sorted(
            java.util.Comparator.comparing(ScoreOutput::position)
                .thenComparing(ScoreOutput::ordinal))
        .forEach(
            s ->
                lines.add(
                    ScoreLine.whole(
                        s.place(), "the rerun shows a score here that the notebook has not")));
  }

  private static ScoreLine unrun(ScoreOutput score, RunReport report) {
    return report.succeeded()
        ? new ScoreLine(
            score.place(),
            "",
            "",
            "",
            "",
            "",
            Verdict.NOT_COMPARED,
            "its cell is marked not to run")
        : ScoreLine.whole(score.place(), "the rerun did not come so far");
  }

  private static String key(ScoreOutput score) {
    return score.cell() + " " + score.ordinal();
  }

  private ScoreReport report(Optional<RunReport> run) {
    return new ScoreReport(
        name,
        scores.size(),
        lines,
        List.copyOf(notes),
        run.isPresent(),
        run.flatMap(RunReport::failure).map(RunReport.Stop::sentence));
  }
}
