package org.sfumato.kernel.magic;

import java.util.Optional;
import java.util.Set;

/**
 * A command to the notebook itself, such as {@code %time} or {@code %%html}. One file, and one line
 * in {@code META-INF/services/org.sfumato.kernel.magic.Magic}.
 */
public interface Magic {
  /** Its name, without {@code %}. */
  String name();

  /** One sentence, then usage and examples, as plain text; {@code %name?} shows it. */
  String help();

  /** Whether it stands on a line of its own, heads a cell, or both. */
  Set<Place> places();

  /**
   * Does it.
   *
   * @return a value to show, or empty
   * @throws Exception whose message is one sentence for the user
   */
  Optional<Object> run(Call call) throws Exception;

  /** Where a magic may stand. */
  enum Place {
    /** {@code %name arguments} */
    LINE,
    /** {@code %%name arguments}, and the rest of the cell is its text */
    CELL
  }

  /**
   * One use of it.
   *
   * @param arguments what follows the name on its line
   * @param body the rest of the cell; empty for a line
   * @param cells the session it acts on
   */
  record Call(String arguments, Optional<String> body, Cells cells) {}
}
