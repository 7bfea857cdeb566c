package org.sfumato.kernel.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * A message that came in, its signature checked.
 *
 * @param identities frames that lead back to its sender
 * @param buffers binary frames after the message
 */
public record Received(
    Channel channel,
    List<byte[]> identities,
    ObjectNode header,
    ObjectNode parent,
    ObjectNode metadata,
    ObjectNode content,
    List<byte[]> buffers) {

  /** What it asks for, such as {@code execute_request}. */
  public String type() {
    return header.path("msg_type").asText();
  }

  public String id() {
    return header.path("msg_id").asText();
  }

  /** The session of its sender. */
  public String session() {
    return header.path("session").asText();
  }

  /**
   * A text of its content.
   *
   * @throws MalformedMessage if there is none
   */
  public String text(String field) {
    return optionalText(field)
        .orElseThrow(() -> new MalformedMessage(type() + " needs a text named " + field));
  }

  /** A text of its content, if it is there. */
  public Optional<String> optionalText(String field) {
    var value = content.path(field);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }

  /** A yes or no of its content; {@code otherwise} if it is not there. */
  public boolean flag(String field, boolean otherwise) {
    var value = content.path(field);
    return value.isBoolean() ? value.booleanValue() : otherwise;
  }

  /** A whole number of its content; {@code otherwise} if it is not there. */
  public int number(String field, int otherwise) {
    JsonNode value = content.path(field);
    return value.isNumber() ? value.intValue() : otherwise;
  }
}
