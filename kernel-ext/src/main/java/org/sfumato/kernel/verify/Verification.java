package org.sfumato.kernel.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sfumato.kernel.notebook.Cell;
import org.sfumato.kernel.notebook.Notebook;
import org.sfumato.kernel.run.AllowedErrors;
import org.sfumato.kernel.run.RunOptions;
import org.sfumato.kernel.run.RunReport;
import org.sfumato.kernel.run.Runner;

/**
 * Whether the cells of a notebook still say, output by output, what they said when it was saved, by
 * the rules of {@code nbval}. Scores are left to {@link ScoreVerification}, which knows how far
 * they may differ.
 */
public final class Verification {
  private final Comparison comparison;
  private final boolean lax;

  /**
   * @param sanitiser what may differ in texts
   * @param tolerance how far pictures may be apart: root mean square of their channels, 0 to 255
   * @param lax whether only cells are compared that ask for it
   */
  public Verification(Sanitiser sanitiser, double tolerance, boolean lax) {
    this.comparison = new Comparison(sanitiser, tolerance);
    this.lax = lax;
  }

  /**
   * A cell that is not what it was.
   *
   * @param position of the cell among all cells, the first is 1
   * @param differences some lines each
   */
  public record Mismatch(int position, String source, List<String> differences) {
    public Mismatch {
      differences = List.copyOf(differences);
    }
  }

  /**
   * What came of it.
   *
   * @param compared how many cells were compared
   * @param mismatches those that differ or failed
   * @param run the run itself
   */
  public record Verdict(int compared, List<Mismatch> mismatches, RunReport run) {
    public Verdict {
      mismatches = List.copyOf(mismatches);
    }

    /** Whether all is as it was. */
    public boolean holds() {
      return mismatches.isEmpty() && run.succeeded();
    }
  }

  /**
   * Runs a copy of the notebook to its end, whatever fails, and leaves out what is marked to be
   * left out.
   */
  public Replay replay(Notebook notebook, String name, RunOptions options, Runner.Watcher watcher) {
    var copy = notebook.copy();
    for (var cell : copy.cells()) {
      if (cell.isCode() && Markers.of(cell, lax).skipped()) {
        cell.tag("skip-execution");
      }
    }
    var all = new AllowedErrors(AllowedErrors.Which.ALL, Set.of());
    return Replay.of(notebook, copy, name, options.errors(all), watcher);
  }

  /** Compares cell by cell; what the run put in or took out is nobody's to compare. */
  public Verdict of(Replay replay) {
    var stored = new HashMap<String, JsonNode>();
    var markers = new HashMap<String, Markers>();
    var positions = new HashMap<String, Integer>();
    for (var cell : replay.stored().cells()) {
      positions.put(cell.id(), positions.size() + 1);
      if (cell.isCode()) {
        markers.put(cell.id(), Markers.of(cell, lax));
        stored.put(cell.id(), cell.outputs());
      }
    }
    return verdict(replay.rerun(), stored, markers, positions, replay.report());
  }

  private Verdict verdict(
      Notebook notebook,
      Map<String, JsonNode> stored,
      Map<String, Markers> markers,
      Map<String, Integer> positions,
      RunReport report) {
    var mismatches = new ArrayList<Mismatch>();
    int compared = 0;
    for (var cell : notebook.cells()) {
      var marks = markers.get(cell.id());
      boolean ran = cell.json().path("execution_count").isInt();
      if (marks == null || marks.skipped() || cell.source().isBlank() || !ran) {
        continue;
      }
      var found = new ArrayList<String>();
      if (!marks.mayFail() && failed(cell)) {
        found.add("it failed, and is not marked as one that may");
      }
      if (marks.compared()) {
        compared++;
        found.addAll(comparison.differences(stored.get(cell.id()), cell.outputs()));
      }
      if (!found.isEmpty()) {
        mismatches.add(new Mismatch(positions.get(cell.id()), cell.source(), found));
      }
    }
    return new Verdict(compared, mismatches, report);
  }

  private static boolean failed(Cell cell) {
    for (var output : cell.outputs()) {
      if (output.path("output_type").asText().equals("error")) {
        return true;
      }
    }
    return false;
  }
}
