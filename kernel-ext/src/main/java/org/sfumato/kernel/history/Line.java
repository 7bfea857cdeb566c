package org.sfumato.kernel.history;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.sfumato.kernel.server.History.Entry;
import org.sfumato.kernel.wire.Json;

/**
 * A line of the file: JSON, in ASCII, so that half a line is never half a letter. It begins with
 * its session, which is so found without reading the rest.
 */
final class Line {
  private static final String BEGIN = "{\"session\":";
  private static final JsonFactory ASCII =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private Line() {}

  /** The line with which a session begins. */
  static String begin(int session, String time) {
    return BEGIN + session + ",\"began\":\"" + time + "\"}";
  }

  /** The line of a cell. */
  static String of(Entry entry) {
    var text = new StringWriter();
    try (var out = ASCII.createGenerator(text)) {
      out.writeStartObject();
      out.writeNumberField("session", entry.session());
      out.writeNumberField("line", entry.line());
      out.writeStringField("source", entry.source());
      if (entry.output().isPresent()) {
        out.writeStringField("output", entry.output().get());
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("a cell's text cannot be written as JSON", e);
    }
    return text.toString();
  }

  /** The session that a line belongs to; 0 if it is no whole line. */
  static int session(String line) {
    int end = line.startsWith(BEGIN) && line.endsWith("}") ? line.indexOf(',') : -1;
    try {
      return end < 0 ? 0 : Integer.parseInt(line.substring(BEGIN.length(), end));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** The cell that a line tells of; empty for a session's begin and for what is not whole. */
  static Optional<Entry> entry(String line) {
    if (session(line) == 0) {
      return Optional.empty();
    }
    try {
      var node = Json.read(line.getBytes(StandardCharsets.UTF_8));
      var source = node.path("source");
      var output = node.path("output");
      return source.isTextual() && node.path("line").isInt()
          ? Optional.of(
              new Entry(
                  node.path("session").asInt(),
                  node.path("line").asInt(),
                  source.asText(),
                  output.isTextual() ? Optional.of(output.asText()) : Optional.empty()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
