package org.sfumato.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.LongConsumer;
import org.sfumato.Destination;
import org.sfumato.Provenance;

/**
 * The weights files of this machine: shipped ones are copied out of the jar when they are wanted,
 * the others are where they were fetched to.
 */
public final class WeightFiles {
  private final List<WeightsCard> cards;
  private final List<Path> caches;

  /**
   * @param cards the networks there are
   * @param caches where copies are kept, the folder to prefer first
   */
  public WeightFiles(List<WeightsCard> cards, List<Path> caches) {
    this.cards = List.copyOf(cards);
    this.caches = List.copyOf(caches);
  }

  /** Those of this user. */
  public static WeightFiles usual() {
    return new WeightFiles(WeightsCards.ALL, Checkpoints.caches());
  }

  /** The networks there are. */
  public List<WeightsCard> cards() {
    return cards;
  }

  List<String> ids() {
    return cards.stream().map(WeightsCard::id).toList();
  }

  /**
   * The card of a network.
   *
   * @throws IllegalArgumentException if there is none of this name; the message lists those there
   *     are
   */
  public WeightsCard card(String id) {
    return cards.stream()
        .filter(c -> c.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(Nearest.sentence("weights file", id, ids())));
  }

  /** The folder that files are fetched to. */
  Path folder() {
    return caches.get(0).resolve("weights");
  }

  /** Where a network's weights are, or would be. */
  public Path place(WeightsCard card) {
    return folder().resolve(card.file());
  }

  /**
   * The weights of a network.
   *
   * @throws IllegalArgumentException if they are not here; the message says how to get them
   */
  Path path(String id) {
    var card = card(id);
    if (card.shipped()) {
      return copied(card);
    }
    var file = place(card);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          ("the weights of %s are not here; fetch them with ./sfumato weights get %s (%s), "
                  + "or take a copy you have with ./sfumato weights get %s --from %s")
              .formatted(id, id, Size.of(card.bytes()), id, card.file()));
    }
    return file;
  }

  /** What is on this machine of a network's weights. */
  public enum State {
    /** Inside the jar. */
    SHIPPED,
    /** Fetched before. */
    HERE,
    /** Not fetched yet. */
    ABSENT
  }

  /** Whether a network's weights are here; nothing is read for it. */
  public State state(WeightsCard card) {
    if (card.shipped()) {
      return State.SHIPPED;
    }
    return Files.isRegularFile(place(card)) ? State.HERE : State.ABSENT;
  }

  /**
   * Fetches a network's weights from their address. They are kept whole and with the right SHA-256
   * or not at all.
   *
   * @param progress is told how many bytes have come
   * @return where they are
   * @throws IllegalStateException if they cannot be had; the message says why
   */
  public Path get(WeightsCard card, LongConsumer progress) {
    return kept(card, card.address(), part -> Download.to(part, card, progress));
  }

  /**
   * Takes a network's weights from a file on this machine, under the same conditions.
   *
   * @throws IllegalArgumentException if there is no such file
   */
  public Path take(WeightsCard card, Path file) {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("there is no file " + file);
    }
    return kept(
        card, file.toString(), part -> Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING));
  }

  /** Fills a file. */
  private interface Filling {
    void fill(Path part) throws IOException;
  }

  private Path kept(WeightsCard card, String from, Filling filling) {
    if (card.shipped()) {
      return copied(card);
    }
    var place = place(card);
    Path part = null;
    try {
      Files.createDirectories(folder());
      part = Files.createTempFile(folder(), "." + card.file() + ".", ".part");
      // An interrupted process leaves nothing either.
      part.toFile().deleteOnExit();
      filling.fill(part);
      var digest = FileDigest.of(part);
      if (!card.fits(digest)) {
        throw new IllegalStateException(
            ("%s is not the file that belongs to %s: its SHA-256 begins with %s and should begin with %s; "
                    + "nothing was kept. Try again later, or take a copy you trust with ./sfumato weights get %s --from FILE")
                .formatted(from, card.id(), digest.substring(0, 12), begin(card), card.id()));
      }
      Files.move(part, place, StandardCopyOption.REPLACE_EXISTING);
      return place;
    } catch (IOException e) {
      throw new IllegalStateException(
          "the weights of %s could not be kept in %s (%s); nothing was changed. Is the disk full, or the folder read-only?"
              .formatted(card.id(), folder(), e),
          e);
    } finally {
      if (part != null) {
        Destination.discard(part);
      }
    }
  }

  private static String begin(WeightsCard card) {
    return card.sha256().substring(0, Math.min(12, card.sha256().length()));
  }

  /**
   * Reads a network's weights again and compares their SHA-256 with the card's.
   *
   * @return the SHA-256 that was found
   * @throws IllegalStateException if the file is damaged or another; the message says what to do
   */
  public String check(WeightsCard card) {
    if (card.shipped()) {
      copied(card);
      return card.sha256();
    }
    try {
      var digest = FileDigest.of(place(card));
      if (!card.fits(digest)) {
        throw new IllegalStateException(
            "%s is damaged: its SHA-256 begins with %s and should begin with %s; fetch it again with ./sfumato weights get %s"
                .formatted(place(card), digest.substring(0, 12), begin(card), card.id()));
      }
      return digest;
    } catch (IOException e) {
      throw new IllegalStateException("%s could not be read (%s)".formatted(place(card), e), e);
    }
  }

  /** Shipped files in the first cache that can be written; damaged copies are replaced. */
  private Path copied(WeightsCard card) {
    IOException last = null;
    for (var cache : caches) {
      var folder =
          cache.resolve("weights").resolve(card.id() + "-" + card.sha256().substring(0, 16));
      try {
        for (var name : card.files()) {
          var bytes = Shipped.open(name).readAllBytes();
          var file = folder.resolve(name);
          if (!Files.isRegularFile(file)
              || !Provenance.digest(Files.readAllBytes(file)).equals(Shipped.sha256(name))) {
            Checkpoints.write(file, bytes);
          }
        }
        return folder.resolve(card.file());
      } catch (IOException e) {
        last = e;
      }
    }
    throw new UncheckedIOException(
        "the weights of %s could not be copied to %s; free some space there or make one of them writable"
            .formatted(
                card.id(), String.join(" or ", caches.stream().map(Path::toString).toList())),
        last);
  }
}
