package org.sfumato.datasets.report;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** In how many reports of a set a finding is hedged, left out, denied or wrongly suspected. */
public final class Departures {
  private Departures() {}

  /**
   * Writes all reports and counts.
   *
   * @param signs what each slice shows, by position
   */
  public static String counted(Modality modality, Map<Long, List<Sign>> signs) {
    var counts = new EnumMap<Doubt, Integer>(Doubt.class);
    for (var doubt : Doubt.values()) {
      counts.put(doubt, 0);
    }
    signs.forEach(
        (position, shown) ->
            counts.merge(modality.report(Study.at(position), shown).doubt(), 1, Integer::sum));
    double all = signs.size() / 100.;
    return "%d %% of the reports depart from what the slice shows: a finding is hedged in %d %%, left out in %d %%, denied or contradicted in %d %%, and one that is not there is suspected in %d %%"
        .formatted(
            Math.round((signs.size() - counts.get(Doubt.NONE)) / all),
            Math.round(counts.get(Doubt.HEDGED) / all),
            Math.round(counts.get(Doubt.OMITTED) / all),
            Math.round(counts.get(Doubt.CONTRADICTED) / all),
            Math.round(counts.get(Doubt.SUSPECTED) / all));
  }
}
