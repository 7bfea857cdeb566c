package org.sfumato.kernel.verify;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.sfumato.Numbers;
import org.sfumato.ProvenanceDiff;
import org.sfumato.kernel.verify.ScoreLine.Verdict;

/** The figures of a stored score beside those of its rerun, number by number. */
final class FiguresComparison {
  private static final int MOST_CHANGES = 3;

  private final String place;
  private final JsonNode stored;
  private final JsonNode rerun;
  private final Tolerance tolerance;
  private final List<ScoreLine> lines = new ArrayList<>();

  private FiguresComparison(String place, JsonNode stored, JsonNode rerun) {
    this.place = place;
    this.stored = stored;
    this.rerun = rerun;
    this.tolerance = Tolerance.between(stored, rerun);
  }

  /** A line for each number, and one for each thing about the whole that differs. */
  static List<ScoreLine> of(String place, JsonNode stored, JsonNode rerun) {
    var comparison = new FiguresComparison(place, stored, rerun);
    comparison.run();
    return comparison.lines;
  }

  private void run() {
    if (!same("kind", n -> n.path("kind").asText())) {
      return;
    }
    identity();
    switch (stored.path("kind").asText()) {
      case "table" -> table();
      case "review" -> {
        reviewed("orderings");
        reviewed("claims");
      }
      default -> {
        if (same("metric", n -> n.path("name").asText())
            && same("variant", n -> n.path("variant").asText())) {
          number("", stored.path("name").asText(), stored, rerun, true);
        }
      }
    }
  }

  /** Other versions change nested identities too, so that only equal versions can be held to it. */
  private void identity() {
    var diff = new ProvenanceDiff(Provenances.of(stored), Provenances.of(rerun));
    if (!diff.same() && tolerance.sameVersions()) {
      var changes =
          diff.identity().stream()
              .limit(MOST_CHANGES)
              .map(c -> c.field() + " " + c.text())
              .collect(Collectors.joining(", "));
      int more = diff.identity().size() - MOST_CHANGES;
      whole("made another way: " + changes + (more > 0 ? ", and " + more + " more" : ""));
    }
  }

  private void table() {
    boolean comparable =
        same("columns", n -> joined(n.path("columns"), "name"))
            && same("variants", n -> joined(n.path("columns"), "variant"))
            && same("confidence", n -> n.path("confidence").asText())
            && same("differences from", n -> n.path("baseline").asText());
    if (!comparable) {
      return;
    }
    var before = names(stored.path("rows"));
    var now = names(rerun.path("rows"));
    if (!before.equals(now)) {
      whole(rows(before, now));
    }
    for (int r = 0; r < before.size(); r++) {
      int place = now.indexOf(before.get(r));
      if (place >= 0) {
        row(stored.path("rows").path(r), rerun.path("rows").path(place));
      }
    }
  }

  private static String rows(List<String> before, List<String> now) {
    var gone = new LinkedHashSet<>(before);
    now.forEach(gone::remove);
    var fresh = new LinkedHashSet<>(now);
    before.forEach(fresh::remove);
    return gone.isEmpty() && fresh.isEmpty()
        ? "the rows stand in another order: "
            + String.join(", ", before)
            + " stored, "
            + String.join(", ", now)
            + " now"
        : (gone.isEmpty() ? "" : "the rerun lacks the row " + String.join(", ", gone))
            + (gone.isEmpty() || fresh.isEmpty() ? "" : "; ")
            + (fresh.isEmpty() ? "" : "the rerun has a new row " + String.join(", ", fresh));
  }

  private void row(JsonNode before, JsonNode now) {
    int c = 0;
    for (var column : stored.path("columns")) {
      number(
          before.path("name").asText(),
          column.path("name").asText(),
          before.path("cells").path(c),
          now.path("cells").path(c),
          column.path("repeatable").asBoolean(true)
              && rerun.path("columns").path(c).path("repeatable").asBoolean(true));
      c++;
    }
  }

  private void reviewed(String part) {
    Function<JsonNode, String> key =
        n ->
            StreamSupport.stream(n.path(part).spliterator(), false)
                .map(l -> l.path("label").asText() + " " + l.path("metric").asText())
                .collect(Collectors.joining(", "));
    if (!same(part, key)) {
      return;
    }
    for (int k = 0; k < stored.path(part).size(); k++) {
      verdict(stored.path(part).path(k), rerun.path(part).path(k));
    }
  }

  private void verdict(JsonNode before, JsonNode now) {
    var label = before.path("label").asText();
    var metric = before.path("metric").asText();
    var was = before.path("verdict").asText();
    var is = now.path("verdict").asText();
    boolean same = was.equals(is) && before.path("reported").equals(now.path("reported"));
    lines.add(
        new ScoreLine(
            place,
            label,
            metric + ", verdict",
            was,
            is,
            "",
            same ? Verdict.AGREES : Verdict.DIFFERS,
            same
                ? "equal"
                : was.equals(is) ? "another number is reported" : "the verdict changed"));
    if (before.path("rerun").isObject() || now.path("rerun").isObject()) {
      number(label, metric, before.path("rerun"), now.path("rerun"), true);
    }
  }

  private void number(
      String row, String column, JsonNode before, JsonNode now, boolean repeatable) {
    double a = Reading.number(before.path("value"));
    double b = Reading.number(now.path("value"));
    var delta = Double.isFinite(b - a) ? Numbers.text(b - a) : "";
    var why = repeatable ? disagreement(before, now) : Optional.of("it depends on the day");
    var verdict =
        !repeatable ? Verdict.NOT_COMPARED : why.isPresent() ? Verdict.DIFFERS : Verdict.AGREES;
    lines.add(
        new ScoreLine(
            place,
            row,
            column,
            Numbers.text(a),
            Numbers.text(b),
            repeatable ? delta : "",
            verdict,
            why.orElseGet(() -> loosest(before, now))));
  }

  private Optional<String> disagreement(JsonNode before, JsonNode now) {
    if (before.path("n").asInt() != now.path("n").asInt()) {
      return Optional.of(
          "n is %s stored and %s now"
              .formatted(before.path("n").asText("–"), now.path("n").asText("–")));
    }
    for (var field : new String[] {"value", "low", "high"}) {
      if (rule(field, before, now).isEmpty()) {
        return Optional.of(
            field.equals("value")
                ? (tolerance.sameMachine() ? "beyond 1e-6" : "beyond 1e-3 and 0.02 of the interval")
                : "the %s end of the interval is %s stored and %s now"
                    .formatted(
                        field.equals("low") ? "lower" : "upper",
                        Numbers.text(Reading.number(before.path(field))),
                        Numbers.text(Reading.number(now.path(field)))));
      }
    }
    return Optional.empty();
  }

  private String rule(String field, JsonNode before, JsonNode now) {
    double width = Reading.number(before.path("high")) - Reading.number(before.path("low"));
    return tolerance.rule(
        Reading.number(before.path(field)), Reading.number(now.path(field)), width);
  }

  /** The rule that value and both ends pass: the loosest that one of them needs. */
  private String loosest(JsonNode before, JsonNode now) {
    var order = List.of("equal", "1e-6", "1e-3", "0.02 of the interval");
    int most = 0;
    for (var field : new String[] {"value", "low", "high"}) {
      most = Math.max(most, order.indexOf(rule(field, before, now)));
    }
    return order.get(most);
  }

  private boolean same(String shown, Function<JsonNode, String> of) {
    var before = of.apply(stored);
    var now = of.apply(rerun);
    if (!before.equals(now)) {
      whole("%s: %s stored, %s now".formatted(shown, before, now));
    }
    return before.equals(now);
  }

  private void whole(String why) {
    lines.add(ScoreLine.whole(place, why));
  }

  private static String joined(JsonNode list, String field) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(n -> n.path(field).asText())
        .collect(Collectors.joining(", "));
  }

  private static List<String> names(JsonNode rows) {
    return StreamSupport.stream(rows.spliterator(), false)
        .map(n -> n.path("name").asText())
        .toList();
  }
}
