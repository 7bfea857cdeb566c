package org.sfumato.engine;

import ai.djl.ndarray.types.DataType;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Number types that end the whole process, notebook and all, as soon as an array is asked to take
 * them: DJL passes a type to the native library by its place in an enum, and the library aborts at
 * places it does not know. No code of ours stands between a user's lambda and that call, so it
 * cannot be caught; what evaluates a user's source can refuse it before.
 */
public final class NumberTypes {
  public static final Set<DataType> DEADLY =
      Collections.unmodifiableSet(
          EnumSet.of(
              DataType.UNKNOWN,
              DataType.STRING,
              DataType.BFLOAT16,
              DataType.UINT64,
              DataType.UINT32,
              DataType.UINT16,
              DataType.INT16));

  private static final Pattern NAMED =
      Pattern.compile(
          "DataType\\s*\\.\\s*("
              + DEADLY.stream().map(Enum::name).collect(Collectors.joining("|"))
              + ")\\b");

  private NumberTypes() {}

  /** Why this source must not run: it names a deadly type. Empty if it names none. */
  public static Optional<String> refusal(String source) {
    var found = NAMED.matcher(source);
    return found.find()
        ? Optional.of(
            "DataType."
                + found.group(1)
                + " would end this process: the engine's native library does not know it. Use DataType.FLOAT32")
        : Optional.empty();
  }
}
