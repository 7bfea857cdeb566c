package org.sfumato.kernel.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A front end of its own, which shares no code with the kernel: it signs, frames and reads messages
 * by the protocol's description.
 */
final class Client implements AutoCloseable {
  static final String KEY = "a-key-of-the-tests";
  static final int PATIENCE_MILLISECONDS = 60_000;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] PORTS = {
    "shell_port", "control_port", "stdin_port", "iopub_port", "hb_port"
  };

  private final ZContext context = new ZContext();
  private final String session = UUID.randomUUID().toString();
  private final Map<String, ZMQ.Socket> sockets = new HashMap<>();
  private final JsonNode file;
  private final String key;

  /** A connection file with free ports. */
  static Path connectionFile(Path folder) throws IOException {
    var content = new HashMap<String, Object>();
    var taken = new ArrayList<ServerSocket>();
    for (var port : PORTS) {
      var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      taken.add(socket);
      content.put(port, socket.getLocalPort());
    }
    for (var socket : taken) {
      socket.close();
    }
    content.put("transport", "tcp");
    content.put("ip", "127.0.0.1");
    content.put("key", KEY);
    content.put("signature_scheme", "hmac-sha256");
    return write(folder, content);
  }

  static Path write(Path folder, Map<String, ?> content) throws IOException {
    var file = Files.createTempFile(folder, "kernel-", ".json");
    return Files.writeString(file, JSON.writeValueAsString(content));
  }

  Client(Path file) throws IOException {
    this(file, KEY);
  }

  Client(Path file, String key) throws IOException {
    this.file = JSON.readTree(file.toFile());
    this.key = key;
    var identity = session.getBytes(StandardCharsets.UTF_8);
    connect("shell", SocketType.DEALER, identity);
    connect("control", SocketType.DEALER, identity);
    connect("iopub", SocketType.SUB, identity).subscribe(ZMQ.SUBSCRIPTION_ALL);
  }

  ZMQ.Socket connect(String name, SocketType type, byte[] identity) {
    var socket = context.createSocket(type);
    socket.setIdentity(identity);
    socket.setHWM(0);
    socket.setLinger(0);
    socket.connect("tcp://127.0.0.1:" + port(name));
    sockets.put(name, socket);
    return socket;
  }

  /** Listens for questions too. */
  Client thatAnswers() {
    connect("stdin", SocketType.DEALER, session.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  int port(String name) {
    return file.path(name + "_port").asInt();
  }

  ZMQ.Socket socket(String name) {
    return sockets.get(name);
  }

  /** Waits until the kernel answers and its output reaches us. */
  Client ready() {
    long until = System.nanoTime() + PATIENCE_MILLISECONDS * 1_000_000L;
    while (System.nanoTime() < until) {
      var id = send("shell", "kernel_info_request", Map.of());
      next("shell", m -> m.parentId().equals(id));
      if (poll("iopub", 200) != null) {
        drain();
        return this;
      }
    }
    throw new AssertionError("the kernel did not get ready");
  }

  /** Forgets what everybody was told so far. */
  void drain() {
    while (poll("iopub", 300) != null) {
      // Forgotten.
    }
  }

  String send(String channel, String type, Map<String, ?> content) {
    return send(channel, type, content, Instant.now());
  }

  String send(String channel, String type, Map<String, ?> content, Instant date) {
    var id = UUID.randomUUID().toString();
    var header =
        Map.of(
            "msg_id",
            id,
            "msg_type",
            type,
            "session",
            session,
            "username",
            "test",
            "date",
            date.toString(),
            "version",
            "5.3");
    send(channel, signed(json(header), json(Map.of()), json(Map.of()), json(content)));
    return id;
  }

  void send(String channel, List<byte[]> frames) {
    var socket = sockets.get(channel);
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
  }

  /** Frames with a signature of our key. */
  List<byte[]> signed(String... parts) {
    var frames = new ArrayList<byte[]>();
    frames.add("<IDS|MSG>".getBytes(StandardCharsets.UTF_8));
    frames.add(sign(parts).getBytes(StandardCharsets.UTF_8));
    for (var part : parts) {
      frames.add(part.getBytes(StandardCharsets.UTF_8));
    }
    return frames;
  }

  private String sign(String... parts) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update(String.join("", parts).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The next message, or null if none comes in time; checks its signature. */
  Heard poll(String channel, int milliseconds) {
    var socket = sockets.get(channel);
    socket.setReceiveTimeOut(milliseconds);
    var frames = new ArrayList<String>();
    do {
      var frame = socket.recv();
      if (frame == null) {
        return null;
      }
      frames.add(new String(frame, StandardCharsets.UTF_8));
    } while (socket.hasReceiveMore());
    int at = frames.indexOf("<IDS|MSG>");
    var parts = frames.subList(at + 2, at + 6);
    var expected = sign(parts.toArray(String[]::new));
    if (!expected.equals(frames.get(at + 1))) {
      throw new AssertionError("the kernel signed wrongly: " + frames);
    }
    try {
      return new Heard(
          JSON.readTree(parts.get(0)),
          JSON.readTree(parts.get(1)),
          JSON.readTree(parts.get(2)),
          JSON.readTree(parts.get(3)));
    } catch (IOException e) {
      throw new AssertionError("the kernel wrote no JSON: " + parts, e);
    }
  }

  /** The next message that fits; others are thrown away. */
  Heard next(String channel, Predicate<Heard> fits) {
    long until = System.nanoTime() + PATIENCE_MILLISECONDS * 1_000_000L;
    while (System.nanoTime() < until) {
      var heard = poll(channel, 1000);
      if (heard != null && fits.test(heard)) {
        return heard;
      }
    }
    throw new AssertionError("no such message came on " + channel);
  }

  Heard reply(String id) {
    return next("shell", m -> m.parentId().equals(id));
  }

  /** What everybody hears until a request is done, its {@code idle} included. */
  List<Heard> untilIdle(String id) {
    var all = new ArrayList<Heard>();
    next(
        "iopub",
        m -> {
          all.add(m);
          return m.says("idle") && m.parentId().equals(id);
        });
    return all;
  }

  String execute(String code) {
    return execute(code, Map.of());
  }

  /** Sends a cell; {@code more} overrides what a notebook would ask for. */
  String execute(String code, Map<String, ?> more) {
    return send("shell", "execute_request", request(code, more));
  }

  static Map<String, Object> request(String code, Map<String, ?> more) {
    var content = new HashMap<String, Object>();
    content.put("code", code);
    content.put("silent", false);
    content.put("store_history", true);
    content.put("user_expressions", Map.of());
    content.put("allow_stdin", false);
    content.put("stop_on_error", true);
    content.putAll(more);
    return content;
  }

  /** Runs a cell to its end. */
  Ran run(String code) {
    return run(code, Map.of());
  }

  Ran run(String code, Map<String, ?> more) {
    var id = execute(code, more);
    var reply = reply(id);
    return new Ran(id, reply, untilIdle(id));
  }

  /** Asks something and gives the content of the answer. */
  JsonNode ask(String type, Map<String, ?> content) {
    return reply(send("shell", type, content)).content();
  }

  @Override
  public void close() {
    context.close();
  }

  /** A cell that ran: its reply, and what everybody heard until it was done. */
  record Ran(String id, Heard reply, List<Heard> heard) {
    List<Heard> all(String type) {
      return heard.stream().filter(m -> m.is(type)).toList();
    }

    /** Types of what was heard, without the two words about being busy. */
    List<String> types() {
      return heard.stream().map(Heard::type).filter(t -> !t.equals("status")).toList();
    }

    String printed(String stream) {
      var text = new StringBuilder();
      all("stream").stream()
          .filter(m -> m.content().path("name").asText().equals(stream))
          .forEach(m -> text.append(m.content().path("text").asText()));
      return text.toString();
    }

    String status() {
      return reply.content().path("status").asText();
    }

    int count() {
      return reply.content().path("execution_count").asInt();
    }

    String result() {
      return all("execute_result").get(0).content().path("data").path("text/plain").asText();
    }
  }
}
