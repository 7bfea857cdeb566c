package org.sfumato.engine;

import ai.djl.engine.EngineException;
import java.util.Optional;

/** What the engine's own errors mean to the writer of a cell. */
public final class EngineError {
  private static final String RELEASED = "Native resource has been released already";

  private EngineError() {}

  /**
   * A sentence for an error that the engine threw, without the frames of native code; empty for
   * others.
   */
  public static Optional<String> sentence(Throwable error) {
    var said = error.getMessage() == null ? "" : error.getMessage().strip();
    if (error instanceof IllegalStateException && said.startsWith(RELEASED)) {
      return Optional.of(
          "this array is released: arrays live until the end of their step; keep numbers instead, by toFloatArray() inside the step");
    }
    if (!(error instanceof EngineException)) {
      return Optional.empty();
    }
    return Optional.of(
        said.isEmpty()
            ? "the engine failed and gave no reason; check the shapes and types of the arrays on this line"
            : first(said));
  }

  /**
   * Why a TorchScript source does not compile: the compiler's first sentence and the line it means.
   */
  static String compilation(String said) {
    var lines = String.valueOf(said).strip().lines().map(String::strip).toList();
    int mark = -1;
    for (int i = 1; i < lines.size() && mark < 0; i++) {
      mark = lines.get(i).endsWith("<--- HERE") ? i : -1;
    }
    return lines.get(0) + (mark < 0 ? "" : " In: " + lines.get(mark - 1));
  }

  /** The library's own sentence; below it stand addresses and native frames. */
  private static String first(String said) {
    int frames = said.indexOf("\nException raised from");
    var reason = (frames < 0 ? said : said.substring(0, frames)).strip();
    int line = reason.indexOf('\n');
    return line < 0 ? reason : reason.substring(0, line).strip();
  }
}
