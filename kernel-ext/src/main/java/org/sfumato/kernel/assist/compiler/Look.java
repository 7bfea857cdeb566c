package org.sfumato.kernel.assist.compiler;

/** What is wanted of the compiler's trees; they are gone when it returns. */
@FunctionalInterface
public interface Look<T> {
  /** The answer, or null for none. */
  T at(Seen seen);
}
