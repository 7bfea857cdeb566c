package org.sfumato.datasets.report;

/** In what a report departs from what the slice shows. The labels do not: they stay the truth. */
enum Doubt {
  /** Nothing: what is there is said, and nothing that is not. */
  NONE,
  /** A finding that is there is only called possible. */
  HEDGED,
  /** A finding that is there is not mentioned. */
  OMITTED,
  /** A finding that is there is denied, or said in one place and denied in another. */
  CONTRADICTED,
  /** A finding that is not there is called possible. */
  SUSPECTED
}
