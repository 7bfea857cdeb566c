package org.sfumato;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a value comes from. <em>Identity</em> (recipe, data, weights, seed, versions) is hashed and
 * decides whether two values are the same; <em>circumstance</em> (time, host, device, threads) is
 * not.
 */
public record Provenance(Map<String, String> identity, Map<String, String> circumstance) {
  public static final Provenance NONE = new Provenance(Map.of(), Map.of());

  public Provenance {
    identity = Collections.unmodifiableMap(new TreeMap<>(identity));
    circumstance = Collections.unmodifiableMap(new TreeMap<>(circumstance));
  }

  public static Provenance of(String key, String value) {
    return new Provenance(Map.of(key, value), Map.of());
  }

  /** A copy that also says this about the value's identity. */
  public Provenance with(String key, String value) {
    var more = new TreeMap<>(identity);
    more.put(key, value);
    return new Provenance(more, circumstance);
  }

  /** A copy that also says this about how the value came to be; it does not change the hash. */
  public Provenance circumstance(String key, String value) {
    var more = new TreeMap<>(circumstance);
    more.put(key, value);
    return new Provenance(identity, more);
  }

  /** SHA-256 of the identity, the first 16 hexadecimal digits. */
  public String hash() {
    return digest(identity.toString()).substring(0, 16);
  }

  /** SHA-256 of a text, as 64 hexadecimal digits. */
  public static String digest(String text) {
    return digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /** SHA-256 of some bytes, as 64 hexadecimal digits. */
  public static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
