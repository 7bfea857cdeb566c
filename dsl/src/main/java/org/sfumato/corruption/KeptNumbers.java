package org.sfumato.corruption;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Random numbers that are looked at again and again, kept within bounds: what has not been looked
 * at for longest is forgotten first, and made again when it is needed.
 */
final class KeptNumbers {
  /** 64 MB, whether many images have few numbers each or few have the rows of a whole matrix. */
  static final long MOST = 1L << 24;

  private final Map<Key, float[]> kept = new LinkedHashMap<>(16, 0.75f, true);
  private long size;

  float[] get(String stream, int place, Supplier<float[]> make) {
    var key = new Key(stream, place);
    synchronized (kept) {
      var known = kept.get(key);
      if (known != null) {
        return known;
      }
    }
    var made = make.get();
    synchronized (kept) {
      if (kept.put(key, made) == null) {
        size += made.length;
      }
      var oldest = kept.entrySet().iterator();
      while (size > MOST && oldest.hasNext()) {
        size -= oldest.next().getValue().length;
        oldest.remove();
      }
    }
    return made;
  }

  /** How many numbers are kept now. */
  long size() {
    synchronized (kept) {
      return size;
    }
  }

  private record Key(String stream, int place) {}
}
