package org.sfumato.judge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Measurements;
import org.sfumato.Provenance;
import org.sfumato.Shown;
import org.sfumato.engine.Torch;
import org.sfumato.network.Learnt;

/**
 * The hash of all that decides what a recipe draws: its settings, the pixels of its images, the
 * weights of its networks, and of a lambda its code and what it captures. What cannot be looked
 * into is opaque, and then there is no hash: better no memory than a wrong one.
 */
final class Fingerprint {
  /** Weights and pixels are read once, however many recipes they are in. */
  private final Map<Object, String> digests = new IdentityHashMap<>();

  /** What a recipe has that cannot be told from another of its kind. */
  static final class Opaque extends RuntimeException {
    Opaque(String what) {
      super(what);
    }
  }

  /**
   * The hash of a value, 64 hexadecimal digits.
   *
   * @throws Opaque naming the part that cannot be looked into
   */
  String of(Object value) {
    var words = new ArrayList<String>();
    words.add(Torch.version() + " " + ClassCode.library());
    add(value, words, new IdentityHashMap<>());
    return Provenance.digest(String.join("\n", words));
  }

  private void add(Object value, List<String> words, Map<Object, Integer> seen) {
    if (value == null || plain(value)) {
      words.add(value == null ? "null" : value.getClass().getName() + " " + value);
    } else if (value instanceof Class<?> c) {
      words.add(c.getName());
    } else if (seen.containsKey(value)) {
      words.add("again " + seen.get(value));
    } else {
      seen.put(value, seen.size());
      addWhole(value, words, seen);
    }
  }

  private static boolean plain(Object v) {
    boolean number = v instanceof Number && v.getClass().getName().startsWith("java.lang.");
    return number
        || v instanceof String
        || v instanceof Boolean
        || v instanceof Character
        || v instanceof Enum<?>
        || v instanceof OptionalDouble
        || v instanceof OptionalInt
        || v instanceof OptionalLong
        || v instanceof ImageId;
  }

  private void addWhole(Object value, List<String> words, Map<Object, Integer> seen) {
    if (value instanceof Images x) {
      words.add(digests.computeIfAbsent(x, k -> "images " + pixels(x)));
    } else if (value instanceof Measurements y) {
      words.add(digests.computeIfAbsent(y, k -> "measurements " + y.hash()));
    } else if (value instanceof Learnt learnt) {
      words.add(
          digests.computeIfAbsent(
              learnt,
              k ->
                  learnt.getClass().getName()
                      + " "
                      + learnt.weights().hash()
                      + " "
                      + learnt.provenance().hash()));
    } else if (value.getClass().isArray() && value.getClass().getComponentType().isPrimitive()) {
      words.add(
          value.getClass().getName() + " " + java.util.Arrays.deepToString(new Object[] {value}));
    } else if (holds(value)) {
      words.add("several " + value.getClass().isArray() + (value instanceof Map));
      Parts.direct(value).forEach(v -> add(v, words, seen));
      words.add("end");
    } else {
      words.add(value.getClass().isHidden() ? "lambda" : value.getClass().getName());
      if (value.getClass().isRecord()) {
        Parts.direct(value).forEach(v -> add(v, words, seen));
      }
      if (ClassCode.own(value.getClass())) {
        code(value, words, seen);
      } else if (!value.getClass().isRecord()) {
        throw new Opaque(named(value));
      }
    }
  }

  private static boolean holds(Object value) {
    return value instanceof Optional<?>
        || value instanceof Collection<?>
        || value instanceof Map<?, ?>
        || value instanceof Object[];
  }

  /** Of a class or a lambda of the user's: its code, what it captured, and what it refers to. */
  private void code(Object value, List<String> words, Map<Object, Integer> seen) {
    var code = ClassCode.of(value.getClass()).orElseThrow(() -> new Opaque(named(value)));
    words.addAll(code.digests());
    for (var inside : code.captured(value)) {
      add(inside, words, seen);
    }
    for (var field : code.statics()) {
      words.add(field.getKey());
      add(field.getValue(), words, seen);
    }
  }

  private static String named(Object value) {
    return value instanceof Shown s && !value.getClass().isHidden()
        ? s.text()
        : value.getClass().isHidden()
            ? "a lambda"
            : "a value of the type " + value.getClass().getSimpleName();
  }

  private static String pixels(Images x) {
    var values = x.values();
    var bytes = java.nio.ByteBuffer.allocate(Float.BYTES * values.length);
    bytes.asFloatBuffer().put(values);
    return java.util.Arrays.toString(x.shape())
        + Provenance.digest(x.ids().toString())
        + Provenance.digest(bytes.array());
  }
}
