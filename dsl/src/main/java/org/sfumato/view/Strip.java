package org.sfumato.view;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Picture;
import org.sfumato.Shown;

/** The same images at several moments: a row per image, a column per moment, its caption above. */
public record Strip(List<Images> frames, List<String> captions) implements Shown {
  private static final int MOST = 6;

  public Strip {
    frames = List.copyOf(frames);
    captions = List.copyOf(captions);
    if (frames.isEmpty() || frames.get(0).size() == 0) {
      throw new IllegalArgumentException("a strip needs at least one frame with an image in it");
    }
    if (frames.size() != captions.size()) {
      throw new IllegalArgumentException(
          "a strip of %d frames has %d captions; give one for each"
              .formatted(frames.size(), captions.size()));
    }
    for (var frame : frames) {
      if (frame.size() != frames.get(0).size()) {
        throw new IllegalArgumentException(
            "the frames of a strip show the same images, but one has %d and another %d"
                .formatted(frames.get(0).size(), frame.size()));
      }
    }
  }

  @Override
  public String text() {
    return "film strip of " + frames.get(0).size() + " images, " + String.join(" → ", captions);
  }

  @Override
  public Optional<Picture> picture() {
    var first = frames.get(0);
    int shown = Math.min(MOST, first.size());
    var tile = Tile.fitting(first.height(), first.width(), frames.size());
    var rows = new ArrayList<Sheet.Row>();
    for (int i = 0; i < shown; i++) {
      var tiles = new ArrayList<BufferedImage>();
      for (var frame : frames) {
        tiles.add(tile.of(frame, i));
      }
      rows.add(new Sheet.Row("", tiles));
    }
    return Optional.of(new Sheet(tile, captions, rows, Grid.caption(first, shown, tile)).picture());
  }

  @Override
  public String toString() {
    return text();
  }
}
