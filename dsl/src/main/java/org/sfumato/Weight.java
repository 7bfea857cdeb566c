package org.sfumato;

/** How strong a term is at a step: any {@code s -> double}. */
@FunctionalInterface
public interface Weight {
  double at(Step s);
}
