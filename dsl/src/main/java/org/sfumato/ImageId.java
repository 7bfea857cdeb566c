package org.sfumato;

/**
 * Which image this is, wherever it stands in a batch: the noise and the masks of an image are keyed
 * by this and never by its place, so image 3 stays the same image when it is drawn alone.
 *
 * @param origin where it comes from, such as {@code brainweb/pd} or {@code draw}
 * @param position its number there, from 0
 */
public record ImageId(String origin, long position) {
  /** A 64-bit key: the same for the same identity on every machine. */
  public long key() {
    long h = 0xcbf29ce484222325L;
    for (int i = 0; i < origin.length(); i++) {
      h = (h ^ origin.charAt(i)) * 0x100000001b3L;
    }
    h = (h ^ position) * 0x9e3779b97f4a7c15L;
    return h ^ (h >>> 29);
  }

  @Override
  public String toString() {
    return origin + "[" + position + "]";
  }
}
