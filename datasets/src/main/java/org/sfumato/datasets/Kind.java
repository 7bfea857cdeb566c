package org.sfumato.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a trained network is for. Its file says it: the header names the network under this key. */
enum Kind {
  PRIOR("network"),
  GENERATOR("generator");

  /** No header of ours is longer. */
  private static final long LARGEST_HEADER = 1 << 20;

  private final String key;

  Kind(String key) {
    this.key = key;
  }

  /** In a sentence. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
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
