package org.sfumato.kernel.wire;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * HMAC (RFC 2104) on Java's own SHA-256. Java has the whole of it too, behind five providers of
 * cryptography that it loads to find it: a tenth of the time until a kernel answers. Used by one
 * thread only.
 */
final class HmacSha256 {
  private static final int BLOCK = 64;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private final MessageDigest digest;
  private final byte[] inner;
  private final byte[] outer;

  HmacSha256(byte[] key) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256, but this one", e);
    }
    var block = Arrays.copyOf(key.length > BLOCK ? digest.digest(key) : key, BLOCK);
    inner = padded(block, INNER);
    outer = padded(block, OUTER);
  }

  private static byte[] padded(byte[] key, byte with) {
    var padded = key.clone();
    for (int i = 0; i < padded.length; i++) {
      padded[i] ^= with;
    }
    return padded;
  }

  /** The code of these parts, one after another: 32 bytes. */
  byte[] of(List<byte[]> parts) {
    digest.update(inner);
    parts.forEach(digest::update);
    var once = digest.digest();
    digest.update(outer);
    return digest.digest(once);
  }
}
