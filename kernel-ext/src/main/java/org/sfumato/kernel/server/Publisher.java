package org.sfumato.kernel.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.sfumato.kernel.wire.Channel;
import org.sfumato.kernel.wire.Outgoing;
import org.sfumato.kernel.wire.Received;

/** Addresses messages and writes their headers. */
final class Publisher {
  /** Of a message that no request caused. */
  static final ObjectNode NO_PARENT = JsonNodeFactory.instance.objectNode();

  private final Consumer<Outgoing> wire;
  private final String session = UUID.randomUUID().toString();

  Publisher(Consumer<Outgoing> wire) {
    this.wire = wire;
  }

  /** Tells everybody. */
  void publish(String type, ObjectNode parent, Map<String, ?> content) {
    publish(type, parent, content, Map.of(), List.of());
  }

  void publish(
      String type,
      ObjectNode parent,
      Map<String, ?> content,
      Map<String, ?> metadata,
      List<byte[]> buffers) {
    var topic = List.of(type.getBytes(StandardCharsets.US_ASCII));
    wire.accept(
        new Outgoing(Channel.IOPUB, topic, header(type), parent, metadata, content, buffers));
  }

  /** Answers a request, to its sender alone. */
  void reply(Received request, Map<String, ?> content, Map<String, ?> metadata) {
    var type = request.type().replaceAll("_request$", "_reply");
    send(request.channel(), request, type, content, metadata);
  }

  /** Asks whoever sent a request. */
  void ask(Received request, Map<String, ?> content) {
    send(Channel.STDIN, request, "input_request", content, Map.of());
  }

  private void send(
      Channel channel, Received to, String type, Map<String, ?> content, Map<String, ?> metadata) {
    wire.accept(
        new Outgoing(
            channel, to.identities(), header(type), to.header(), metadata, content, List.of()));
  }

  private Map<String, Object> header(String type) {
    var header = new LinkedHashMap<String, Object>();
    header.put("msg_id", UUID.randomUUID().toString());
    header.put("msg_type", type);
    header.put("username", "kernel");
    header.put("session", session);
    header.put("date", now());
    header.put("version", KernelInfo.PROTOCOL);
    return header;
  }

  static String now() {
    return OffsetDateTime.now(ZoneOffset.UTC).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME);
  }
}
