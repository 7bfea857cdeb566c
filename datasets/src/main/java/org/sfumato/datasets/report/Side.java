package org.sfumato.datasets.report;

import java.util.Locale;

/** On which side of the patient; a picture shows the patient's right on its left. */
public enum Side {
  LEFT,
  RIGHT,
  BOTH;

  String word() {
    return this == BOTH ? "bilateral" : name().toLowerCase(Locale.ROOT);
  }
}
