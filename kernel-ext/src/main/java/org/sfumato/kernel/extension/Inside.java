package org.sfumato.kernel.extension;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/**
 * What the kernels have but their libraries on Maven Central do not declare: it is found by name,
 * and may be missing in another version.
 */
final class Inside {
  private Inside() {}

  /** The value of a field, private or not, or empty if there is no such field. */
  static Optional<Object> field(Object of, String name) {
    for (Class<?> type = of.getClass(); type != null; type = type.getSuperclass()) {
      try {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return Optional.ofNullable(field.get(of));
      } catch (NoSuchFieldException e) {
        // It may be the superclass's.
      } catch (IllegalAccessException | RuntimeException e) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Whether the object has a public method of this name with parameters of these types. */
  static boolean has(Object of, String method, Class<?>... types) {
    try {
      of.getClass().getMethod(method, types);
      return true;
    } catch (NoSuchMethodException e) {
      return false;
    }
  }

  /**
   * Calls a public method that takes texts only.
   *
   * @throws IllegalStateException if there is no such method
   * @throws Exception what the method throws
   */
  static Object call(Object of, String method, String... arguments) throws Exception {
    var types = new Class<?>[arguments.length];
    java.util.Arrays.fill(types, String.class);
    try {
      var found = of.getClass().getMethod(method, types);
      // A public method of a class that is not public.
      found.setAccessible(true);
      return found.invoke(of, (Object[]) arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(
          "this version of the kernel has no "
              + method
              + "; Sfumato knows JJava from 1.0-a6 and IJava 1.3.0",
          e);
    }
  }
}
