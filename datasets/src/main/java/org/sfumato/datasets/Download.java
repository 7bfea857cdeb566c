package org.sfumato.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongConsumer;

/** Brings a file from its address. */
final class Download {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int OK = 200;
  private static final int BLOCK = 1 << 16;

  private Download() {}

  /**
   * Writes what is at the card's address.
   *
   * @throws IllegalStateException if it cannot be had, is cut off, or is more than twice as large
   *     as the card says
   */
  static void to(Path file, WeightsCard card, LongConsumer progress) throws IOException {
    long come = 0;
    HttpResponse<InputStream> answer;
    try {
      answer = asked(card.address());
    } catch (IOException e) {
      throw failed(card, e.getMessage() == null ? "no connection" : e.getMessage(), e);
    }
    try (var in = answer.body();
        var out = Files.newOutputStream(file)) {
      if (answer.statusCode() != OK) {
        throw failed(card, "the server answers " + answer.statusCode(), null);
      }
      var block = new byte[BLOCK];
      for (int n = read(card, in, block); n >= 0; n = read(card, in, block)) {
        come += n;
        if (come > 2 * card.bytes()) {
          throw failed(
              card, "it is larger than the " + Size.of(card.bytes()) + " it should be", null);
        }
        out.write(block, 0, n);
        progress.accept(come);
      }
    }
  }

  /** What goes wrong while reading lies with the network, while writing with the disk. */
  private static int read(WeightsCard card, InputStream in, byte[] block) {
    try {
      return in.read(block);
    } catch (IOException e) {
      throw failed(card, "the connection broke off: " + e.getMessage(), e);
    }
  }

  private static HttpResponse<InputStream> asked(String address) throws IOException {
    var client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(PATIENCE)
            .build();
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).build(),
          HttpResponse.BodyHandlers.ofInputStream());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static IllegalStateException failed(WeightsCard card, String why, Exception cause) {
    return new IllegalStateException(
        "%s could not be fetched from %s (%s); nothing was kept. Without a network, take a copy with ./sfumato weights get %s --from %s"
            .formatted(card.id(), card.address(), why, card.id(), card.file()),
        cause);
  }
}
