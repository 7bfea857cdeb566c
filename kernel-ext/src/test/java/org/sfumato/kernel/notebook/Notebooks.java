package org.sfumato.kernel.notebook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes small notebooks for tests. */
public final class Notebooks {
  private final List<Map<String, Object>> cells = new ArrayList<>();

  public Notebooks code(String source, String... tags) {
    cells.add(
        Map.of(
            "cell_type",
            "code",
            "metadata",
            Map.of("tags", List.of(tags)),
            "source",
            source,
            "outputs",
            List.of(Map.of("output_type", "stream", "name", "stdout", "text", "of an earlier run")),
            "execution_count",
            99));
    return this;
  }

  public Notebooks markdown(String source) {
    cells.add(Map.of("cell_type", "markdown", "metadata", Map.of(), "source", source));
    return this;
  }

  /** The same notebook again. */
  public static Notebook copy(Notebook notebook) {
    return Notebook.of(notebook.json().deepCopy(), "test.ipynb");
  }

  /** A Markdown cell with pictures inside. */
  public Notebooks markdown(String source, Map<String, Map<String, String>> attachments) {
    cells.add(
        Map.of(
            "cell_type",
            "markdown",
            "metadata",
            Map.of(),
            "source",
            source,
            "attachments",
            attachments));
    return this;
  }

  /** A cell that is neither code nor Markdown. */
  public Notebooks raw(String source) {
    cells.add(Map.of("cell_type", "raw", "metadata", Map.of(), "source", source));
    return this;
  }

  /** The notebook as if it had never run. */
  public Notebook fresh() {
    var notebook = notebook();
    notebook.cells().stream().filter(Cell::isCode).forEach(Cell::clear);
    notebook.writtenInJava();
    notebook.metadata().remove("language_info");
    return notebook;
  }

  public Notebook notebook() {
    return Notebook.of(
        Json.tree(Map.of("nbformat", 4, "nbformat_minor", 4, "metadata", Map.of(), "cells", cells)),
        "test.ipynb");
  }

  public Path save(Path file) {
    try {
      return Files.writeString(file, notebook().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
