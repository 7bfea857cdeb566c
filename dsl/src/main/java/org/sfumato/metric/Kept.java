package org.sfumato.metric;

import java.lang.ref.SoftReference;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.BiFunction;
import org.sfumato.Encoder;
import org.sfumato.Images;

/**
 * What an encoder made of a set, kept as long as the set is in use and memory suffices: a sweep
 * measures many sets against one.
 */
final class Kept<V> {
  private final BiFunction<Encoder, Images, V> make;
  private final Map<Images, Map<Object, SoftReference<V>>> known = new WeakHashMap<>();

  Kept(BiFunction<Encoder, Images, V> make) {
    this.make = make;
  }

  V of(Encoder encoder, Images x) {
    // An encoder that states what defines its features is the same whenever it states the same.
    Object key =
        encoder.variant().isEmpty()
            ? encoder
            : encoder.getClass().getName() + encoder.name() + encoder.variant();
    synchronized (known) {
      var before = known.getOrDefault(x, Map.of()).get(key);
      var value = before == null ? null : before.get();
      if (value != null) {
        return value;
      }
    }
    var made = make.apply(encoder, x);
    synchronized (known) {
      known.computeIfAbsent(x, k -> new HashMap<>()).put(key, new SoftReference<>(made));
    }
    return made;
  }
}
