package org.sfumato.judge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.sfumato.Figures;

/**
 * A table of scores as {@link Figures}. A column says whether another run must repeat it ({@code
 * repeatable}); a row has its name and, as {@code label}, what the forms show of it.
 */
final class ScoreFigures {
  /** What a run costs, when a user's own metric measures it under these names. */
  private static final Set<String> COSTS = Set.of("seconds", "memory");

  private ScoreFigures() {}

  static String of(ScoreTable t) {
    return Figures.of("table")
        .with("confidence", t.confidence())
        .with("images", t.ids().size())
        .with("axis", t.axis())
        .with("baseline", t.baseline())
        .with("columns", Figures.list(t.columns(), ScoreFigures::column))
        .with("rows", rows(t))
        .with("notes", Notes.of(t, "*"))
        .with(t.provenance())
        .json();
  }

  private static Map<String, Object> column(Column column) {
    var about = new LinkedHashMap<String, Object>();
    about.put("name", column.name());
    about.put("variant", column.variant());
    about.put("higherIsBetter", column.higherIsBetter());
    about.put("whole", column.whole());
    about.put("repeatable", column.repeatable() && !COSTS.contains(column.name()));
    about.put("against", column.against());
    return about;
  }

  private static List<Object> rows(ScoreTable t) {
    var rows = new ArrayList<Object>();
    for (int r = 0; r < t.rows().size(); r++) {
      var row = t.rows().get(r);
      var about = new LinkedHashMap<String, Object>();
      about.put("name", row.name());
      about.put("label", ScoreText.shortened(row.name()));
      about.put("seeds", row.seeds());
      about.put("swept", row.swept().isPresent() ? row.swept().getAsDouble() : null);
      var cells = new ArrayList<Object>();
      for (int c = 0; c < t.columns().size(); c++) {
        var e = t.estimate(r, c);
        var cell = Figures.cell(e.mean(), e.low(), e.high(), e.n());
        cell.put("spread", row.seedSpread(c));
        cell.put("p", t.inference().holm() ? e.p() : Double.NaN);
        cells.add(cell);
      }
      about.put("cells", cells);
      rows.add(about);
    }
    return rows;
  }
}
