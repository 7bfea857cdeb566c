package org.sfumato.datasets.paired;

import org.sfumato.Uncertain;

/**
 * How pairs are read.
 *
 * @param pixels a side of the pictures
 * @param uncertain what becomes of uncertain findings
 * @param expression what the reader of these lines wrote
 */
record Reading(int pixels, Uncertain uncertain, String expression) {
  /**
   * The label in a cell of CheXpert's labeller: 1, 0, −1 for uncertain, and empty where the report
   * says nothing, which counts as absent, as in all published baselines.
   *
   * @return null if the cell holds none of these
   */
  Integer label(String cell, String finding) {
    return switch (cell) {
      case "", "0", "0.0" -> 0;
      case "1", "1.0" -> 1;
      case "-1", "-1.0" -> uncertain.label(finding);
      default -> null;
    };
  }
}
