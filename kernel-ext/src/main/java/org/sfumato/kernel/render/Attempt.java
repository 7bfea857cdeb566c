package org.sfumato.kernel.render;

import java.util.function.Function;
import java.util.function.Supplier;
import org.sfumato.Interrupted;

/**
 * Runs code of values, which may fail in any way. An interrupt is no failure: it unwinds the cell.
 */
final class Attempt {
  private static final int LONGEST_REASON = 300;

  private Attempt() {}

  /** The result, or what {@code otherwise} makes of the failure. */
  static <T> T of(Supplier<T> code, Function<Throwable, T> otherwise) {
    try {
      return code.get();
    } catch (Interrupted e) {
      throw e;
    } catch (RuntimeException e) {
      return otherwise.apply(e);
    } catch (Error e) {
      if (!isOfCode(e)) {
        throw e;
      }
      return otherwise.apply(e);
    }
  }

  /** Errors that say something about the value, not about the machine or the cell. */
  private static boolean isOfCode(Error e) {
    return e instanceof StackOverflowError
        || e instanceof LinkageError
        || e instanceof AssertionError
        || e instanceof InternalError
        || e.getClass().getName().startsWith("java.awt.");
  }

  /** One line. */
  static String reason(Throwable e) {
    var message = e.getMessage();
    var name = JavaWords.name(e.getClass());
    var said = message == null || message.isBlank() ? name : name + ": " + message.strip();
    var line = said.lines().findFirst().orElse(name);
    return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
  }
}
