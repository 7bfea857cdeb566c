package org.sfumato.datasets;

import java.util.Map;
import java.util.Optional;
import org.sfumato.Dataset;
import org.sfumato.Drawing;
import org.sfumato.Images;
import org.sfumato.Picture;

/**
 * A data set that has a part for each split, comes in several sizes, and shows itself by a card.
 */
interface CardSet extends Dataset {
  int SMALLEST = 8;
  int LARGEST = 1024;

  /** Pictures that show what a set is like. */
  int SHOWN = 8;

  Images part(Split split);

  /** Pixels a side. */
  int side();

  /** The same in another size, which is one that there may be. */
  CardSet sized(int pixels);

  /** What its card says. */
  Map<String, String> rows();

  @Override
  default Images train() {
    return part(Split.TRAIN);
  }

  @Override
  default Images validation() {
    return part(Split.VALIDATION);
  }

  @Override
  default Images test() {
    return part(Split.TEST);
  }

  @Override
  default Dataset at(int pixels) {
    if (pixels < SMALLEST || pixels > LARGEST) {
      throw new IllegalArgumentException(
          "%s comes in %d to %d pixels a side, not %d".formatted(id(), SMALLEST, LARGEST, pixels));
    }
    return pixels == side() ? this : sized(pixels);
  }

  /** The expression for a part, with the size unless that is 0, which means the usual one. */
  static String expression(String id, int side, Split split) {
    return "dataset(\""
        + id
        + "\")"
        + (side == 0 ? "" : ".at(" + side + ")")
        + "."
        + split.word()
        + "()";
  }

  /** Some pictures spread over a part. */
  default Picture spread(Images all) {
    int n = Math.min(SHOWN, all.size());
    var shown = all.get(0);
    for (int i = 1; i < n; i++) {
      shown = shown.and(all.get(i * all.size() / n));
    }
    return Drawing.found().grid(shown.described(id(), all.provenance()));
  }

  @Override
  default String text() {
    return CardText.text(id(), rows());
  }

  @Override
  default Optional<String> html() {
    return Optional.of(CardText.html(id(), rows()));
  }
}
