package org.sfumato.datasets.paired;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.sfumato.Pairs;
import org.sfumato.Uncertain;

/** Pairs in files of the reader's own. One more layout is one line here. */
public final class PairFiles {
  private static final int SMALLEST = 8;
  private static final int LARGEST = 1024;
  private static final int USUAL = 224;

  private static final List<Layout> ALL =
      List.of(
          new MedMnist(), new OwnPairs(), new MimicCxr(), new Chexpert(), new Rsna(), new OpenI());

  private PairFiles() {}

  /**
   * Reads a folder or file of one of the layouts.
   *
   * @param pixels a side of the pictures, 8 to 1024
   * @throws IllegalArgumentException if there is nothing at the path or it is none of the layouts;
   *     the message lists them
   */
  public static Pairs read(Path path, int pixels, Uncertain uncertain) {
    if (!Files.exists(path)) {
      throw new IllegalArgumentException("there is no file or folder " + path);
    }
    if (pixels < SMALLEST || pixels > LARGEST) {
      throw new IllegalArgumentException(
          "pairs come in %d to %d pixels a side, not %d".formatted(SMALLEST, LARGEST, pixels));
    }
    try {
      for (var layout : ALL) {
        if (layout.fits(path)) {
          return layout.read(
              path, new Reading(pixels, uncertain, expression(path, pixels, uncertain)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(path + " could not be read: " + e.getMessage(), e);
    }
    throw new IllegalArgumentException(
        "%s holds no pairs that can be read. Known: %s"
            .formatted(
                path,
                ALL.stream()
                    .map(layout -> layout.name() + " (" + layout.sign() + ")")
                    .collect(Collectors.joining("; "))));
  }

  /** The shorter form where it says the same. */
  private static String expression(Path path, int pixels, Uncertain uncertain) {
    return pixels == USUAL && uncertain == Uncertain.IGNORED
        ? "pairs(\"%s\")".formatted(path)
        : "pairs(\"%s\", %d, %s)".formatted(path, pixels, "Uncertain." + uncertain.name());
  }
}
