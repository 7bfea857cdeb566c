package org.sfumato.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionFileTest {
  private static final String WHOLE =
      """
      {"shell_port": 1001, "iopub_port": 1002, "stdin_port": 1003, "control_port": 1004,
       "hb_port": 1005, "ip": "127.0.0.1", "key": "k", "transport": "tcp",
       "signature_scheme": "hmac-sha256", "kernel_name": "java", "jupyter_session": "a.ipynb"}
      """;

  @TempDir Path folder;

  @Test
  void should_read_what_a_front_end_writes() throws IOException {
    var file = ConnectionFile.read(write(WHOLE));
    var ports =
        Map.of(
            Channel.SHELL, 1001, Channel.IOPUB, 1002, Channel.STDIN, 1003, Channel.CONTROL, 1004);
    assertEquals(new ConnectionFile("tcp", "127.0.0.1", ports, 1005, "k", "hmac-sha256"), file);
  }

  @Test
  void should_say_what_is_wrong_in_one_sentence() throws IOException {
    assertSaid("is no JSON: ", WHOLE.substring(0, 40));
    assertSaid("is no JSON object", "[]");
    assertSaid("names no hb_port", WHOLE.replace("hb_port", "heart"));
    assertSaid("says shell_port is 70000, which is no number from", WHOLE.replace("1001", "70000"));
    assertSaid("says shell_port is \"x\", which is no number from", WHOLE.replace("1001", "\"x\""));
    assertSaid("asks for pigeon; there are tcp and ipc", WHOLE.replace("\"tcp", "\"pigeon"));
    var e = assertThrows(WireException.class, () -> ConnectionFile.read(folder.resolve("none")));
    assertTrue(e.getMessage().contains("does not exist"), e.getMessage());
  }

  @Test
  void should_know_addresses_that_only_this_machine_reaches() throws IOException {
    for (var local : new String[] {"127.0.0.1", "127.1.2.3", "::1", "localhost"}) {
      assertTrue(ConnectionFile.read(write(WHOLE.replace("127.0.0.1", local))).isLocal(), local);
    }
    for (var open : new String[] {"0.0.0.0", "*", "192.0.2.1", "::"}) {
      assertFalse(ConnectionFile.read(write(WHOLE.replace("127.0.0.1", open))).isLocal(), open);
    }
  }

  private void assertSaid(String part, String content) throws IOException {
    var file = write(content);
    var e = assertThrows(WireException.class, () -> ConnectionFile.read(file));
    assertTrue(e.getMessage().startsWith("the connection file " + file), e.getMessage());
    assertTrue(e.getMessage().contains(part), e.getMessage());
    assertEquals(1, e.getMessage().lines().count(), e.getMessage());
  }

  private Path write(String content) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "kernel", ".json"), content);
  }
}
