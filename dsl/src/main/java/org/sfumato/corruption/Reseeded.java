package org.sfumato.corruption;

/** A corruption with other random numbers. */
record Reseeded(Structured inner, long seed) implements Wrapped {
  @Override
  public Structured seed(long other) {
    return inner.seed(other);
  }

  @Override
  public String text() {
    return inner.text() + ".seed(" + seed + ")";
  }
}
