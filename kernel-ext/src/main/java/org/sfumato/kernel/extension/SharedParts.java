package org.sfumato.kernel.extension;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sfumato.kernel.message.Bundle;

/** What is the same in both kernels, although they share no type. */
final class SharedParts {
  /**
   * What may be asked for by name; when a value is shown, all its forms go out, whatever they are.
   * The kernels' renderers fail where a wildcard is said to be supported.
   */
  static final List<String> MIME_TYPES =
      List.of(
          "text/plain",
          "text/html",
          "text/latex",
          "text/markdown",
          "image/png",
          "image/svg+xml",
          "image/jpeg",
          "image/gif",
          "application/json",
          Bundle.FIGURES,
          "application/pdf");

  private SharedParts() {}

  static <T> Optional<T> only(Class<T> type, Optional<Object> found) {
    return found.filter(type::isInstance).map(type::cast);
  }

  static void addToClasspath(Object kernel, String path) {
    try {
      Inside.call(kernel, "addToClasspath", path);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("cannot add " + path + " to the class path: " + e, e);
    }
  }

  /** The arguments as one line again; the kernels split it and took the quotes away. */
  static String line(List<String> arguments) {
    return arguments.stream()
        .map(a -> a.isEmpty() || a.chars().anyMatch(Character::isWhitespace) ? '"' + a + '"' : a)
        .collect(Collectors.joining(" "));
  }
}
