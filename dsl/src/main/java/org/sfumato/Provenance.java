package org.sfumato;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Where a value comes from. <em>Identity</em> (recipe, data, weights, seed, versions) is hashed and
 * decides whether two values are the same; <em>circumstance</em> (time, host, device, threads) is
 * not.
 */
public record Provenance(Map<String, String> identity, Map<String, String> circumstance) {
  private static final int SHORT = 16;

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

  /**
   * A copy whose identity also says what a part of it was made from: the part's hash, and each of
   * its fields as {@code part.field}, so that a difference is named and not only noticed.
   */
  public Provenance within(String part, Provenance from) {
    var more = new TreeMap<>(identity);
    more.put(part, from.hash());
    from.identity.forEach((key, value) -> more.put(part + "." + key, value));
    return new Provenance(more, circumstance);
  }

  /**
   * What several have in common; where they differ, how many values there are and the digest of
   * all.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Provenance common(List<Provenance> several) {
    if (several.isEmpty()) {
      throw new IllegalArgumentException("there is no provenance to join");
    }
    var joined = new TreeMap<String, String>();
    var keys = new TreeSet<String>();
    several.forEach(p -> keys.addAll(p.identity.keySet()));
    for (var key : keys) {
      var values = several.stream().map(p -> p.identity.getOrDefault(key, "")).toList();
      long different = values.stream().distinct().count();
      joined.put(
          key,
          different == 1
              ? values.get(0)
              : different + " values, " + digest(values.toString()).substring(0, SHORT));
    }
    return new Provenance(joined, several.get(0).circumstance);
  }

  /** What tells this apart from another, field by field; see {@link ProvenanceDiff}. */
  public ProvenanceDiff diff(Provenance other) {
    return new ProvenanceDiff(this, other);
  }

  /** Hash, identity and circumstance, as {@link Figures} write them. */
  public Map<String, Object> fields() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("hash", hash());
    fields.put("identity", identity);
    fields.put("circumstance", circumstance);
    return fields;
  }

  /** SHA-256 of the identity, the first 16 hexadecimal digits. */
  public String hash() {
    return digest(identity.toString()).substring(0, SHORT);
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
