package org.sfumato.datasets;

import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Pairs;
import org.sfumato.Picture;
import org.sfumato.Uncertain;
import org.sfumato.datasets.paired.PairFiles;

/**
 * Pictures with reports or labels whose files the reader must get. Without them it still prints its
 * card, which says what to put where.
 */
final class PairSet implements CardSet {
  private final PairCard card;
  private final int side;
  private Pairs read;

  PairSet(PairCard card) {
    this(card, card.side());
  }

  private PairSet(PairCard card, int side) {
    this.card = card;
    this.side = side;
  }

  @Override
  public String id() {
    return card.id();
  }

  @Override
  public synchronized Pairs withReports() {
    if (read == null) {
      if (!Files.exists(card.path())) {
        throw new NotHere(card.absent());
      }
      read =
          PairFiles.read(card.path(), side, Uncertain.IGNORED)
              .described(expression() + ".withReports()");
    }
    return read;
  }

  private String expression() {
    var set = "dataset(\"%s\")".formatted(id());
    return side == card.side() ? set : "%s.at(%d)".formatted(set, side);
  }

  @Override
  public Images part(Split split) {
    var pairs = withReports();
    var pictures =
        switch (split) {
          case TRAIN -> pairs.train().pictures();
          case VALIDATION -> pairs.validation().pictures();
          case TEST -> pairs.test().pictures();
        };
    return pictures.described(
        CardSet.expression(id(), side == card.side() ? 0 : side, split), pictures.provenance());
  }

  /** What is there, or why nothing is; a card is shown whatever lies in the folder. */
  private String here() {
    try {
      var pairs = withReports();
      return "train %d, validation %d, test %d pictures"
          .formatted(pairs.train().size(), pairs.validation().size(), pairs.test().size());
    } catch (RuntimeException e) {
      return e.getMessage();
    }
  }

  @Override
  public Map<String, String> rows() {
    var rows = new LinkedHashMap<String, String>();
    rows.put("what", card.what());
    rows.put("here", here());
    rows.put("pictures", "1×" + side + "×" + side + ", grey levels in [0, 1]");
    rows.put("made", "gray, the longer side of a picture fills the square, the rest is black");
    rows.put("splits", card.splits());
    rows.put("files", card.put().formatted(card.path()));
    rows.put("licence", card.licence());
    rows.put("credit", card.credit());
    rows.put("origin", card.origin());
    return rows;
  }

  @Override
  public int side() {
    return side;
  }

  @Override
  public CardSet sized(int pixels) {
    return new PairSet(card, pixels);
  }

  /** Of the training part, if it is there. */
  @Override
  public Optional<Picture> picture() {
    try {
      return train().size() == 0 ? Optional.empty() : Optional.of(spread(train()));
    } catch (IllegalArgumentException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return text();
  }
}
