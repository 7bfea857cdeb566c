package org.sfumato.datasets;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** What a trained network is for. Its file says it: the header names the network under this key. */
enum Kind {
  PRIOR("prior", "network"),
  GENERATOR("generator", "generator"),
  TRANSLATOR("translator", "translator"),
  DOMAIN_CLASSIFIER("domainClassifier", "domainClassifier"),
  FINDING_CLASSIFIER("findingClassifier", "findingClassifier"),
  ALIGNED("aligned", "aligned");

  /** No header of ours is longer. */
  private static final long LARGEST_HEADER = 1 << 20;

  private final String word;
  private final String key;

  /**
   * @param word that reads such a file, and how sentences call it
   * @param key of its file's header
   */
  Kind(String word, String key) {
    this.word = word;
    this.key = key;
  }

  /**
   * The kind of this word.
   *
   * @throws IllegalArgumentException if nothing of that kind is trained
   */
  static Kind of(String word) {
    return Stream.of(values())
        .filter(k -> k.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "nothing trained is called a %s; there are %s"
                        .formatted(
                            word, Stream.of(values()).map(Kind::word).collect(joining(", ")))));
  }

  /** In a sentence. */
  String word() {
    return word;
  }

  /** What a safetensors file holds, by its header; empty if that does not say. */
  static Optional<Kind> of(InputStream file) throws IOException {
    byte[] length = file.readNBytes(Long.BYTES);
    if (length.length < Long.BYTES) {
      return Optional.empty();
    }
    long size = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (size < 0 || size > LARGEST_HEADER) {
      return Optional.empty();
    }
    var header = new String(file.readNBytes((int) size), StandardCharsets.UTF_8);
    return Stream.of(values()).filter(k -> header.contains("\"" + k.key + "\":\"")).findFirst();
  }
}
