package org.sfumato.datasets;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Pairs;
import org.sfumato.Picture;

/** A data set with its card. Its pictures are made when a part is first asked for, and kept. */
final class NamedSet implements CardSet {
  /** Makes one part at one size. */
  interface Source {
    /** Pictures of {@code side}×{@code side} pixels; never called for a part that is empty. */
    Images part(Split split, int side);
  }

  /** What is told of every picture. */
  interface Reports {
    /** Reports and labels of these pictures, in their order. */
    List<Pairs.Told> of(Images x);

    /** The findings that are labelled. */
    List<String> findings();
  }

  /** One class for each image. */
  record Classes(List<String> names, ToIntFunction<ImageId> label) {}

  private final Card card;
  private final int side;
  private final Source source;
  private final Optional<Classes> classes;
  private final Optional<Reports> reports;
  private final Map<Split, Images> made = new EnumMap<>(Split.class);

  NamedSet(Card card, int side, Source source) {
    this(card, side, source, Optional.empty(), Optional.empty());
  }

  NamedSet(
      Card card, int side, Source source, Optional<Classes> classes, Optional<Reports> reports) {
    this.card = card;
    this.side = side;
    this.source = source;
    this.classes = classes;
    this.reports = reports;
  }

  @Override
  public String id() {
    return card.id();
  }

  @Override
  public List<String> classes() {
    return classes.map(Classes::names).orElseGet(CardSet.super::classes);
  }

  @Override
  public int[] labels(Images x) {
    return classes
        .map(c -> x.ids().stream().mapToInt(c.label()).toArray())
        .orElseGet(() -> CardSet.super.labels(x));
  }

  @Override
  public synchronized Images part(Split split) {
    if (card.size(split) == 0) {
      throw new IllegalStateException(
          id() + " has test images only, because it is too small to be split; use test()");
    }
    return made.computeIfAbsent(split, s -> source.part(s, side));
  }

  @Override
  public int side() {
    return side;
  }

  @Override
  public CardSet sized(int pixels) {
    return new NamedSet(card, pixels, source, classes, reports);
  }

  @Override
  public Pairs withReports() {
    if (reports.isEmpty()) {
      return CardSet.super.withReports();
    }
    return Pairs.of(told(Split.TRAIN), told(Split.VALIDATION), told(Split.TEST))
        .described(stem(part(Split.TRAIN).expression()) + ".withReports()");
  }

  /** The expression of the set itself, from that of its training part. */
  private static String stem(String part) {
    return part.substring(0, part.length() - ("." + Split.TRAIN.word() + "()").length());
  }

  private Pairs told(Split split) {
    var pictures = part(split);
    return Pairs.of(pictures, reports.get().of(pictures), reports.get().findings());
  }

  @Override
  public Map<String, String> rows() {
    return card.rows(side);
  }

  /** Of the largest part. */
  @Override
  public Optional<Picture> picture() {
    return Optional.of(spread(part(card.size(Split.TRAIN) > 0 ? Split.TRAIN : Split.TEST)));
  }

  @Override
  public String toString() {
    return text();
  }
}
