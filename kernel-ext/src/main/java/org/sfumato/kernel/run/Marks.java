package org.sfumato.kernel.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import org.sfumato.kernel.notebook.Json;
import org.sfumato.kernel.notebook.Notebook;

/** What a run leaves in a notebook besides outputs: that it stopped, and what it was given. */
public final class Marks {
  /** The tag of the cell that says that a run stopped early. */
  public static final String STOPPED = "run-stopped";

  private Marks() {}

  static void remove(Notebook notebook) {
    notebook.remove(STOPPED);
  }

  /** A reader of the partial notebook should not have to search for the end. */
  static void stopped(Notebook notebook, String sentence) {
    mark(
        notebook,
        "**This run stopped early.** `"
            + sentence.replace("`", "'")
            + "`. The cells after it were not run.");
  }

  /** Saves the notebook as it is in the middle of a run, with words for whoever finds it so. */
  static void unfinished(Notebook notebook, int cell, int of, Runnable save) {
    mark(
        notebook,
        "**This run has not ended.** It is still running, or was cut off, after "
            + cell
            + " of "
            + of
            + " cells.");
    save.run();
    remove(notebook);
  }

  private static void mark(Notebook notebook, String text) {
    remove(notebook);
    notebook.insertMarkdown(0, text, STOPPED);
  }

  /**
   * What papermill records, if parameters were given; without them nothing that changes by itself.
   *
   * @param input where the notebook came from
   * @param output where it goes
   */
  static void record(
      Notebook notebook,
      Map<String, Given> parameters,
      String input,
      String output,
      Instant start,
      double seconds,
      boolean failed) {
    if (parameters.isEmpty()) {
      notebook.metadata().remove("papermill");
      return;
    }
    ObjectNode about = notebook.metadata().putObject("papermill");
    about.set("parameters", Json.tree(Parameters.record(parameters)));
    about.put("input_path", input);
    about.put("output_path", output);
    about.put("start_time", Times.text(start));
    about.put("end_time", Times.text(Instant.now()));
    about.put("duration", Math.round(seconds * 1000) / 1000.0);
    about.put("exception", failed);
  }
}
