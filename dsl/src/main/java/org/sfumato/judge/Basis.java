package org.sfumato.judge;

import java.util.List;
import java.util.Optional;
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
