package org.sfumato.kernel.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.judge.Judging.compare;
import static org.sfumato.judge.Judging.reported;
import static org.sfumato.judge.Judging.score;
import static org.sfumato.metric.Metrics.metric;
import static org.sfumato.metric.Metrics.mse;
import static org.sfumato.metric.Metrics.psnr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Provenance;
import org.sfumato.Results;
import org.sfumato.Score;
import org.sfumato.judge.Claims;
import org.sfumato.kernel.message.Bundle;
import org.sfumato.kernel.message.Message;
import org.sfumato.kernel.notebook.Lines;
import org.sfumato.kernel.notebook.Notebook;
import org.sfumato.kernel.notebook.Notebooks;
import org.sfumato.kernel.notebook.Outputs;
import org.sfumato.kernel.render.Renderers;

class ShownNumbersTest {
  private static final Pattern SHOWN = Pattern.compile("\\d");
  private static Notebook stored;

  /** Scores of all kinds, as a cell would show them. */
  @BeforeAll
  static void show() {
    var clean = noisy("clean", 0);
    var thousands = metric("bytes", (x, s) -> org.sfumato.guidance.Guidances.average(x).mul(4e7));
    var a = score(noisy("λ = 0.05", .05), psnr(clean), mse(clean), thousands);
    var table = a.and(score(noisy("T1_b {2} & 50 %", .1), psnr(clean), mse(clean), thousands));
    var claim =
        reported("P", "fashion, p = 0.8")
            .source("arXiv:2305.19256")
            .protocol("mean of one run")
            .run("λ = 0.05");
    var claims =
        new Claims(
            List.of(
                claim.says(psnr(), "26.80").spread(.2).says("FID", 3).says(mse(), "0.0026"),
                claim.run("T1_b {2} & 50 %").data("fashion").says(psnr(), ".9").interval(.8, 21)));
    stored =
        notebook(
            table,
            table.versus("λ = 0.05"),
            table.ci(.9).sort("MSE"),
            table.cell("λ = 0.05", "PSNR"),
            compare(a, table.row("T1_b {2} & 50 %"), "MSE"),
            score(clean, psnr(clean)),
            claims.check(table),
            new Score("SSIM", -1.25e-7, -2e-7, -1e-8, 40, "7×7, C = 0.01"));
  }

  private static Images noisy(String name, double noise) {
    var random = new Random(3);
    var values = new float[12 * 256];
    for (int k = 0; k < values.length; k++) {
      double base = .5 + .3 * Math.sin(k / 256 + k % 16 * .7);
      values[k] = (float) Math.max(0, Math.min(1, base + noise * random.nextGaussian()));
    }
    var ids = new ArrayList<ImageId>();
    for (int i = 0; i < 12; i++) {
      ids.add(new ImageId("fashion", i));
    }
    return Images.of(values, 1, 16, 16, ids, name, Provenance.of("made", name));
  }

  static Notebook notebook(Object... values) {
    var notebook = new Notebooks().code("show").notebook();
    var outputs = new Outputs();
    outputs.next(notebook.cells().get(0));
    outputs.accept(new Message.Input(1, 1, "show"));
    for (var value : values) {
      var bundle = Renderers.standard().bundle(value);
      outputs.accept(new Message.Display(1, bundle, java.util.Optional.empty()));
    }
    outputs.end();
    return notebook;
  }

  private static String said(Notebook notebook) {
    return ReportText.of(ScoreVerification.shown(notebook, "n"));
  }

  private static ObjectNode data(Notebook notebook, int score) {
    return (ObjectNode) notebook.cells().get(0).outputs().get(score).path("data");
  }

  @Test
  void should_find_nothing_where_nothing_was_altered() {
    assertEquals(
        "n: 8 scores, and every number shown is that of its figures; nothing was run\n",
        said(stored));
  }

  @Test
  void should_find_every_digit_that_was_altered_in_a_text_a_table_or_a_formula() {
    int altered = 0;
    for (int s = 0; s < 8; s++) {
      for (var mime : List.of(Bundle.TEXT, Bundle.HTML, Bundle.LATEX)) {
        var text = Lines.text(data(stored, s).get(mime));
        if (text.isEmpty()) {
          continue;
        }
        var digits = SHOWN.matcher(text);
        while (digits.find()) {
          if (mime.equals(Bundle.HTML) && inTag(text, digits.start())) {
            continue;
          }
          int other = (text.charAt(digits.start()) - '0' + 1 + altered % 9) % 10;
          var changed =
              text.substring(0, digits.start()) + other + text.substring(digits.start() + 1);
          var notebook = stored.copy();
          data(notebook, s).set(mime, Lines.list(changed));
          var report = ScoreVerification.shown(notebook, "n");
          assertFalse(report.holds(), () -> mime + ": " + changed);
          assertTrue(report.lines().get(0).why().startsWith(mime + " shows"), report.toString());
          altered++;
        }
      }
    }
    assertTrue(altered > 800, "only " + altered);
  }

  private static boolean inTag(String html, int at) {
    return html.lastIndexOf('<', at) > html.lastIndexOf('>', at);
  }

  @Test
  void should_find_every_figure_that_was_altered_in_the_json() {
    int altered = 0;
    for (int s = 0; s < 8; s++) {
      var places = new ArrayList<String>();
      leaves(data(stored, s).get(Bundle.FIGURES), "", places);
      for (var place : places) {
        var notebook = stored.copy();
        var figures = (ObjectNode) data(notebook, s).get(Bundle.FIGURES);
        alter(figures, place);
        var report = ScoreVerification.shown(notebook, "n");
        assertFalse(report.holds(), place);
        altered++;
      }
    }
    assertTrue(altered > 300, "only " + altered);
  }

  private static void leaves(JsonNode node, String at, List<String> into) {
    if (node.isObject()) {
      node.fields()
          .forEachRemaining(
              e -> {
                var name = e.getKey().replace("~", "~0").replace("/", "~1");
                leaves(e.getValue(), at + "/" + name, into);
              });
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        leaves(node.get(i), at + "/" + i, into);
      }
    } else {
      into.add(at);
    }
  }

  /** A number in its last bit, a text by one letter. */
  private static void alter(ObjectNode figures, String place) {
    int cut = place.lastIndexOf('/');
    var parent = figures.at(place.substring(0, cut));
    var old = figures.at(place);
    var name = place.substring(cut + 1).replace("~1", "/").replace("~0", "~");
    JsonNode fresh =
        old.isInt() || old.isLong()
            ? figures.numberNode(old.longValue() + 1)
            : old.isNumber()
                ? figures.numberNode(Math.nextUp(old.doubleValue()))
                : old.isBoolean()
                    ? figures.booleanNode(!old.booleanValue())
                    : figures.textNode(old.asText() + "x");
    if (parent instanceof ObjectNode object) {
      object.set(name, fresh);
    } else {
      ((com.fasterxml.jackson.databind.node.ArrayNode) parent).set(Integer.parseInt(name), fresh);
    }
  }

  @Test
  void should_find_an_altered_verdict_and_an_exchanged_heading() {
    for (var mime : List.of(Bundle.TEXT, Bundle.HTML, Bundle.LATEX)) {
      altered(6, mime, "differs", "agrees");
      altered(6, mime, "not comparable", "agrees");
      altered(0, mime, "PSNR", "SSIM");
    }
  }

  private static void altered(int score, String mime, String from, String to) {
    var notebook = stored.copy();
    var text = Lines.text(data(notebook, score).get(mime));
    assertTrue(text.contains(from), text);
    data(notebook, score).set(mime, Lines.list(text.replaceFirst(Pattern.quote(from), to)));
    assertFalse(ScoreVerification.shown(notebook, "n").holds(), mime + " " + from);
  }

  @Test
  void should_find_two_numbers_that_changed_places() {
    Results table =
        score(noisy("a", .05), psnr(noisy("c", 0))).and(score(noisy("b", .1), psnr(noisy("c", 0))));
    var notebook = notebook(table);
    var text = Lines.text(data(notebook, 0).get(Bundle.TEXT));
    var lines = text.lines().toList();
    var swapped =
        text.replace(lines.get(1), "#")
            .replace(lines.get(2), lines.get(1).replace("a ", "b "))
            .replace("#", lines.get(2).replace("b ", "a "));
    data(notebook, 0).set(Bundle.TEXT, Lines.list(swapped));
    assertTrue(said(notebook).contains("cell 1"), said(notebook));
    assertFalse(ScoreVerification.shown(notebook, "n").holds());
  }

  @Test
  void should_take_a_text_that_was_cut_for_the_beginning_of_it() {
    var text = Lines.text(data(stored, 0).get(Bundle.TEXT));
    for (int k = 1; k < text.length(); k++) {
      var notebook = stored.copy();
      var cut = text.substring(0, k) + "… 11,906 characters in all";
      data(notebook, 0).set(Bundle.TEXT, Lines.list(cut));
      assertTrue(ScoreVerification.shown(notebook, "n").holds(), cut);
    }
    var notebook = stored.copy();
    var first = text.substring(0, text.indexOf('\n', text.indexOf('\n') + 1));
    var half = first.replaceFirst("\\d\\[", "").replaceFirst("\\d(?= \\[)", "x");
    assertFalse(half.equals(first), first);
    data(notebook, 0).set(Bundle.TEXT, Lines.list(half + "… 11,906 characters in all"));
    assertFalse(ScoreVerification.shown(notebook, "n").holds(), half);
  }

  @Test
  void should_read_the_mean_of_areas_before_them_or_behind() throws Exception {
    var figures =
        new ObjectMapper()
            .readTree(
                """
                {"kind": "table", "columns": [{"name": "AUC mass"}, {"name": "macro AUC"}],
                 "rows": [{"label": "towers", "cells": [{"value": 0.25}, {"value": 0.75}]}]}
                """);
    var readings = Reading.of(figures);
    for (var shown :
        List.of("macro AUC  AUC mass\ntowers 0.75 0.25", "AUC mass  macro AUC\ntowers 0.25 0.75")) {
      assertTrue(
          readings.stream().anyMatch(r -> ShownNumbers.difference(shown, r).isEmpty()), shown);
    }
    var wrong = "macro AUC  AUC mass\ntowers 0.25 0.75";
    assertTrue(readings.stream().noneMatch(r -> ShownNumbers.difference(wrong, r).isEmpty()));
  }

  @Test
  void should_find_a_number_that_was_taken_out_or_put_in() {
    var notebook = stored.copy();
    data(notebook, 3).set(Bundle.TEXT, Lines.list("PSNR"));
    assertTrue(said(notebook).contains("text/plain shows no more where the figures have"));
    data(notebook, 3).set(Bundle.TEXT, data(stored, 3).get(Bundle.TEXT).deepCopy());
    var text = Lines.text(data(stored, 3).get(Bundle.TEXT));
    data(notebook, 3).set(Bundle.TEXT, Lines.list(text + " 1"));
    assertTrue(said(notebook).contains("text/plain shows 1, which is not among the figures"));
  }

  @Test
  void should_not_read_markup_as_numbers() {
    var html = "<b style='margin:3px'>0.5</b><script>7</script><!-- 8 -->x";
    assertEquals("0.5 x", PlainForm.of(Bundle.HTML, html).strip().replaceAll(" +", " "));
    assertEquals(
        " a_1 -0.5 [∞, 2]",
        PlainForm.of(
            Bundle.LATEX,
            "$$\\begin{array}{l|r2}\\text{ a\\_1} \\mathbf{-0.5}\\;[\\infty,\\,2]\\end{array}$$"));
  }

  @Test
  void should_say_that_scores_of_older_versions_carry_no_figures() {
    var notebook = stored.copy();
    for (int s = 0; s < 8; s++) {
      data(notebook, s).remove(Bundle.FIGURES);
    }
    assertTrue(
        said(notebook).contains("cell 1")
            && said(notebook).contains("it shows a score without its figures"),
        said(notebook));
    assertFalse(ScoreVerification.shown(notebook, "n").holds());
  }

  @Test
  void should_refuse_figures_of_a_later_version() {
    var notebook = stored.copy();
    ((ObjectNode) data(notebook, 0).get(Bundle.FIGURES)).put("version", 2);
    assertTrue(said(notebook).contains("the figures are of version 2, and this Sfumato reads 1"));
  }
}
