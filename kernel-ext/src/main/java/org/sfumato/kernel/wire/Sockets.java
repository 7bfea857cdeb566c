package org.sfumato.kernel.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/**
 * Opens the five sockets of a connection file, and a pair by which one thread wakes another. Each
 * socket is closed by the thread that used it; afterwards the context ends.
 */
final class Sockets implements AutoCloseable {
  /** So long the last messages may take to leave when the kernel ends. */
  private static final int LINGER_MILLISECONDS = 1000;

  private static final String WAKE = "inproc://wake";

  private static final String LOOPBACK = "tcp://127.0.0.1";

  private final ZMQ.Context context = ZMQ.context(1);
  private final Map<Channel, ZMQ.Socket> channels = new EnumMap<>(Channel.class);
  private final List<LocalRelay> relays = new ArrayList<>();
  private final List<ZMQ.Socket> all = new ArrayList<>();
  private final ZMQ.Socket heartbeat;
  private final ZMQ.Socket wake;
  private final ZMQ.Socket woken;
  private volatile boolean closing;

  /**
   * Binds them all.
   *
   * @throws WireException if an address is taken or wrong
   */
  Sockets(ConnectionFile file, Complaints complaints) {
    Thread.UncaughtExceptionHandler failed =
        (thread, e) -> {
          // While sockets close, JeroMQ's threads find some of them closed, which harms nobody.
          if (!closing) {
            complaints.say("ZeroMQ failed inside: " + e);
          }
        };
    context.setNotificationExceptionHandler(failed);
    context.setUncaughtExceptionHandler(failed);
    try {
      for (var channel : Channel.values()) {
        var type = channel == Channel.IOPUB ? SocketType.PUB : SocketType.ROUTER;
        channels.put(channel, bind(file, type, file.ports().get(channel), channel.port()));
      }
      // A question to somebody who does not listen must fail, not wait for ever.
      channels.get(Channel.STDIN).setRouterMandatory(true);
      heartbeat = bind(file, SocketType.ROUTER, file.heartbeat(), "hb_port");
      woken = open(SocketType.PAIR);
      woken.bind(WAKE);
      wake = open(SocketType.PAIR);
      wake.connect(WAKE);
    } catch (RuntimeException e) {
      closeUnused();
      throw e;
    }
  }

  private ZMQ.Socket open(SocketType type) {
    var socket = context.socket(type);
    all.add(socket);
    socket.setHWM(0);
    socket.setMaxMsgSize(Wire.LONGEST_FRAME);
    socket.setLinger(LINGER_MILLISECONDS);
    return socket;
  }

  private ZMQ.Socket bind(ConnectionFile file, SocketType type, int port, String name) {
    var socket = open(type);
    if (!file.isTcp()) {
      int inner = socket.bindToRandomPort(LOOPBACK);
      relays.add(LocalRelay.open(Path.of(file.ip() + "-" + port), inner));
      return socket;
    }
    boolean six = file.ip().contains(":");
    socket.setIPv6(six);
    var address = "tcp://" + (six ? "[" + file.ip() + "]" : file.ip()) + ":" + port;
    try {
      socket.bind(address);
    } catch (RuntimeException e) {
      throw new WireException(
          "cannot listen at "
              + address
              + " ("
              + name
              + "): "
              + (taken(file.ip(), port) ? "the port is taken" : e.getMessage()),
          e);
    }
    return socket;
  }

  private static boolean taken(String ip, int port) {
    try (var socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(ip), port));
      return false;
    } catch (IOException e) {
      return e instanceof java.net.BindException;
    }
  }

  ZMQ.Socket get(Channel channel) {
    return channels.get(channel);
  }

  ZMQ.Socket heartbeat() {
    return heartbeat;
  }

  ZMQ.Socket wake() {
    return wake;
  }

  ZMQ.Socket woken() {
    return woken;
  }

  ZMQ.Poller poller(int sockets) {
    return context.poller(sockets);
  }

  /** For the thread that used them. */
  void closeChannels() {
    closing = true;
    channels.values().forEach(ZMQ.Socket::close);
    woken.close();
  }

  /** When no thread uses any of them. */
  void closeUnused() {
    all.forEach(ZMQ.Socket::close);
    close();
  }

  /** Ends the heartbeat, and waits until the last messages have left. */
  @Override
  public void close() {
    closing = true;
    relays.forEach(LocalRelay::close);
    context.close();
  }
}
