package org.sfumato.kernel.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever comes over the wire, the kernel lives. */
class HostileTest {
  private static final int PATIENCE_MILLISECONDS = 30_000;
  private static RunningKernel kernel;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    kernel = new RunningKernel(folder);
  }

  @AfterAll
  static void stop() {
    kernel.close();
  }

  @AfterEach
  void should_still_run_cells() {
    assertEquals("2", kernel.client().run("1 + 1").result());
  }

  @Test
  void should_ignore_a_message_signed_with_another_key() throws IOException {
    try (var stranger = new Client(kernel.file(), "another key")) {
      stranger.execute("System.out.println(\"never\")");
      awaitLog("a message is signed with another key; it is ignored");
    }
    assertEquals(List.of("execute_result"), quietTypes());
  }

  @Test
  void should_ignore_a_message_that_comes_a_second_time() {
    var client = kernel.client();
    var header =
        Map.of("msg_id", "m", "msg_type", "kernel_info_request", "session", "s", "username", "u");
    var frames = client.signed(Client.json(header), "{}", "{}", "{}");
    client.send("shell", frames);
    client.untilIdle("m");
    client.send("shell", frames);
    awaitLog("a message came a second time; it is ignored");
  }

  @Test
  void should_ignore_frames_that_are_no_message() {
    var client = kernel.client();
    client.send("shell", List.of("hello".getBytes(StandardCharsets.UTF_8)));
    awaitLog("what came is no Jupyter message: it has no delimiter; it is ignored");
    client.send("control", List.of("<IDS|MSG>".getBytes(StandardCharsets.UTF_8)));
    awaitLog("frames is too short; it is ignored");
    client.send("shell", client.signed("{", "{}", "{}", "{}"));
    awaitLog("a message's header is no JSON; it is ignored");
    client.send("shell", client.signed("{\"msg_id\":\"1\"}", "{}", "{}", "{}"));
    awaitLog("a message's header has no msg_type; it is ignored");
    var header = "{\"msg_id\":\"1\",\"msg_type\":\"execute_request\"}";
    client.send("shell", client.signed(header, "{}", "{}", "[1, 2]"));
    awaitLog("a message's content is no JSON object; it is ignored");
    client.send("shell", client.signed(header, "{}", "{}", "[".repeat(100_000)));
    awaitLog("a message's content is no JSON; it is ignored");
  }

  @Test
  void should_hang_up_on_what_is_not_zeromq() throws IOException {
    var random = new Random(1);
    for (var port : List.of("shell", "control", "stdin", "iopub", "hb")) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), kernel.client().port(port))) {
        var bytes = new byte[4096];
        random.nextBytes(bytes);
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      } catch (java.net.SocketException e) {
        // The kernel hung up while we still spoke, as it may.
      }
    }
  }

  @Test
  void should_hang_up_before_it_takes_memory_for_a_message_of_a_gigabyte() throws IOException {
    for (var port : List.of("shell", "control", "stdin", "iopub", "hb")) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), kernel.client().port(port))) {
        socket.setSoTimeout(PATIENCE_MILLISECONDS);
        greet(socket.getOutputStream(), port.equals("iopub") ? "SUB" : "DEALER");
        // A long frame, and its length.
        socket.getOutputStream().write(2);
        socket.getOutputStream().write(ByteBuffer.allocate(8).putLong(1L << 30).array());
        socket.getOutputStream().write(new byte[1000]);
        assertEquals(-1, lastByte(socket), "the kernel should have hung up");
      }
    }
  }

  /** ZMTP 3.0 without security, by its description. */
  private static void greet(OutputStream out, String type) throws IOException {
    var greeting = new byte[64];
    greeting[0] = (byte) 0xff;
    greeting[9] = 0x7f;
    greeting[10] = 3;
    System.arraycopy("NULL".getBytes(StandardCharsets.US_ASCII), 0, greeting, 12, 4);
    out.write(greeting);
    var name = "Socket-Type".getBytes(StandardCharsets.US_ASCII);
    var value = type.getBytes(StandardCharsets.US_ASCII);
    var command = ByteBuffer.allocate(6 + 1 + name.length + 4 + value.length);
    command.put((byte) 5).put("READY".getBytes(StandardCharsets.US_ASCII));
    command.put((byte) name.length).put(name).putInt(value.length).put(value);
    out.write(4);
    out.write(command.position());
    out.write(command.array());
    out.flush();
  }

  /** Reads what the kernel says of itself, until it hangs up. */
  private static int lastByte(Socket socket) throws IOException {
    try {
      var bytes = new byte[4096];
      int n = 0;
      while (n >= 0) {
        n = socket.getInputStream().read(bytes);
        Arrays.fill(bytes, (byte) 0);
      }
      return n;
    } catch (java.net.SocketException e) {
      return -1;
    }
  }

  private static List<String> quietTypes() {
    return kernel.client().run("1").types().stream()
        .filter(t -> !t.equals("execute_input"))
        .toList();
  }

  private static void awaitLog(String text) {
    long until = System.nanoTime() + PATIENCE_MILLISECONDS * 1_000_000L;
    while (!kernel.log().contains(text) && System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    assertTrue(kernel.log().contains(text), () -> "no '" + text + "' in: " + kernel.log());
  }
}
