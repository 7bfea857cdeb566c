package org.sfumato.datasets.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sfumato.datasets.phantom.Finding;

class ReporterTest {
  private static final Reporter REPORTER =
      new Reporter("reports-t1.txt", List.of(Finding.values()));
  private static final Sign INFARCT = new Sign(Finding.INFARCT, Side.LEFT, Place.PARIETAL, 41);
  private static final Sign FRACTURE = new Sign(Finding.FRACTURE, Side.RIGHT, Place.FRONTAL, 19);

  private static List<String> reports(List<Sign> signs, Doubt doubt) {
    var texts = new ArrayList<String>();
    for (long seed = 0; seed < 2000; seed++) {
      var report = REPORTER.write(signs, seed);
      if (report.doubt() == doubt) {
        texts.add(report.text());
      }
    }
    return texts;
  }

  private static boolean tells(String report, String... words) {
    return List.of(words).stream().anyMatch(report.toLowerCase(java.util.Locale.ROOT)::contains);
  }

  @ParameterizedTest
  @EnumSource(Finding.class)
  void should_name_a_finding_that_is_there_and_never_deny_it_unless_in_doubt(Finding finding) {
    var sign = new Sign(finding, Side.RIGHT, Place.TEMPORAL, 25);
    for (var report : reports(List.of(sign), Doubt.NONE)) {
      for (var sentence : report.split("(?<=[.])\\s")) {
        boolean denies = sentence.matches("(?i).*\\b(no|nothing)\\b.*");
        assertFalse(denies && tells(sentence, Words.of(finding)), report);
      }
      assertFalse(
          tells(report, "cannot be excluded", "possible", "questionable", "suspect"), report);
    }
  }

  @Test
  void should_say_side_and_place_as_they_are() {
    for (var report : reports(List.of(INFARCT), Doubt.NONE)) {
      assertTrue(tells(report, "left parietal lobe"), report);
      assertFalse(tells(report.replace("mall vessel", ""), "right", "small"), report);
    }
    for (var report : reports(List.of(FRACTURE), Doubt.NONE)) {
      assertTrue(tells(report, "right"), report);
      assertFalse(tells(report, "left", "intact", "bony abnormality"), report);
    }
  }

  @Test
  void should_hedge_leave_out_or_deny_one_finding_where_it_says_so() {
    for (var report : reports(List.of(INFARCT), Doubt.HEDGED)) {
      assertTrue(
          tells(
              report,
              "excluded",
              "possible",
              "may",
              "questionable",
              "suspect",
              "suspicious",
              "not certain"),
          report);
    }
    for (var report : reports(List.of(INFARCT), Doubt.OMITTED)) {
      assertFalse(tells(report, "infarct", "ischaemic"), report);
    }
    for (var report : reports(List.of(INFARCT), Doubt.CONTRADICTED)) {
      assertTrue(
          report.matches(
              "(?is).*\\b(no|no evidence of|no sign of|to suggest) (an? )?(ischaemic )?infarct.*"),
          report);
    }
    assertEquals(List.of(), reports(List.of(), Doubt.OMITTED));
    assertFalse(reports(List.of(), Doubt.SUSPECTED).isEmpty());
  }

  @Test
  void should_be_written_in_many_ways_and_the_same_by_one_seed() {
    var reports = reports(List.of(INFARCT, FRACTURE), Doubt.NONE);
    assertTrue(new HashSet<>(reports).size() > .99 * reports.size());
    assertEquals(REPORTER.write(List.of(INFARCT), 5), REPORTER.write(List.of(INFARCT), 5));
    var sentences = new HashSet<String>();
    reports.forEach(r -> sentences.addAll(List.of(r.split("(?<=[.])\\s"))));
    assertTrue(sentences.size() > 500, "different sentences: " + sentences.size());
  }

  @Test
  void should_be_short_whole_sentences() {
    for (var doubt : Doubt.values()) {
      for (var report : reports(List.of(INFARCT, FRACTURE), doubt)) {
        assertTrue(report.split("\\s+").length <= 90, report);
        assertFalse(report.matches("(?s).*([{}]|  | [.,;]|\\b[Aa] [aeio]).*"), report);
        for (var sentence : report.split("(?<=[.])\\s")) {
          assertTrue(sentence.matches("[A-Z0-9].*\\."), report);
        }
      }
    }
  }

  @Test
  void should_call_nothing_normal_that_is_not() {
    for (long seed = 0; seed < 2000; seed++) {
      var atrophy = new Sign(Finding.ATROPHY, Side.BOTH, Place.BASAL_GANGLIA, 60);
      var report = REPORTER.write(List.of(atrophy), seed).text();
      assertFalse(
          tells(report, "of normal size", "normal cerebrospinal", "system is not", "normal study"),
          report);
    }
  }
}
