package org.sfumato.kernel.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A socket in the file system whose connections are passed on to a port of this machine. JeroMQ's
 * own {@code ipc} is no such socket, so other implementations of ZeroMQ cannot reach it.
 */
final class LocalRelay implements AutoCloseable {
  private static final int BUFFER_BYTES = 64 * 1024;

  private final ServerSocketChannel server;
  private final Path file;
  private final int port;

  private LocalRelay(ServerSocketChannel server, Path file, int port) {
    this.server = server;
    this.file = file;
    this.port = port;
  }

  /**
   * Listens at {@code file}; only its owner may connect.
   *
   * @throws WireException if it cannot be made, or if another process listens there
   */
  static LocalRelay open(Path file, int port) {
    try {
      removeStale(file);
      var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(file));
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      }
      var relay = new LocalRelay(server, file, port);
      start(relay::accept, "relay of " + file.getFileName());
      return relay;
    } catch (IOException | UnsupportedOperationException e) {
      throw new WireException("cannot listen at " + file + ": " + e.getMessage(), e);
    }
  }

  /** A process that was killed leaves its socket behind. */
  private static void removeStale(Path file) throws IOException {
    if (!Files.exists(file)) {
      return;
    }
    if (!Files.readAttributes(file, BasicFileAttributes.class).isOther()) {
      throw new FileSystemException(file.toString(), null, "a file that is no socket stands there");
    }
    boolean taken;
    try (var other = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
      taken = other.isConnected();
    } catch (IOException e) {
      taken = false;
    }
    if (taken) {
      throw new FileSystemException(file.toString(), null, "another process listens there");
    }
    Files.delete(file);
  }

  private void accept() {
    try {
      while (true) {
        connect(server.accept());
      }
    } catch (IOException e) {
      // The server was closed: the end of the kernel.
    }
  }

  @SuppressWarnings("resource") // The two threads close both ends.
  private void connect(SocketChannel client) {
    try {
      var kernel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      start(() -> copy(client, kernel), "relay in");
      start(() -> copy(kernel, client), "relay out");
    } catch (IOException e) {
      closeQuietly(client);
    }
  }

  /** Copies until one end closes, then closes the other too. */
  private static void copy(SocketChannel from, SocketChannel to) {
    var bytes = ByteBuffer.allocateDirect(BUFFER_BYTES);
    try {
      while (from.read(bytes.clear()) >= 0) {
        bytes.flip();
        while (bytes.hasRemaining()) {
          to.write(bytes);
        }
      }
    } catch (IOException e) {
      // One of both went away, which ends the connection as it should.
    } finally {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void closeQuietly(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone in any case.
    }
  }

  private static void start(Runnable task, String name) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      server.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      // A file that stays is removed by the next kernel that wants its place.
    }
  }
}
