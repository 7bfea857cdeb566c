package org.sfumato.judge;

import java.util.ArrayList;
import java.util.List;

/** Paired differences of two tables of AUCs, row by row: two models on the same pictures. */
final class Between {
  private Between() {}

  /**
   * Every row of {@code a} minus the row of {@code b} in the same place.
   *
   * @param overSeeds whether intervals are over seeds as well as patients
   * @throws IllegalArgumentException if the pictures or the findings differ
   */
  static ScoreTable of(
      ScoreTable a, ScoreTable b, List<String> names, String baseline, boolean overSeeds) {
    Joining.alike(a, b);
    var rows = new ArrayList<Row>();
    for (int r = 0; r < a.rows().size(); r++) {
      var difference = a.rows().get(r).minus(b.rows().get(r), names.get(r));
      rows.add(overSeeds ? difference.withSeeds() : difference);
    }
    var from = a.provenance().within("minus", b.provenance());
    return new ScoreTable(a.columns(), rows, a.basis(), "", baseline, a.inference(), from);
  }
}
