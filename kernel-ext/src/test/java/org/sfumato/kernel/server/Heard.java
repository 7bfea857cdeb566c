package org.sfumato.kernel.server;

import com.fasterxml.jackson.databind.JsonNode;

/** A message as a client sees it. */
record Heard(JsonNode header, JsonNode parent, JsonNode metadata, JsonNode content) {
  String type() {
    return header.path("msg_type").asText();
  }

  String parentId() {
    return parent.path("msg_id").asText();
  }

  boolean is(String type) {
    return type().equals(type);
  }

  boolean says(String state) {
    return is("status") && content.path("execution_state").asText().equals(state);
  }
}
