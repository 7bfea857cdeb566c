package org.sfumato.kernel.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where the kernel listens, as a front end wrote it down.
 *
 * @param transport {@code tcp}, or {@code ipc} for files instead of ports
 * @param ip address, or with {@code ipc} the beginning of the files' names
 * @param ports of the four sockets with messages, 1 to 65535; with {@code ipc} ends of file names
 * @param heartbeat port of the socket that echoes
 * @param key with which messages are signed; empty for none
 */
public record ConnectionFile(
    String transport,
    String ip,
    Map<Channel, Integer> ports,
    int heartbeat,
    String key,
    String signatureScheme) {
  private static final int LAST_PORT = 65_535;

  public ConnectionFile {
    ports = Map.copyOf(ports);
  }

  /**
   * Reads a file.
   *
   * @throws WireException in one sentence, if it is not there or wrong
   */
  public static ConnectionFile read(Path file) {
    JsonNode json;
    try {
      json = Json.read(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new WireException(
          "the connection file " + file + " is no JSON: " + e.getOriginalMessage(), e);
    } catch (IOException e) {
      var why = Files.exists(file) ? "cannot be read" : "does not exist";
      throw new WireException(
          "the connection file " + file + " " + why + "; Jupyter writes one for each kernel", e);
    }
    if (!json.isObject()) {
      throw new WireException("the connection file " + file + " is no JSON object");
    }
    var transport = json.path("transport").asText("tcp");
    if (!transport.equals("tcp") && !transport.equals("ipc")) {
      throw new WireException(
          "the connection file " + file + " asks for " + transport + "; there are tcp and ipc");
    }
    var ports = new EnumMap<Channel, Integer>(Channel.class);
    for (var channel : Channel.values()) {
      ports.put(channel, port(file, json, channel.port()));
    }
    return new ConnectionFile(
        transport,
        json.path("ip").asText("127.0.0.1"),
        ports,
        port(file, json, "hb_port"),
        json.path("key").asText(""),
        json.path("signature_scheme").asText("hmac-sha256"));
  }

  private static int port(Path file, JsonNode json, String name) {
    var port = json.path(name);
    if (!port.isInt() || port.intValue() < 1 || port.intValue() > LAST_PORT) {
      throw new WireException(
          "the connection file "
              + file
              + (port.isMissingNode()
                  ? " names no " + name
                  : " says " + name + " is " + port + ", which is no number from 1 to 65535"));
    }
    return port.intValue();
  }

  boolean isTcp() {
    return transport.equals("tcp");
  }

  /** Whether nothing but this machine reaches the kernel. */
  boolean isLocal() {
    if (!isTcp()) {
      return true;
    }
    try {
      return InetAddress.getByName(ip).isLoopbackAddress();
    } catch (UnknownHostException e) {
      // Stars and names of interfaces, which only ZeroMQ understands.
      return false;
    }
  }
}
