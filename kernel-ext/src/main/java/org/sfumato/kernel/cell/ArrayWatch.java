package org.sfumato.kernel.cell;

import ai.djl.ndarray.NDScope;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Looks at the interrupt flag whenever DJL makes an array on this thread, whatever library code
 * asks for it. Java later than 19 has no other way to end a loop over arrays that nobody
 * instrumented. DJL tells each new array to the scopes of its thread, and they are a list that can
 * be replaced by one that looks.
 */
final class ArrayWatch {
  private ArrayWatch() {}

  /** From now on arrays of this thread are watched. Starts no engine. */
  @SuppressWarnings("unchecked")
  static void here() {
    try {
      var field = NDScope.class.getDeclaredField("SCOPE_STACK");
      field.setAccessible(true);
      ((ThreadLocal<Deque<NDScope>>) field.get(null)).set(new Scopes());
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Another version of DJL: such loops are given up instead of ended.
    }
  }

  /** DJL asks this for its size before it adds an array. */
  private static final class Scopes extends ArrayDeque<NDScope> {
    private static final long serialVersionUID = 1;

    @Override
    public boolean isEmpty() {
      Interrupts.checkInsisted();
      return super.isEmpty();
    }
  }
}
