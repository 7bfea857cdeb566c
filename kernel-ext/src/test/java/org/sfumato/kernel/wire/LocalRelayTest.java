package org.sfumato.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@SuppressWarnings("try") // Relays run while their blocks last.
class LocalRelayTest {
  @TempDir Path folder;

  @Test
  void should_carry_bytes_both_ways_and_close_both_ends() throws Exception {
    var bytes = new byte[1_000_000];
    new Random(1).nextBytes(bytes);
    var file = folder.resolve("kernel-1");
    try (var kernel = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var relay = LocalRelay.open(file, kernel.getLocalPort());
        var client = SocketChannel.open(UnixDomainSocketAddress.of(file));
        var inside = kernel.accept()) {
      var writing = new Thread(() -> write(client, bytes));
      writing.start();
      assertArrayEquals(bytes, inside.getInputStream().readNBytes(bytes.length));
      inside.getOutputStream().write(bytes, 0, 1000);
      var back = Channels.newInputStream(client).readNBytes(1000);
      assertArrayEquals(java.util.Arrays.copyOf(bytes, 1000), back);
      client.close();
      assertEquals(-1, inside.getInputStream().read());
    }
    assertFalse(Files.exists(file), "a relay removes its file");
  }

  @Test
  void should_take_the_place_of_a_kernel_that_was_killed() throws IOException {
    var file = folder.resolve("kernel-1");
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(file))
        .close();
    assertTrue(Files.exists(file));
    LocalRelay.open(file, 1).close();
  }

  @Test
  void should_not_take_the_place_of_anything_else() throws IOException {
    var text = Files.writeString(folder.resolve("kernel-1"), "a text");
    var e = assertThrows(WireException.class, () -> LocalRelay.open(text, 1));
    assertTrue(e.getMessage().contains("a file that is no socket stands there"), e.getMessage());
    assertEquals("a text", Files.readString(text));
    var taken = folder.resolve("kernel-2");
    try (var first = LocalRelay.open(taken, 1)) {
      var f = assertThrows(WireException.class, () -> LocalRelay.open(taken, 1));
      assertTrue(f.getMessage().contains("another process listens there"), f.getMessage());
    }
  }

  private static void write(SocketChannel to, byte[] bytes) {
    try {
      var left = ByteBuffer.wrap(bytes);
      while (left.hasRemaining()) {
        to.write(left);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
