package org.sfumato.datasets;

/** A data set whose files its reader must get first; the message says what to put where. */
public final class NotHere extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  NotHere(String sentence) {
    super(sentence);
  }
}
