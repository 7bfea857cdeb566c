package org.sfumato.random;

import org.sfumato.ImageId;

/**
 * Random numbers as a function of (seed, stream, image, step): the same wherever, whenever and in
 * whatever order they are made. Normal numbers are computed with {@link StrictMath}, so they have
 * the same bits on every machine.
 */
public record Noise(long seed) {
  /** Fills {@code n} places from {@code at} with standard normal numbers (Box–Muller). */
  public void normal(String stream, ImageId id, int step, float[] into, int at, int n) {
    long key = key(stream);
    var c = new int[4];
    for (int done = 0, block = 0; done < n; block++) {
      counter(c, id, step, block);
      Philox.block(c, (int) key, (int) (key >>> 32));
      for (int pair = 0; pair < 4 && done < n; pair += 2) {
        // (0, 1], so that the logarithm is finite
        double u = ((c[pair] >>> 8) + 1) * 0x1p-24;
        double angle = (c[pair + 1] >>> 8) * 0x1p-24 * 2 * Math.PI;
        double radius = StrictMath.sqrt(-2 * StrictMath.log(u));
        into[at + done++] = (float) (radius * StrictMath.cos(angle));
        if (done < n) {
          into[at + done++] = (float) (radius * StrictMath.sin(angle));
        }
      }
    }
  }

  /** Fills {@code n} places from {@code at} with numbers even in [0, 1). */
  public void uniform(String stream, ImageId id, int step, float[] into, int at, int n) {
    long key = key(stream);
    var c = new int[4];
    for (int done = 0, block = 0; done < n; block++) {
      counter(c, id, step, block);
      Philox.block(c, (int) key, (int) (key >>> 32));
      for (int word = 0; word < 4 && done < n; word++) {
        into[at + done++] = (c[word] >>> 8) * 0x1p-24f;
      }
    }
  }

  /** One number even in [0, 1), with 53 random bits. */
  public double uniform(String stream, ImageId id, int step) {
    long key = key(stream);
    var c = new int[4];
    counter(c, id, step, 0);
    Philox.block(c, (int) key, (int) (key >>> 32));
    return (((long) c[0] << 21) ^ (c[1] & 0x1fffffL)) * 0x1p-53 + (c[0] < 0 ? 1 : 0);
  }

  private static void counter(int[] c, ImageId id, int step, int block) {
    long image = id.key();
    c[0] = block;
    c[1] = step;
    c[2] = (int) image;
    c[3] = (int) (image >>> 32);
  }

  /** The seed and the stream's name, mixed (the finaliser of MurmurHash3). */
  private long key(String stream) {
    long h = seed * 0x9e3779b97f4a7c15L;
    for (int i = 0; i < stream.length(); i++) {
      h = (h ^ stream.charAt(i)) * 0x100000001b3L;
    }
    h ^= h >>> 33;
    h *= 0xff51afd7ed558ccdL;
    h ^= h >>> 33;
    h *= 0xc4ceb9fe1a85ec53L;
    return h ^ (h >>> 33);
  }
}
