package org.sfumato.kernel.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Provenance;
import org.sfumato.datasets.WeightFiles;
import org.sfumato.datasets.WeightsCard;
import picocli.CommandLine;

class WeightsCommandTest {
  private static final byte[] CONTENT = "weights of a very small network".getBytes();

  @TempDir Path folder;
  private HttpServer server;
  private WeightFiles files;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, CONTENT.length);
          exchange.getResponseBody().write(CONTENT);
          exchange.close();
        });
    server.start();
    var address =
        "http://%s:%d/"
            .formatted(
                InetAddress.getLoopbackAddress().getHostAddress(), server.getAddress().getPort());
    var sum = Provenance.digest(CONTENT);
    files =
        new WeightFiles(
            List.of(
                card("good", address, sum.substring(0, 8)), card("forged", address, "00000000")),
            List.of(folder));
  }

  private static WeightsCard card(String id, String address, String sum) {
    return new WeightsCard(
        id,
        "a network that is " + id,
        List.of(id + ".pth"),
        address + id + ".pth",
        CONTENT.length,
        sum,
        "the test says so",
        "MIT");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  /** Its exit code and all it said. */
  private String weights(String... arguments) {
    var said = new ByteArrayOutputStream();
    var out = System.out;
    var err = System.err;
    try (var both = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setOut(both);
      System.setErr(both);
      var line = new CommandLine(new WeightsCommand(files));
      line.setExecutionExceptionHandler(
          (e, c, parsed) -> {
            System.out.println(e.getMessage());
            return 1;
          });
      int code = line.execute(arguments);
      return code + ": " + said.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  @Test
  void should_list_licence_address_checksum_and_who_vouches_for_it() {
    var said = weights("list");
    assertTrue(said.startsWith("0: good           not here 31 bytes\n"), said);
    assertTrue(said.contains("    licence  MIT\n    address  http://"), said);
    assertTrue(
        said.contains("… (the test says so)\n") && said.contains("forged         not here"), said);
    assertEquals(said, weights());
  }

  @Test
  void should_get_check_and_find_damage() throws IOException {
    var said = weights("get", "good");
    assertTrue(said.startsWith("0: ") && said.contains("kept    "), said);
    assertTrue(said.contains("31 bytes of 31 bytes"), said);
    assertTrue(weights("get", "good").contains("here already: "));
    assertTrue(weights("list").startsWith("0: good           here "));
    assertEquals(
        "0: ok      good  SHA-256 " + Provenance.digest(CONTENT) + "\nabsent  forged\n",
        weights("check"));
    Files.writeString(folder.resolve("weights/good.pth"), "other");
    var broken = weights("check");
    assertTrue(broken.startsWith("1: broken  good: ") && broken.contains(" is damaged: "), broken);
  }

  @Test
  void should_keep_nothing_that_is_forged() {
    var said = weights("get", "forged");
    assertTrue(said.startsWith("1: ") && said.contains("nothing was kept"), said);
    assertTrue(weights("list").contains("forged         not here"));
  }

  @Test
  void should_take_a_file_without_a_network() throws IOException {
    server.stop(0);
    var copy = Files.write(folder.resolve("a copy.pth"), CONTENT);
    assertTrue(weights("get", "good", "--from", copy.toString()).contains("kept    "));
    var none = weights("get", "forged");
    assertTrue(none.startsWith("1: ") && none.contains("--from forged.pth"), none);
    assertTrue(weights("get", "godo").contains("did you mean \"good\"?"));
  }
}
