package org.sfumato.kernel.wire;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs messages with the key of the connection file. Used by one thread only. */
final class Signer {
  private static final byte[] UNSIGNED = new byte[0];

  private static final String USUAL = "hmac-sha256";

  /** Nothing is signed if there is no key. */
  private final Function<List<byte[]>, byte[]> mac;

  /**
   * A signer.
   *
   * @param scheme such as {@code hmac-sha256}
   * @throws WireException if Java knows no such scheme
   */
  Signer(String scheme, String key) {
    mac = key.isEmpty() ? null : mac(scheme, key);
  }

  private static Function<List<byte[]>, byte[]> mac(String scheme, String key) {
    var bytes = key.getBytes(StandardCharsets.UTF_8);
    return scheme.equals(USUAL) ? new HmacSha256(bytes)::of : other(scheme, bytes);
  }

  private static Function<List<byte[]>, byte[]> other(String scheme, byte[] key) {
    try {
      if (!scheme.startsWith("hmac-")) {
        throw new NoSuchAlgorithmException(scheme);
      }
      var mac = Mac.getInstance("Hmac" + scheme.substring(5).toUpperCase(Locale.ROOT));
      mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
      return parts -> {
        parts.forEach(mac::update);
        return mac.doFinal();
      };
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new WireException(
          "the connection file asks for the signature scheme "
              + scheme
              + ", which this Java does not know; hmac-sha256 is the usual one",
          e);
    }
  }

  boolean signs() {
    return mac != null;
  }

  /** The signature as it goes over the wire, in hexadecimal letters. */
  byte[] sign(List<byte[]> parts) {
    if (mac == null) {
      return UNSIGNED;
    }
    return HexFormat.of().formatHex(mac.apply(parts)).getBytes(StandardCharsets.US_ASCII);
  }

  /** Takes the same time however many letters of a wrong signature are right. */
  boolean accepts(byte[] signature, List<byte[]> parts) {
    return mac == null || MessageDigest.isEqual(sign(parts), signature);
  }
}
