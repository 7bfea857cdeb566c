package org.sfumato.diffusion;

import ai.djl.ndarray.NDArray;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sfumato.Provenance;
import org.sfumato.engine.Torch;
import org.sfumato.metric.LocalMi;

/**
 * LMI(s, s) of images, kept on the heap by what an image shows: a translation makes it once, and a
 * training once for each image that it shows unchanged. An augmented image is another image each
 * time, and its map is made anew. What was not asked for the longest is forgotten first.
 */
public final class SelfMaps {
  private static final long MOST_BYTES = 64L << 20;

  /** A chunk and more of the largest images, so that a run never makes a map twice per step. */
  private static final int LEAST = 64;

  private final LocalMi how;
  private final long mostBytes;
  private final Map<String, float[]> kept = new LinkedHashMap<>(16, .75f, true);
  private long made;

  public SelfMaps(LocalMi how) {
    this(how, MOST_BYTES);
  }

  SelfMaps(LocalMi how, long mostBytes) {
    this.how = how;
    this.mostBytes = mostBytes;
  }

  /**
   * The maps of these images.
   *
   * @param s gray images, {@code [n, 1, H, W]} in [0, 1]
   * @return {@code [n, 1, H, W]}
   */
  public synchronized NDArray of(NDArray s) {
    int n = (int) s.getShape().get(0);
    float[] values = s.toFloatArray();
    int one = values.length / n;
    var keys = new String[n];
    List<Integer> missing = new ArrayList<>();
    var bytes = ByteBuffer.allocate(Float.BYTES * one + Long.BYTES);
    for (int k = 0; k < n; k++) {
      // Pictures of another width may hold the same numbers.
      bytes.clear().putLong(s.getShape().get(3));
      bytes.asFloatBuffer().put(values, k * one, one);
      keys[k] = Provenance.digest(bytes.array());
      if (!kept.containsKey(keys[k]) && !Arrays.asList(keys).subList(0, k).contains(keys[k])) {
        missing.add(k);
      }
    }
    make(s, keys, missing, one);
    var maps = new float[values.length];
    for (int k = 0; k < n; k++) {
      System.arraycopy(kept.get(keys[k]), 0, maps, k * one, one);
    }
    forget(one);
    return Torch.manager().create(maps, s.getShape());
  }

  private void make(NDArray s, String[] keys, List<Integer> missing, int one) {
    for (int k : missing) {
      var row = s.get(k + ":" + (k + 1));
      kept.put(keys[k], how.map(row, row).toFloatArray());
      made++;
    }
  }

  private void forget(int one) {
    long most = Math.max(LEAST, mostBytes / (Float.BYTES * (long) one));
    var oldest = kept.keySet().iterator();
    while (kept.size() > most) {
      oldest.next();
      oldest.remove();
    }
  }

  /** How many maps have been made so far. */
  synchronized long made() {
    return made;
  }

  /** How many maps are kept. */
  synchronized int size() {
    return kept.size();
  }
}
