package org.sfumato.kernel.verify;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.sfumato.Figures;
import org.sfumato.kernel.message.Bundle;
import org.sfumato.kernel.notebook.Lines;
import org.sfumato.kernel.notebook.Notebook;

/**
 * A score that a notebook shows.
 *
 * @param cell the id of its cell
 * @param position of the cell among all cells, the first is 1
 * @param ordinal which score of the cell it is, the first is 1
 * @param data its forms, by MIME type
 */
record ScoreOutput(String cell, int position, int ordinal, JsonNode data) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** How a score says what its numbers rest on; versions without figures said it too. */
  private static final Pattern SCORE =
      Pattern.compile("(with(out)? [^\\n]*intervals?, |\\()n = \\d+");

  /** All scores of a notebook that carry their figures, in order. */
  static List<ScoreOutput> in(Notebook notebook) {
    var found = new ArrayList<ScoreOutput>();
    int position = 0;
    for (var cell : notebook.cells()) {
      position++;
      int ordinal = 0;
      for (var output : cell.isCode() ? cell.outputs() : List.<JsonNode>of()) {
        if (output.path("data").has(Bundle.FIGURES)) {
          found.add(new ScoreOutput(cell.id(), position, ++ordinal, output.path("data")));
        }
      }
    }
    return found;
  }

  /** Positions of cells that show what looks like a score and carries no figures. */
  static List<Integer> bare(Notebook notebook) {
    var found = new ArrayList<Integer>();
    int position = 0;
    for (var cell : notebook.cells()) {
      position++;
      boolean any = false;
      for (var output : cell.isCode() ? cell.outputs() : List.<JsonNode>of()) {
        var data = output.path("data");
        any |=
            !data.has(Bundle.FIGURES)
                && !data.has(Bundle.PNG)
                && SCORE.matcher(Lines.text(data.get(Bundle.TEXT))).find();
      }
      if (any) {
        found.add(position);
      }
    }
    return found;
  }

  JsonNode figures() {
    return data.path(Bundle.FIGURES);
  }

  /** Such as {@code cell 7} or {@code cell 7, score 2}. */
  String place() {
    return "cell " + position + (ordinal == 1 ? "" : ", score " + ordinal);
  }

  /** What is wrong with the figures themselves, if anything. */
  Optional<String> flaw() {
    var figures = figures();
    if (!figures.isObject() || !figures.path("schema").asText().equals(Figures.SCHEMA)) {
      return Optional.of("the figures are not of the schema " + Figures.SCHEMA);
    }
    if (!figures.path("version").isInt() || figures.path("version").intValue() > Figures.VERSION) {
      return Optional.of(
          "the figures are of version %s, and this Sfumato reads %d"
              .formatted(figures.path("version").asText("–"), Figures.VERSION));
    }
    var object = MAPPER.convertValue(figures, new TypeReference<Map<String, Object>>() {});
    return figures.path(Figures.DIGEST).asText().equals(Figures.digest(object))
        ? Optional.empty()
        : Optional.of(
            "the figures were altered after they were written: their digest does not fit");
  }

  /** Where forms that a reader reads depart from the figures, a clause each. */
  List<String> departures() {
    var readings = Reading.of(figures());
    var found = new ArrayList<String>();
    for (var mime : PlainForm.READ) {
      if (data.has(mime)) {
        var form = PlainForm.of(mime, Lines.text(data.get(mime)));
        var clauses =
            readings.stream().flatMap(r -> ShownNumbers.difference(form, r).stream()).toList();
        if (clauses.size() == readings.size()) {
          found.add(mime + " " + clauses.get(0));
        }
      }
    }
    return found;
  }
}
