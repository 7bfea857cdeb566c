package org.sfumato.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Catalogue;
import org.sfumato.Provenance;
import org.sfumato.network.Networks;

/** Weights from a server on this machine. */
class WeightFilesTest {
  private static final byte[] CONTENT = new byte[300_000];

  @TempDir Path folder;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    for (int k = 0; k < CONTENT.length; k++) {
      CONTENT[k] = (byte) (k * k / 7);
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          switch (exchange.getRequestURI().getPath()) {
            case "/moved" -> {
              exchange.getResponseHeaders().add("Location", "/net.pth");
              exchange.sendResponseHeaders(302, -1);
            }
            case "/net.pth" -> {
              exchange.sendResponseHeaders(200, CONTENT.length);
              exchange.getResponseBody().write(CONTENT);
            }
            case "/cut" -> {
              exchange.sendResponseHeaders(200, CONTENT.length);
              exchange.getResponseBody().write(CONTENT, 0, 1000);
              exchange.getResponseBody().flush();
            }
            case "/endless" -> {
              exchange.sendResponseHeaders(200, 0);
              for (int k = 0; k < 100; k++) {
                exchange.getResponseBody().write(CONTENT);
              }
            }
            default -> exchange.sendResponseHeaders(404, -1);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private WeightsCard card(String path, String sha256) {
    return new WeightsCard(
        "net",
        "a network",
        List.of("net-1.pth"),
        "http://%s:%d%s"
            .formatted(
                InetAddress.getLoopbackAddress().getHostAddress(),
                server.getAddress().getPort(),
                path),
        CONTENT.length,
        sha256,
        "the test",
        "none");
  }

  private WeightFiles files(WeightsCard card) {
    return new WeightFiles(List.of(card), List.of(folder));
  }

  private static String digest() {
    return Provenance.digest(CONTENT);
  }

  private void nothingKept() throws IOException {
    try (var all = Files.walk(folder.resolve("weights"))) {
      assertEquals(List.of(), all.filter(Files::isRegularFile).toList());
    }
  }

  private String refused(WeightsCard card) {
    return assertThrows(IllegalStateException.class, () -> files(card).get(card, n -> {}))
        .getMessage();
  }

  @Test
  void should_fetch_whole_files_and_tell_how_far_it_is() throws IOException {
    for (var path : List.of("/net.pth", "/moved")) {
      for (var sum : List.of(digest(), digest().substring(0, 8))) {
        var card = card(path, sum);
        var told = new ArrayList<Long>();
        var place = files(card).get(card, told::add);
        assertEquals(folder.resolve("weights").resolve("net-1.pth"), place);
        assertArrayEquals(CONTENT, Files.readAllBytes(place));
        assertEquals(CONTENT.length, told.get(told.size() - 1));
        assertEquals(place, files(card).path("net"));
        assertEquals(WeightFiles.State.HERE, files(card).state(card));
        assertEquals(digest(), files(card).check(card));
        Files.delete(place);
      }
    }
    nothingKept();
  }

  @Test
  void should_keep_nothing_whose_checksum_differs() throws IOException {
    var why = refused(card("/net.pth", "0123456789abcdef"));
    assertTrue(
        why.contains(
            "net.pth is not the file that belongs to net: its SHA-256 begins with %s and should begin with 0123456789ab; nothing was kept."
                .formatted(digest().substring(0, 12))),
        why);
    nothingKept();
  }

  @Test
  void should_keep_nothing_of_a_server_that_fails() throws IOException {
    assertTrue(refused(card("/none", digest())).contains("(the server answers 404); nothing was"));
    assertTrue(refused(card("/cut", digest())).contains("(the connection broke off: "));
    assertTrue(
        refused(card("/endless", digest()))
            .contains("(it is larger than the 300 kB it should be)"));
    var card = card("/net.pth", digest());
    server.stop(0);
    assertTrue(
        refused(card).endsWith("take a copy with ./sfumato weights get net --from net-1.pth"));
    nothingKept();
  }

  @Test
  void should_leave_a_good_file_alone_when_fetching_it_again_fails() throws IOException {
    var good = card("/net.pth", digest());
    var place = files(good).get(good, n -> {});
    refused(card("/cut", digest()));
    assertArrayEquals(CONTENT, Files.readAllBytes(place));
  }

  @Test
  void should_take_a_copy_without_a_network_under_the_same_conditions() throws IOException {
    server.stop(0);
    var copy = Files.write(folder.resolve("copy"), CONTENT);
    var card = card("/net.pth", digest());
    assertArrayEquals(CONTENT, Files.readAllBytes(files(card).take(card, copy)));
    assertTrue(Files.exists(copy));
    Files.delete(files(card).place(card));
    var wrong = card("/net.pth", "ffff");
    assertThrows(IllegalStateException.class, () -> files(wrong).take(wrong, copy));
    assertThrows(
        IllegalArgumentException.class, () -> files(card).take(card, folder.resolve("none")));
    nothingKept();
  }

  @Test
  void should_find_a_file_that_was_damaged_later() throws IOException {
    var card = card("/net.pth", digest());
    var place = files(card).get(card, n -> {});
    Files.write(place, new byte[] {1});
    var e = assertThrows(IllegalStateException.class, () -> files(card).check(card));
    assertTrue(
        e.getMessage().endsWith("fetch it again with ./sfumato weights get net"), e.getMessage());
  }

  @Test
  void should_say_how_to_get_weights_that_are_not_here() {
    var card = card("/net.pth", digest());
    assertEquals(
        "the weights of net are not here; fetch them with ./sfumato weights get net (300 kB), or take a copy you have with ./sfumato weights get net --from net-1.pth",
        assertThrows(IllegalArgumentException.class, () -> files(card).path("net")).getMessage());
    var e = assertThrows(IllegalArgumentException.class, () -> Catalogue.found().weights("vgg-16"));
    assertTrue(
        e.getMessage().startsWith("there is no weights file \"vgg-16\"; did you mean \"vgg16\"?"),
        e.getMessage());
  }

  @Test
  void should_have_cards_with_all_a_user_must_know() {
    assertEquals(
        List.of(
            "mobilenet-v2",
            "inception-fid",
            "vgg16",
            "alexnet",
            "squeezenet1_1",
            "lpips-alex",
            "lpips-vgg",
            "lpips-squeeze"),
        Catalogue.found().weights());
    for (var card : WeightFiles.usual().cards()) {
      assertTrue(card.sha256().matches("[0-9a-f]{8}|[0-9a-f]{64}"), card.id());
      assertEquals(card.shipped(), !card.address().startsWith("https://"), card.id());
      // A publisher's own digits stand in the name that they vouch for.
      assertTrue(card.sha256().length() == 64 || card.address().contains(card.sha256()), card.id());
      assertTrue(!card.licence().isBlank() && !card.vouched().isBlank(), card.id());
    }
  }

  @Test
  void should_copy_the_shipped_weights_and_repair_a_damaged_copy() throws IOException {
    var shipped = new WeightFiles(WeightsCards.ALL, List.of(folder));
    var list = shipped.path("mobilenet-v2");
    var bytes = list.resolveSibling("mobilenet_v2_backbone.u8.bin");
    assertEquals(2_257_984, Files.size(bytes));
    Files.write(bytes, new byte[] {1});
    assertEquals(list, shipped.path("mobilenet-v2"));
    assertEquals(2_257_984, Files.size(bytes));
    assertEquals("mobilenet", Networks.mobilenet().name());
  }
}
