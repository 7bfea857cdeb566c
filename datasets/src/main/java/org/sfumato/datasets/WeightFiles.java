package org.sfumato.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sfumato.Provenance;

/**
 * The weights files of this machine: shipped ones are copied out of the jar when they are wanted,
 * the others are where they were fetched to.
 */
public final class WeightFiles {
  private final List<WeightsCard> cards;
  private final List<Path> caches;

  WeightFiles(List<WeightsCard> cards, List<Path> caches) {
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
