package org.sfumato.kernel.verify;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.sfumato.kernel.notebook.Cell;
import org.sfumato.kernel.notebook.Notebook;
import org.sfumato.kernel.run.Given;
import org.sfumato.kernel.run.RunOptions;
import org.sfumato.kernel.run.RunReport;
import org.sfumato.kernel.run.Runner;

/**
 * A notebook as it was saved, and as it is now.
 *
 * @param stored as it was saved; it is not changed
 * @param rerun a copy of it with the outputs of this run
 * @param ran the ids of the cells that were run
 * @param report how the run went
 */
public record Replay(Notebook stored, Notebook rerun, Set<String> ran, RunReport report) {
  public Replay {
    ran = Set.copyOf(ran);
  }

  /**
   * Runs a copy of the notebook, with the parameters it was saved with unless others are given.
   *
   * @throws org.sfumato.kernel.notebook.NotebookException if the parameters do not fit, or the
   *     engine does not start in time
   */
  public static Replay of(
      Notebook stored, String name, RunOptions options, Runner.Watcher watcher) {
    return of(stored, stored.copy(), name, options, watcher);
  }

  static Replay of(
      Notebook stored, Notebook copy, String name, RunOptions options, Runner.Watcher watcher) {
    // What a run leaves alone must not look like its result.
    copy.cells().stream().filter(Cell::isCode).forEach(Cell::clear);
    var parameters = parameters(stored);
    parameters.putAll(options.parameters());
    var report = new Runner(copy, name, options.with(parameters)).run(watcher);
    var ran = new HashSet<String>();
    for (var cell : copy.cells()) {
      if (cell.json().path("execution_count").isInt()) {
        ran.add(cell.id());
      }
    }
    return new Replay(stored, copy, ran, report);
  }

  /** What papermill, or a run of ours, wrote down. */
  private static Map<String, Given> parameters(Notebook notebook) {
    var recorded = notebook.metadata().path("papermill").path("parameters");
    var given = new LinkedHashMap<String, Given>();
    if (recorded.isObject()) {
      new ObjectMapper()
          .convertValue(recorded, new TypeReference<LinkedHashMap<String, Object>>() {})
          .forEach((parameter, value) -> given.put(parameter, Given.of(value)));
    }
    return given;
  }
}
