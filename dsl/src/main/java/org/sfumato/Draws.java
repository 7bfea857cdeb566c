package org.sfumato;

/** Something that draws images from a seed: what a sweep varies. */
public interface Draws {
  Images draw();

  Draws seed(long seed);
}
