package org.sfumato.kernel.cell;

/** Whoever sits in front of the notebook and can answer a question. */
@FunctionalInterface
public interface Asker {
  /** Nobody is there: every question fails with one sentence. */
  Asker NOBODY =
      (prompt, secret) -> {
        throw new IllegalStateException(
            "the cell asks for input, but nobody can answer here; run it in a notebook with a front end that asks");
      };

  /**
   * Asks and waits for the answer.
   *
   * @param secret whether the answer must not be seen while it is typed
   * @return one line without its end
   */
  String ask(String prompt, boolean secret);
}
