package org.sfumato.kernel.assist;

import java.util.Optional;
import java.util.function.Supplier;
import org.sfumato.kernel.assist.Completeness.Status;
import org.sfumato.kernel.assist.compiler.Session;
import org.sfumato.kernel.assist.complete.CellWords;
import org.sfumato.kernel.assist.inspect.CellHelp;
import org.sfumato.kernel.message.Bundle;

/**
 * Help for the cells of one session. Whatever is asked, and however broken the text, there is an
 * answer: help that fails must not cost anybody a cell.
 */
public final class CellAssist implements Assist {
  private final CellWords words;
  private final CellHelp help;
  private final CellCompleteness completeness;

  public CellAssist(Session session) {
    words = new CellWords(session);
    help = new CellHelp(session);
    completeness = new CellCompleteness(session);
  }

  @Override
  public Completions complete(String code, int cursor) {
    int at = inside(code, cursor);
    return safely(() -> words.complete(code, at), Completions.none(at));
  }

  @Override
  public Optional<Bundle> inspect(String code, int cursor, Detail detail) {
    int at = inside(code, cursor);
    return safely(() -> help.at(code, at, detail), Optional.empty());
  }

  @Override
  public Completeness completeness(String code) {
    return safely(() -> completeness.of(code), new Completeness(Status.UNKNOWN, ""));
  }

  /** A cursor within the text, and never in the middle of a character. */
  private static int inside(String code, int cursor) {
    int at = Math.max(0, Math.min(cursor, code.length()));
    boolean splits =
        at > 0
            && at < code.length()
            && Character.isHighSurrogate(code.charAt(at - 1))
            && Character.isLowSurrogate(code.charAt(at));
    return splits ? at - 1 : at;
  }

  private static <T> T safely(Supplier<T> work, T otherwise) {
    try {
      return work.get();
    } catch (RuntimeException | StackOverflowError | AssertionError | LinkageError e) {
      return otherwise;
    }
  }
}
