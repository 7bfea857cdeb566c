package org.sfumato.judge;

/** What a rerun says of a reported number, or of the order of two. */
public enum Outcome {
  AGREES("agrees"),
  DIFFERS("differs"),
  /** The order of two rows cannot be told: the interval of their difference includes zero. */
  UNDECIDED("undecided"),
  NOT_COMPARABLE("not comparable");

  private final String word;

  Outcome(String word) {
    this.word = word;
  }

  /** As it is printed. */
  public String word() {
    return word;
  }
}
