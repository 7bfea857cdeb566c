package org.sfumato.datasets;

import java.util.Locale;

/** A part of a data set. */
enum Split {
  TRAIN,
  VALIDATION,
  TEST;

  /** The method that gives this part, such as {@code train}. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
