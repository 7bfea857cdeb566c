package org.sfumato.metric;

import java.util.Optional;
import org.sfumato.Encoder;
import org.sfumato.Images;

/** What all measures of sets say alike. */
final class Sets {
  private Sets() {}

  /** The reference, which must have been given. */
  static Images reference(String metric, Optional<Images> reference) {
    return reference.orElseThrow(
        () ->
            new IllegalArgumentException(
                metric + " needs a set of images to compare with: use .against(images)"));
  }

  /** The encoder as a variant names it. */
  static String features(Encoder encoder) {
    return "features of " + encoder.text();
  }
}
