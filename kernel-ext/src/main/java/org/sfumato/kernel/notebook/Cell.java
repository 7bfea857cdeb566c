package org.sfumato.kernel.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** One cell, as a view of its part of the file's tree; what it does not know it leaves alone. */
public record Cell(ObjectNode json) {
  /** A new code cell. */
  static Cell code(String id, String source, String tag) {
    var json = fresh("code", id, source, tag);
    json.putNull("execution_count");
    json.putArray("outputs");
    return new Cell(json);
  }

  /** A new Markdown cell. */
  static Cell markdown(String id, String source, String tag) {
    return new Cell(fresh("markdown", id, source, tag));
  }

  private static ObjectNode fresh(String type, String id, String source, String tag) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("cell_type", type);
    json.put("id", id);
    json.putObject("metadata").putArray("tags").add(tag);
    json.set("source", Lines.list(source));
    return json;
  }

  public String id() {
    return json.path("id").asText("");
  }

  public boolean isCode() {
    return json.path("cell_type").asText().equals("code");
  }

  public boolean isMarkdown() {
    return json.path("cell_type").asText().equals("markdown");
  }

  public String source() {
    return Lines.text(json.get("source"));
  }

  public List<String> tags() {
    var tags = new ArrayList<String>();
    json.path("metadata").path("tags").forEach(t -> tags.add(t.asText()));
    return tags;
  }

  public boolean has(String tag) {
    return tags().contains(tag);
  }

  /** Adds a tag. */
  public void tag(String tag) {
    if (!has(tag)) {
      var metadata = (ObjectNode) json.get("metadata");
      var tags = metadata.get("tags") instanceof ArrayNode a ? a : metadata.putArray("tags");
      tags.add(tag);
    }
  }

  public ArrayNode outputs() {
    return json.get("outputs") instanceof ArrayNode outputs ? outputs : json.putArray("outputs");
  }

  public JsonNode attachments() {
    return json.path("attachments");
  }

  public void clear() {
    json.putArray("outputs");
    json.putNull("execution_count");
  }

  public void count(int n) {
    json.put("execution_count", n);
  }
}
