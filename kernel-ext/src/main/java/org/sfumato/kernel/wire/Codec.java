package org.sfumato.kernel.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Messages as frames: identities, a delimiter, the signature, four JSON objects, buffers. */
final class Codec {
  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);

  /** Signature, header, parent header, metadata, content. */
  private static final int FRAMES = 5;

  /** So many messages back a second copy of one is recognised and refused. */
  private static final int REMEMBERED = 16_384;

  private final Signer signer;
  private final Map<String, Boolean> seen =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  Codec(Signer signer) {
    this.signer = signer;
  }

  /**
   * Reads what came.
   *
   * @throws MalformedMessage if it is no message, or not signed with our key
   */
  Received decode(Channel channel, List<byte[]> frames) {
    int at = delimiter(frames);
    if (frames.size() < at + 1 + FRAMES) {
      throw new MalformedMessage("a message of " + frames.size() + " frames is too short");
    }
    var signature = frames.get(at + 1);
    var parts = frames.subList(at + 2, at + 1 + FRAMES);
    if (!signer.accepts(signature, parts)) {
      throw new MalformedMessage("a message is signed with another key");
    }
    if (signer.signs() && seen.put(name(signature), true) != null) {
      throw new MalformedMessage("a message came a second time");
    }
    var header = object("header", parts.get(0));
    for (var field : List.of("msg_id", "msg_type")) {
      if (!header.path(field).isTextual()) {
        throw new MalformedMessage("a message's header has no " + field);
      }
    }
    return new Received(
        channel,
        List.copyOf(frames.subList(0, at)),
        header,
        object("parent header", parts.get(1)),
        object("metadata", parts.get(2)),
        object("content", parts.get(3)),
        List.copyOf(frames.subList(at + 1 + FRAMES, frames.size())));
  }

  private static int delimiter(List<byte[]> frames) {
    for (int i = 0; i < frames.size(); i++) {
      if (Arrays.equals(frames.get(i), DELIMITER)) {
        return i;
      }
    }
    throw new MalformedMessage("what came is no Jupyter message: it has no delimiter");
  }

  /** Half a signature tells messages apart as well, in half the memory. */
  private static String name(byte[] signature) {
    return new String(signature, 0, Math.min(signature.length, 32), StandardCharsets.US_ASCII);
  }

  private static ObjectNode object(String what, byte[] json) {
    try {
      JsonNode node = Json.read(json);
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw new MalformedMessage("a message's " + what + " is no JSON object");
    } catch (IOException e) {
      throw new MalformedMessage("a message's " + what + " is no JSON");
    }
  }

  /**
   * The frames of a message.
   *
   * @throws IllegalArgumentException if its content cannot be written as JSON
   */
  List<byte[]> encode(Outgoing message) {
    var parts =
        List.of(
            bytes(message.header()),
            bytes(message.parent()),
            bytes(message.metadata()),
            bytes(message.content()));
    var frames = new ArrayList<>(message.route());
    frames.add(DELIMITER);
    frames.add(signer.sign(parts));
    frames.addAll(parts);
    frames.addAll(message.buffers());
    return Collections.unmodifiableList(frames);
  }

  /** By way of a text, because half a character, which Java allows, must not lose a message. */
  private static byte[] bytes(Object value) {
    try {
      return Json.write(value).getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "a message cannot be written as JSON: " + e.getMessage(), e);
    }
  }
}
