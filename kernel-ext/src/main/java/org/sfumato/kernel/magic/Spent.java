package org.sfumato.kernel.magic;

/**
 * What running Java has cost, compiling left out.
 *
 * @param wall time that passed, in nanoseconds
 * @param thread processor time of the thread of the cells, in nanoseconds
 * @param process processor time of the whole process, in nanoseconds
 * @param bytes of the heap that the thread of the cells took
 */
public record Spent(long wall, long thread, long process, long bytes) {
  public static final Spent NOTHING = new Spent(0, 0, 0, 0);

  public Spent plus(Spent more) {
    return new Spent(
        wall + more.wall, thread + more.thread, process + more.process, bytes + more.bytes);
  }

  public Spent minus(Spent less) {
    return new Spent(
        wall - less.wall, thread - less.thread, process - less.process, bytes - less.bytes);
  }

  /** {@code 1.23 s, CPU 1.20 s, 24.5 MB of heap taken}. */
  String text() {
    // The process's clock ticks in hundredths of a second, and counts the compiler's threads too.
    boolean more = process - thread > 20_000_000 && process > 1.2 * thread;
    return Amount.time(wall)
        + ", CPU "
        + Amount.time(thread)
        + (more ? " (" + Amount.time(process) + " over all threads)" : "")
        + ", "
        + Amount.bytes(bytes)
        + " of heap taken";
  }
}
