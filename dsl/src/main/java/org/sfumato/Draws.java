package org.sfumato;

/** What makes images from a seed: a sampling recipe, before it runs. */
public interface Draws {
  /** Runs it. */
  Images draw();

  /** The same with another seed. */
  Draws seed(long seed);
}
