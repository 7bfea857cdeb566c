package org.sfumato.kernel.magic;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A file to run, from this machine or fetched from an address.
 *
 * @param name what errors call it
 * @param path where it lies
 * @param fetched whether it was fetched for this and goes afterwards
 */
record Source(String name, Path path, boolean fetched) implements AutoCloseable {
  private static final int LARGEST = 20_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * @throws IOException with one sentence, if it is not there or cannot be fetched
   */
  static Source of(String name) throws IOException, InterruptedException {
    if (name.matches("(?i)https?://.*")) {
      return fetch(name);
    }
    if (name.matches("(?i)[a-z]{2,}:/.*")) {
      throw new IllegalArgumentException(
          "%load reads files and addresses that begin with https:// or http://, not " + name);
    }
    var path = FileName.path(name);
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException(name + " is a folder; name a file in it");
    }
    if (!Files.exists(path)) {
      throw new IllegalArgumentException("there is no file " + name + nearby(path));
    }
    return new Source(path.getFileName().toString(), path, false);
  }

  /** The text, in UTF-8, with line ends of one kind. */
  String text() throws IOException {
    try {
      if (Files.size(path) > LARGEST) {
        throw new IllegalArgumentException(
            name + " has " + Amount.bytes(Files.size(path)) + ", too much for Java to run");
      }
      return Files.readString(path).replace("\r\n", "\n").replace("\uFEFF", "");
    } catch (MalformedInputException e) {
      throw new IOException(name + " is not text in UTF-8", e);
    }
  }

  private static String nearby(Path path) {
    var folder = Optional.ofNullable(path.toAbsolutePath().getParent());
    if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
      return folder.map(f -> ": there is no folder " + FileName.shown(f)).orElse("");
    }
    try (var files = Files.list(folder.get())) {
      var names = files.map(f -> f.getFileName().toString()).collect(Collectors.toList());
      return Nearest.question("", path.getFileName().toString(), names);
    } catch (IOException e) {
      return "";
    }
  }

  private static Source fetch(String address) throws IOException, InterruptedException {
    URI uri;
    try {
      uri = URI.create(address);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(address + " is no address: " + e.getMessage(), e);
    }
    var client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .proxy(java.net.ProxySelector.getDefault())
            .connectTimeout(PATIENCE)
            .build();
    var request = HttpRequest.newBuilder(uri).timeout(PATIENCE).build();
    try {
      var reply = client.send(request, BodyHandlers.ofInputStream());
      try (var body = reply.body()) {
        if (reply.statusCode() != 200) {
          throw new IOException("the server answered with status " + reply.statusCode());
        }
        return kept(uri, body);
      }
    } catch (IllegalArgumentException | IOException e) {
      var why = Optional.ofNullable(e.getMessage()).orElse("the server cannot be reached");
      throw new IOException("cannot fetch " + address + ": " + why, e);
    }
  }

  private static Source kept(URI uri, InputStream body) throws IOException {
    var bytes = body.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new IOException("it is larger than " + Amount.bytes(LARGEST));
    }
    var path = Optional.ofNullable(uri.getPath()).orElse("");
    var last = path.substring(path.lastIndexOf('/') + 1);
    var file = Files.createTempFile("sfumato", ".load");
    Files.write(file, bytes);
    return new Source(last.isEmpty() ? uri.getHost() : last, file, true);
  }

  @Override
  public void close() throws IOException {
    if (fetched) {
      Files.deleteIfExists(path);
    }
  }
}
