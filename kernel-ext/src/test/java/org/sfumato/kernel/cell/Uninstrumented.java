package org.sfumato.kernel.cell;

import java.util.function.LongPredicate;

/** Library code that looks at no flag, as a cell may call it. */
public final class Uninstrumented {
  private Uninstrumented() {}

  public static LongPredicate until(long nanoTime) {
    return i -> System.nanoTime() > nanoTime;
  }
}
