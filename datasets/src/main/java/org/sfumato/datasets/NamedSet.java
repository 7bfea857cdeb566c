package org.sfumato.datasets;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.sfumato.Dataset;
import org.sfumato.Drawing;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Picture;

/** A data set with its card. Its pictures are made when a part is first asked for, and kept. */
final class NamedSet implements Dataset {
  /** Makes one part at one size. */
  interface Source {
    /** Pictures of {@code side}×{@code side} pixels; never called for a part that is empty. */
    Images part(Split split, int side);
  }

  /** One class for each image. */
  record Classes(List<String> names, ToIntFunction<ImageId> label) {}

  private static final int SHOWN = 8;
  private static final int LARGEST = 1024;

  private final Card card;
  private final int side;
  private final Source source;
  private final Optional<Classes> classes;
  private final Map<Split, Images> made = new EnumMap<>(Split.class);

  NamedSet(Card card, int side, Source source) {
    this(card, side, source, Optional.empty());
  }

  NamedSet(Card card, int side, Source source, Optional<Classes> classes) {
    this.card = card;
    this.side = side;
    this.source = source;
    this.classes = classes;
  }

  @Override
  public String id() {
    return card.id();
  }

  @Override
  public Images train() {
    return part(Split.TRAIN);
  }

  @Override
  public Images validation() {
    return part(Split.VALIDATION);
  }

  @Override
  public Images test() {
    return part(Split.TEST);
  }

  @Override
  public Dataset at(int pixels) {
    if (pixels < 8 || pixels > LARGEST) {
      throw new IllegalArgumentException(
          "%s comes in 8 to %d pixels a side, not %d".formatted(id(), LARGEST, pixels));
    }
    return pixels == side ? this : new NamedSet(card, pixels, source, classes);
  }

  @Override
  public List<String> classes() {
    return classes.map(Classes::names).orElseGet(Dataset.super::classes);
  }

  @Override
  public int[] labels(Images x) {
    return classes
        .map(c -> x.ids().stream().mapToInt(c.label()).toArray())
        .orElseGet(() -> Dataset.super.labels(x));
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

  private synchronized Images part(Split split) {
    if (card.size(split) == 0) {
      throw new IllegalStateException(
          id() + " has test images only, because it is too small to be split; use test()");
    }
    return made.computeIfAbsent(split, s -> source.part(s, side));
  }

  @Override
  public String text() {
    return CardText.text(id(), card.rows(side));
  }

  @Override
  public Optional<String> html() {
    return Optional.of(CardText.html(id(), card.rows(side)));
  }

  /** Eight pictures spread over the largest part. */
  @Override
  public Optional<Picture> picture() {
    var all = part(card.size(Split.TRAIN) > 0 ? Split.TRAIN : Split.TEST);
    int n = Math.min(SHOWN, all.size());
    var shown = all.get(0);
    for (int i = 1; i < n; i++) {
      shown = shown.and(all.get(i * all.size() / n));
    }
    return Optional.of(Drawing.found().grid(shown.described(id(), all.provenance())));
  }

  @Override
  public String toString() {
    return text();
  }
}
