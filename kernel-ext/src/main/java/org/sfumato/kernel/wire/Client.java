package org.sfumato.kernel.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.zeromq.SocketType;
import org.zeromq.ZContext;
import org.zeromq.ZMQ;

/**
 * A front end's end of ZeroMQ, as far as a kernel is tried out: one request after another, each
 * with its reply. Used by one thread only.
 */
public final class Client implements AutoCloseable {
  /** So often a kernel that does not answer is asked whether it lives. */
  private static final int LOOK_MILLISECONDS = 50;

  private static final String SCHEME = "hmac-sha256";
  private final ZContext context = new ZContext(1);
  private final Map<Channel, ZMQ.Socket> sockets = new EnumMap<>(Channel.class);
  private final Codec codec;
  private final String session = UUID.randomUUID().toString();

  /** To a kernel that listens there, now or later. */
  public Client(ConnectionFile where) {
    codec = new Codec(new Signer(where.signatureScheme(), where.key()));
    context.setLinger(0);
    for (var channel : List.of(Channel.SHELL, Channel.CONTROL)) {
      var socket = context.createSocket(SocketType.DEALER);
      socket.connect("tcp://" + where.ip() + ":" + where.ports().get(channel));
      sockets.put(channel, socket);
    }
  }

  /**
   * Five ports at which nothing listens now, for this machine only, and a key nobody knows; written
   * to a file.
   */
  public static ConnectionFile newConnection(Path file) throws IOException {
    var taken = new ArrayList<ServerSocket>();
    try {
      for (int i = 0; i <= Channel.values().length; i++) {
        taken.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
      }
      var ports = new EnumMap<Channel, Integer>(Channel.class);
      var json = Json.object();
      for (var channel : Channel.values()) {
        int port = taken.get(channel.ordinal()).getLocalPort();
        ports.put(channel, port);
        json.put(channel.port(), port);
      }
      int heartbeat = taken.get(Channel.values().length).getLocalPort();
      var connection =
          new ConnectionFile(
              "tcp", "127.0.0.1", ports, heartbeat, UUID.randomUUID().toString(), SCHEME);
      json.put("hb_port", heartbeat);
      json.put("transport", connection.transport());
      json.put("ip", connection.ip());
      json.put("key", connection.key());
      json.put("signature_scheme", SCHEME);
      Files.writeString(file, Json.write(json));
      return connection;
    } finally {
      for (var socket : taken) {
        socket.close();
      }
    }
  }

  /**
   * Asks, and waits for the reply.
   *
   * @param lives whether the kernel still runs; once it does not, nobody waits any longer
   * @return nothing if none came in time
   */
  public Optional<Received> ask(
      Channel channel,
      String type,
      Map<String, ?> content,
      BooleanSupplier lives,
      Duration patience) {
    var id = UUID.randomUUID().toString();
    Map<String, Object> header =
        Map.of(
            "msg_id",
            id,
            "msg_type",
            type,
            "session",
            session,
            "username",
            "sfumato",
            "date",
            Instant.now().toString(),
            "version",
            "5.3");
    var none = Json.object();
    var socket = sockets.get(channel);
    var frames =
        codec.encode(new Outgoing(channel, List.of(), header, none, Map.of(), content, List.of()));
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i < frames.size() - 1 ? ZMQ.SNDMORE : 0);
    }
    socket.setReceiveTimeOut(LOOK_MILLISECONDS);
    long until = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < until && lives.getAsBoolean()) {
      var reply = receive(channel, socket);
      if (reply.filter(r -> r.parent().path("msg_id").asText().equals(id)).isPresent()) {
        return reply;
      }
    }
    return Optional.empty();
  }

  private Optional<Received> receive(Channel channel, ZMQ.Socket socket) {
    var first = socket.recv();
    if (first == null) {
      return Optional.empty();
    }
    var frames = new ArrayList<byte[]>();
    frames.add(first);
    while (socket.hasReceiveMore()) {
      frames.add(socket.recv());
    }
    return Optional.of(codec.decode(channel, frames));
  }

  @Override
  public void close() {
    context.close();
  }
}
