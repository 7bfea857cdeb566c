package org.sfumato.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfumato.Data;
import org.sfumato.Pairs;
import org.sfumato.datasets.report.Departures;
import org.sfumato.datasets.report.Study;

class PhantomReportsTest {
  private static Pairs ct() {
    return Data.dataset("phantom/ct-reports").withReports();
  }

  @Test
  void should_have_the_findings_of_the_modality_and_a_name_for_any_focal_lesion() {
    assertEquals(
        List.of(
            "lesion",
            "infarct",
            "haemorrhage",
            "mass",
            "atrophy",
            "hydrocephalus",
            "calcification",
            "midline shift",
            "subdural haematoma",
            "fracture"),
        ct().findings());
    var t1 = Data.dataset("phantom/t1-reports").withReports();
    assertTrue(t1.findings().contains("white matter disease"));
    for (int[] row : ct().test().labels("lesion", "infarct", "haemorrhage", "mass")) {
      assertEquals(row[0], Math.max(row[1], Math.max(row[2], row[3])));
    }
  }

  @Test
  void should_split_by_patient_into_parts_as_large_as_the_card_says() {
    var all = ct();
    assertEquals(6000, all.train().size());
    assertEquals(500, all.validation().size());
    assertEquals(1000, all.test().size());
    assertEquals(7500, all.size());
    assertEquals(Set.of(), all.train().patientsIn(all.test()));
    assertEquals(Set.of(), all.train().patientsIn(all.validation()));
    var patients = new HashSet<String>();
    for (int i = 0; i < all.size(); i++) {
      patients.add(all.told(i).patient());
    }
    assertEquals(4500, patients.size());
  }

  @Test
  void should_keep_apart_from_the_heads_of_the_other_phantoms() {
    var others = new HashSet<Long>();
    for (var part : List.of("phantom/ct", "phantom/t1")) {
      var set = Data.dataset(part);
      for (var images : List.of(set.train(), set.validation(), set.test())) {
        images.ids().forEach(id -> others.add(PhantomCut.at(id.position()).head()));
      }
    }
    ct().pictures()
        .ids()
        .forEach(id -> assertFalse(others.contains(Study.at(id.position()).head())));
  }

  @Test
  void should_ship_what_the_slices_show() {
    var signs = PhantomReports.signs();
    assertEquals(7500, signs.size());
    for (long head : List.of(3_000_000L, 3_000_123L, 4_000_050L, 5_000_007L, 5_000_999L)) {
      long position = new Study(head, (int) (head % 2)).position();
      var line = SignsFile.line(position);
      assertEquals(signs.get(position), Study.at(position).signs(), line);
    }
  }

  @Test
  void should_make_findings_common_and_rare_and_leave_some_slices_healthy() {
    var pairs = ct().train();
    var counts = new int[pairs.findings().size()];
    int healthy = 0;
    int several = 0;
    for (int[] row : pairs.labels()) {
      int sum = 0;
      for (int k = 0; k < counts.length; k++) {
        counts[k] += row[k];
        sum += k > 0 ? row[k] : 0;
      }
      healthy += sum == 0 ? 1 : 0;
      several += sum > 1 ? 1 : 0;
    }
    for (int k = 0; k < counts.length; k++) {
      assertTrue(counts[k] >= 300, pairs.findings().get(k) + " in " + counts[k]);
    }
    assertTrue(counts[5] < 600, "hydrocephalus in " + counts[5]);
    assertTrue(counts[4] > 1200, "atrophy in " + counts[4]);
    assertTrue(
        healthy > 1000 && several > 1500, healthy + " healthy, " + several + " with several");
  }

  @Test
  void should_leave_out_findings_that_lie_at_another_level_of_the_patient() {
    int differ = 0;
    for (long head = 3_000_000; head < 3_000_200; head++) {
      var lower = new Study(head, 0).findings();
      differ += lower.equals(new Study(head, 1).findings()) ? 0 : 1;
    }
    assertTrue(differ > 60, differ + " of 200");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ct", "t1"})
  void should_depart_from_the_truth_as_often_as_the_card_says(String modality) {
    var reports = PhantomReports.of(modality);
    assertEquals(
        reports.departures(), Departures.counted(reports.modality(), PhantomReports.signs()));
    assertTrue(Integer.parseInt(reports.departures().split(" ")[0]) >= 30, reports.departures());
    var card = Data.dataset("phantom/" + modality + "-reports").text();
    assertTrue(card.contains(reports.departures()), card);
  }

  @Test
  void should_give_the_same_picture_again_and_another_size_of_it() {
    var first = ct().test().pictures().first(2).values();
    assertArrayEquals(first, ct().test().pictures().first(2).values());
    var small = Data.dataset("phantom/ct-reports").at(32).withReports();
    assertArrayEquals(new int[] {1000, 1, 32, 32}, small.test().pictures().shape());
    assertEquals(ct().test().reports(), small.test().reports());
    assertEquals(
        "dataset(\"phantom/ct-reports\").at(32).withReports().test()", small.test().expression());
  }

  @Test
  void should_say_which_sets_have_reports() {
    var e =
        assertThrows(
            UnsupportedOperationException.class, () -> Data.dataset("phantom/ct").withReports());
    assertEquals("phantom/ct has no reports; dataset(\"phantom/ct-reports\") has", e.getMessage());
  }
}
