package org.sfumato.view;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.sfumato.Images;
import org.sfumato.Picture;
import org.sfumato.Shown;

/**
 * Sequences of images beside one another, image 0 by image 0, all with 0 black and 1 white. Up to
 * four images stand one to a row with the sequences as columns; more stand in rows, one sequence
 * below the other.
 */
public record Panels(List<Images> sequences, List<String> titles) implements Shown {
  private static final int FEW = 4;
  private static final int COLUMNS = 8;
  private static final int MOST = 16;

  public Panels {
    sequences = List.copyOf(sequences);
    titles = List.copyOf(titles);
    if (sequences.isEmpty()) {
      throw new IllegalArgumentException("sideBySide needs at least one sequence of images");
    }
    int n = sequences.get(0).size();
    for (var x : sequences) {
      if (x.size() != n) {
        throw new IllegalArgumentException(
            "sideBySide shows the same images in each sequence, but %s has %d and %s has %d; take the first %d of each"
                .formatted(
                    sequences.get(0).expression(),
                    n,
                    x.expression(),
                    x.size(),
                    Math.min(n, x.size())));
      }
    }
    if (n == 0) {
      throw new IllegalArgumentException("sideBySide was given sequences without images");
    }
    if (titles.size() != sequences.size()) {
      throw new IllegalArgumentException(
          "there are %d sequences but %d titles: %s"
              .formatted(sequences.size(), titles.size(), titles));
    }
  }

  /** The same under these titles, one per sequence. */
  public Panels titles(String... names) {
    return new Panels(sequences, Arrays.asList(names));
  }

  @Override
  public String text() {
    return "sideBySide("
        + sequences.stream().map(Images::expression).collect(Collectors.joining(", "))
        + ")";
  }

  @Override
  public Optional<Picture> picture() {
    int n = sequences.get(0).size();
    int h = sequences.stream().mapToInt(Images::height).max().orElse(1);
    int w = sequences.stream().mapToInt(Images::width).max().orElse(1);
    boolean few = n <= FEW && sequences.size() <= COLUMNS;
    return Optional.of(few ? columns(n, h, w) : rows(n, h, w));
  }

  private Picture columns(int n, int h, int w) {
    var tile = Tile.fitting(h, w, sequences.size());
    var rows = new ArrayList<Sheet.Row>();
    for (int i = 0; i < n; i++) {
      var tiles = new ArrayList<BufferedImage>();
      for (var x : sequences) {
        tiles.add(tile.of(x, i));
      }
      rows.add(new Sheet.Row("", tiles));
    }
    return new Sheet(tile, titles, rows, "").picture();
  }

  private Picture rows(int n, int h, int w) {
    int shown = Math.min(MOST, n);
    int columns = Math.min(COLUMNS, shown);
    var tile = Tile.fitting(h, w, columns);
    var rows = new ArrayList<Sheet.Row>();
    for (int start = 0; start < shown; start += columns) {
      for (int s = 0; s < sequences.size(); s++) {
        var tiles = new ArrayList<BufferedImage>();
        for (int i = start; i < Math.min(shown, start + columns); i++) {
          tiles.add(tile.of(sequences.get(s), i));
        }
        rows.add(new Sheet.Row(titles.get(s), tiles));
      }
    }
    return new Sheet(tile, List.of(), rows, shown < n ? "first " + shown + " of " + n : "")
        .picture();
  }

  @Override
  public String toString() {
    return text();
  }
}
