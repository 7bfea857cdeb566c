package org.sfumato.judge;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sfumato.ImageId;

/**
 * What a table of scores rests on.
 *
 * @param ids the images
 * @param units which of them count as one independent observation
 * @param areas what is there to be found in them, if the scores are areas under ROC curves and not
 *     means over images
 */
record Basis(List<ImageId> ids, Units units, Optional<Areas> areas) {
  Basis {
    ids = List.copyOf(ids);
  }

  /** Scores are means over these images. */
  static Basis of(List<ImageId> ids) {
    return new Basis(ids, Units.among(ids), Optional.empty());
  }

  /** Columns as a reader wants them: the mean of several areas stands before them. */
  int[] order(int columns) {
    boolean mean = areas.isPresent() && columns > areas.get().findings().size();
    return IntStream.range(0, columns).map(c -> !mean ? c : c == 0 ? columns - 1 : c - 1).toArray();
  }

  /** The same inference, with intervals of means made this way. */
  Inference by(Inference inference, Inference.Way way) {
    if (areas.isPresent()) {
      throw new IllegalArgumentException(
          "student() and bca() are about means over images; an AUC has DeLong's interval, and the"
              + " mean of several AUCs that of resampled patients");
    }
    return inference.by(way);
  }
}
