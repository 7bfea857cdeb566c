package org.sfumato.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class SignerTest {
  @Test
  void should_sign_as_the_test_cases_of_rfc_4231_say() {
    var signed =
        new Signer("hmac-sha256", "Jefe")
            .sign(List.of(bytes("what do ya want "), bytes("for nothing?")));
    assertEquals(
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        new String(signed, StandardCharsets.US_ASCII));
  }

  @Test
  void should_sign_as_java_does_whatever_the_length_of_the_key() throws Exception {
    var parts = List.of(bytes("one"), bytes(""), bytes("two".repeat(100)));
    for (int length : List.of(1, 63, 64, 65, 131)) {
      var key = "k".repeat(length);
      for (var scheme : List.of("sha256", "sha512")) {
        var mac = Mac.getInstance("Hmac" + scheme);
        mac.init(new SecretKeySpec(bytes(key), "any"));
        parts.forEach(mac::update);
        assertEquals(
            HexFormat.of().formatHex(mac.doFinal()),
            new String(new Signer("hmac-" + scheme, key).sign(parts), StandardCharsets.US_ASCII));
      }
    }
  }

  @Test
  void should_refuse_what_differs_by_one_letter() {
    var signer = new Signer("hmac-sha256", "key");
    var parts = List.of(bytes("{}"));
    var signature = signer.sign(parts);
    assertTrue(signer.accepts(signature, parts));
    signature[63] ^= 1;
    assertFalse(signer.accepts(signature, parts));
    assertFalse(signer.accepts(new byte[0], parts));
  }

  @Test
  void should_sign_nothing_without_a_key() {
    var signer = new Signer("hmac-sha256", "");
    assertArrayEquals(new byte[0], signer.sign(List.of(bytes("{}"))));
    assertTrue(signer.accepts(bytes("whatever"), List.of(bytes("{}"))));
  }

  @Test
  void should_say_which_scheme_is_unknown() {
    for (var scheme : List.of("hmac-moon", "sha256")) {
      var e = assertThrows(WireException.class, () -> new Signer(scheme, "key"));
      assertEquals(
          "the connection file asks for the signature scheme "
              + scheme
              + ", which this Java does not know; hmac-sha256 is the usual one",
          e.getMessage());
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
