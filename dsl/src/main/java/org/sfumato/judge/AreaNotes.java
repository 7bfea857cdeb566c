package org.sfumato.judge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** The sentences below a table of AUCs: how intervals were made, who was asked, what is odd. */
final class AreaNotes {
  private final Areas areas;
  private final ScoreTable table;

  AreaNotes(Areas areas, ScoreTable table) {
    this.areas = areas;
    this.table = table;
  }

  List<String> all() {
    var notes = new ArrayList<String>();
    notes.add(intervals());
    notes.addAll(inverted());
    if (!areas.missing().isEmpty()) {
      notes.add("left out, for AUC needs both: " + String.join("; ", areas.missing()));
    }
    notes.addAll(asked());
    return notes;
  }

  private String intervals() {
    if (table.rows().stream().anyMatch(r -> r.ranked().orElseThrow().overSeeds())) {
      return "paired differences of AUCs from %s with %s %% intervals, %s, ties count half: percentile bootstrap over patients and seeds (%d resamples, each of patients and of %d seeds drawn with replacement, the same for both)"
          .formatted(
              table.baseline(),
              org.sfumato.Numbers.text(100 * table.confidence()),
              areas.units().text(),
              Redrawn.RESAMPLES,
              table.rows().get(0).seeds().size());
    }
    var macro =
        areas.findings().size() > 1
            ? "; of the macro mean by the percentile bootstrap over patients (%d resamples)"
                .formatted(Redrawn.RESAMPLES)
            : "";
    return "%s with %s %% intervals, %s, ties count half: DeLong's%s of a finding, or Newcombe's where that leaves [0, 1] or a class has under %d%s"
        .formatted(
            table.differences()
                ? "paired differences of AUCs from " + table.baseline()
                : "areas under ROC curves",
            org.sfumato.Numbers.text(100 * table.confidence()),
            areas.units().text(),
            areas.units().count() < areas.labels()[0].length ? " over patients" : "",
            org.sfumato.metric.Auc.FEWEST,
            macro);
  }

  /** An AUC that is surely below one half tells the classes apart, with its prompts swapped. */
  private List<String> inverted() {
    var notes = new ArrayList<String>();
    for (int r = 0; r < table.rows().size() && !table.differences(); r++) {
      var asked = table.rows().get(r).ranked().orElseThrow().sides().get(0).asked();
      for (int f = 0; f < asked.size(); f++) {
        var e = table.estimate(r, f);
        if (e.hasInterval() && e.high() < .5) {
          notes.add(
              "inverted prompts: AUC %s of %s is %s %s, wholly below ½; %s tell it the wrong way round, so give this class prompts of its own, or leave it out"
                  .formatted(
                      areas.findings().get(f),
                      ScoreText.shortened(table.rows().get(r).name()),
                      Digits.value(e),
                      Digits.interval(e),
                      asked.get(f)));
        }
      }
    }
    return notes;
  }

  /** Where the scores come from, once for all rows that have them from the same. */
  private List<String> asked() {
    var rows = new LinkedHashMap<String, List<String>>();
    for (var row : table.rows()) {
      for (var side : row.ranked().orElseThrow().sides()) {
        var names = rows.computeIfAbsent(side.how(), how -> new ArrayList<>());
        var name = ScoreText.shortened(row.name());
        if (!names.contains(name)) {
          names.add(name);
        }
      }
    }
    return rows.entrySet().stream()
        .map(
            e ->
                rows.size() == 1 || table.differences()
                    ? e.getKey()
                    : e.getValue().stream().collect(Collectors.joining(", ")) + ": " + e.getKey())
        .toList();
  }
}
