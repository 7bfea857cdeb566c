package org.sfumato.datasets;

import java.util.List;

/**
 * What a reader must know about the weights of a network before using them.
 *
 * @param id such as {@code vgg16}
 * @param what which network, and what it is used for here
 * @param files the file's name; of shipped weights all of them, the one to open first
 * @param address where the publisher offers the file; empty if it is shipped
 * @param bytes its size, or about that
 * @param sha256 the SHA-256 of the file, or its first digits if the publisher tells no more
 * @param vouched who says that this is the SHA-256
 * @param licence under which terms it may be used
 */
public record WeightsCard(
    String id,
    String what,
    List<String> files,
    String address,
    long bytes,
    String sha256,
    String vouched,
    String licence) {
  public WeightsCard {
    files = List.copyOf(files);
  }

  /** The file's name. */
  public String file() {
    return files.get(0);
  }

  /** Whether the weights are inside the jar. */
  public boolean shipped() {
    return address.isEmpty();
  }

  /** Whether a file with this SHA-256 is the one that the card speaks of. */
  public boolean fits(String digest) {
    return !sha256.isEmpty() && digest.startsWith(sha256);
  }
}
