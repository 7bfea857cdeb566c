package org.sfumato.kernel.assist;

import java.util.List;

/**
 * What could stand between {@code start} and {@code end} instead of what stands there.
 *
 * @param candidates best first
 */
public record Completions(List<Candidate> candidates, int start, int end) {
  public Completions {
    candidates = List.copyOf(candidates);
  }

  /** Nothing fits at this place. */
  public static Completions none(int cursor) {
    return new Completions(List.of(), cursor, cursor);
  }

  /**
   * One of them.
   *
   * @param text what to insert
   * @param type {@code class}, {@code function}, {@code instance}, {@code keyword}, {@code module}
   *     for a package, {@code magic}, {@code path}, {@code dataset} or {@code prior}
   * @param signature for methods, with parameter names, one line for each overload; else empty
   */
  public record Candidate(String text, String type, String signature) {}
}
