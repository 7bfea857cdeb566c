package org.sfumato.kernel.assist;

import java.util.Optional;
import org.sfumato.kernel.message.Bundle;

/**
 * What helps while a cell is being written. All positions count Java's characters (UTF-16); a
 * transport that counts otherwise translates. Every method may be called while a cell runs, and
 * from any thread.
 */
public interface Assist {
  /** How the text left of {@code cursor} could go on. */
  Completions complete(String code, int cursor);

  /** What stands at the cursor: its signature and documentation, as Markdown, HTML and text. */
  Optional<Bundle> inspect(String code, int cursor, Detail detail);

  /** Whether Enter should run the text or begin a new line. */
  Completeness completeness(String code);

  /** How much is wanted. */
  enum Detail {
    /** Signature and documentation. */
    NORMAL,
    /** The source too, where it is at hand. */
    FULL
  }
}
