package org.sfumato;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class PairsTest {
  private static final List<String> FINDINGS = List.of("mass", "atrophy");

  /** Pairs whose reports and patients bear numbers from {@code from}, two pairs a patient. */
  private static Pairs pairs(int from, int n) {
    var told = new ArrayList<Pairs.Told>();
    for (int i = from; i < from + n; i++) {
      told.add(new Pairs.Told("Report " + i + ".", "P" + i / 2, List.of(i % 2, i % 3 - 1)));
    }
    return Pairs.of(Data.imagesOf(new float[n * 4], n, 1, 2, 2), told, FINDINGS);
  }

  private static Pairs divided() {
    return Pairs.of(pairs(0, 4), pairs(4, 2), pairs(6, 2));
  }

  @Test
  void should_keep_report_patient_and_labels_with_their_picture() {
    var some = pairs(0, 6).range(2, 5);
    assertEquals(3, some.size());
    assertEquals(List.of("Report 2.", "Report 3.", "Report 4."), some.reports());
    assertEquals(new ImageId("values", 2), some.pictures().id(0));
    assertEquals("P1", some.told(1).patient());
    assertEquals(List.of("Report 0."), pairs(0, 6).first(1).reports());
  }

  @Test
  void should_give_labels_in_the_order_asked_for() {
    var four = pairs(0, 4);
    assertArrayEquals(new int[][] {{0, -1}, {1, 0}, {0, 1}, {1, -1}}, four.labels());
    assertArrayEquals(
        new int[][] {{-1, 0}, {0, 1}, {1, 0}, {-1, 1}}, four.labels("atrophy", "mass"));
    refused(
        IllegalArgumentException.class,
        "Pairs.of(imagesOf(…), …) has no labels for \"stroke\"; it has [mass, atrophy]",
        () -> four.labels("stroke"));
  }

  @Test
  void should_be_all_of_its_three_parts() {
    var all = divided();
    assertEquals(8, all.size());
    assertEquals(pairs(0, 8).reports(), all.reports());
    assertEquals(pairs(4, 2).reports(), all.validation().reports());
    assertEquals(pairs(6, 2).reports(), all.test().reports());
    assertEquals(Set.of(), all.train().patientsIn(all.test()));
  }

  @Test
  void should_refuse_a_patient_in_two_parts() {
    refused(
        IllegalArgumentException.class,
        "patient P2 is in the training and in the test part; a patient belongs to one",
        () -> Pairs.of(pairs(0, 6), pairs(8, 2), pairs(4, 4)));
  }

  @Test
  void should_say_that_it_is_not_divided() {
    refused(
        IllegalStateException.class,
        "Pairs.of(imagesOf(…), …).first(2) is not divided into training, validation and test; use range(a, b), or Pairs.of(train, validation, test)",
        () -> divided().described("Pairs.of(imagesOf(…), …)").first(2).test());
  }

  @Test
  void should_refuse_what_does_not_belong_together() {
    var pictures = Data.imagesOf(new float[8], 2, 1, 2, 2);
    var one = new Pairs.Told("A report.", "P", List.of(1));
    refused(
        IllegalArgumentException.class,
        "each picture needs its report: imagesOf(…) has 2 pictures and there are 1 reports",
        () -> Pairs.of(pictures, List.of(one), List.of("mass")));
    refused(
        IllegalArgumentException.class,
        "pair 0 has 1 labels for 2 findings",
        () -> Pairs.of(pictures, List.of(one, one), FINDINGS));
    refused(
        IllegalArgumentException.class,
        "pair 1 has the label 2; a label is 1 (present), 0 (absent) or -1 (unknown)",
        () ->
            Pairs.of(
                pictures,
                List.of(one, new Pairs.Told("Another.", "P", List.of(2))),
                List.of("mass")));
    refused(
        IllegalArgumentException.class,
        "a finding is named twice: [mass, mass]",
        () -> Pairs.of(pictures, List.of(one, one), List.of("mass", "mass")));
    refused(
        IllegalArgumentException.class,
        "pairs with findings [mass, atrophy] and pairs with findings [] do not go together",
        () -> pairs(0, 2).and(Pairs.of(pictures.first(0), List.of(), List.of())));
    refused(
        IndexOutOfBoundsException.class,
        "pairs 0 to 9 do not exist: Pairs.of(imagesOf(…), …) has 2",
        () -> pairs(0, 2).first(9));
  }

  @Test
  void should_give_every_picture_another_report_when_shuffled_and_leave_the_labels() {
    var own = pairs(0, 50);
    var mixed = own.shuffled(3);
    for (int i = 0; i < 50; i++) {
      assertNotEquals(own.told(i).report(), mixed.told(i).report());
      assertEquals(own.told(i).labels(), mixed.told(i).labels());
      assertEquals(own.told(i).patient(), mixed.told(i).patient());
      assertEquals(own.pictures().id(i), mixed.pictures().id(i));
    }
    assertEquals(Set.copyOf(own.reports()), Set.copyOf(mixed.reports()));
    assertEquals(mixed.reports(), own.shuffled(3).reports());
    assertNotEquals(mixed.reports(), own.shuffled(4).reports());
    assertEquals(own.first(1).reports(), own.first(1).shuffled(0).reports());
  }

  @Test
  void should_draw_shares_that_have_each_finding_and_lack_it() {
    var told = new ArrayList<Pairs.Told>();
    for (int i = 0; i < 200; i++) {
      told.add(new Pairs.Told("Report " + i + ".", "P" + i, List.of(i % 20 == 0 ? 1 : 0, 0)));
    }
    var all = Pairs.of(Data.imagesOf(new float[800], 200, 1, 2, 2), told, FINDINGS);
    for (long seed = 0; seed < 20; seed++) {
      var share = all.share(.05, seed);
      assertEquals(10, share.size());
      assertEquals(10, new HashSet<>(share.reports()).size(), "no pair twice");
      assertTrue(IntStream.range(0, 10).anyMatch(i -> share.told(i).labels().get(0) == 1));
      for (int i = 0; i < 10; i++) {
        int place = (int) share.pictures().id(i).position();
        assertEquals("Report " + place + ".", share.told(i).report());
      }
      assertEquals(share.reports(), all.share(.05, seed).reports());
    }
    assertEquals(all.share(.5, 3).reports(), all.share(1, 3).reports().subList(0, 100));
    assertNotEquals(all.share(.5, 3).reports(), all.share(.5, 4).reports());
    assertEquals(all.expression() + ".share(0.05, 2)", all.share(.05, 2).expression());
    refused(
        IllegalArgumentException.class,
        "seed 0 draws 1 of 200 training pictures, and 2 of them are needed so that mass is both there and absent; take a larger fraction, or fewer findings",
        () -> all.share(.005, 0));
    refused(
        IllegalArgumentException.class,
        "a share of "
            + all.expression()
            + " is above 0 and at most 1 of its pairs, such as share(0.1, 0), not 2",
        () -> all.share(2, 0));
  }

  @Test
  void should_print_the_expression_that_made_it() {
    var all = divided().described("dataset(\"x\").withReports()");
    assertEquals("dataset(\"x\").withReports().test()", all.test().expression());
    assertEquals(
        "dataset(\"x\").withReports().train().first(2).and(dataset(\"x\").withReports().test())",
        all.train().first(2).and(all.test()).expression());
    assertEquals(
        "dataset(\"x\").withReports().test()  2 pairs, findings mass, atrophy\n«Report 6.» …",
        all.test().text());
    assertEquals(
        "Pairs.of(imagesOf(…), …).shuffled(5).range(0, 1)",
        pairs(0, 2).shuffled(5).range(0, 1).expression());
    var small = pairs(0, 2).with(Data.imagesOf(new float[2], 2, 1, 1, 1));
    assertEquals("Pairs.of(imagesOf(…), …).with(imagesOf(…))", small.expression());
    assertEquals(1, small.pictures().width());
  }

  @Test
  void should_shorten_a_long_report_at_a_word() {
    var told = new Pairs.Told("lung ".repeat(200), "P", List.of());
    var text = Pairs.of(Data.imagesOf(new float[4], 1, 1, 2, 2), List.of(told), List.of()).text();
    assertTrue(text.endsWith("lung …»"), text);
    assertTrue(text.length() < 460, text);
  }

  @Test
  void should_show_pictures_beside_their_reports() {
    var told = new Pairs.Told("Mass < 1 cm & no atrophy.", "P", List.of(1, 0));
    var six = Data.imagesOf(new float[6 * 64], 6, 1, 8, 8);
    var html =
        Pairs.of(six, List.of(told, told, told, told, told, told), FINDINGS).html().orElseThrow();
    assertTrue(html.contains("Mass &lt; 1 cm &amp; no atrophy."), html);
    assertTrue(html.contains("<td style=\"text-align:left\">mass</td>"), html);
    assertEquals(4, html.split("<img alt=", -1).length - 1);
    assertTrue(html.contains("… 2 more"), html);
    assertFalse(html.contains("<script"), html);
    assertTrue(pairs(0, 0).html().isEmpty());
  }

  @Test
  void should_tell_different_pairs_apart_by_their_provenance() {
    var hash = pairs(0, 4).provenance().hash();
    assertEquals(hash, pairs(0, 4).provenance().hash());
    assertNotEquals(hash, pairs(0, 4).shuffled(1).provenance().hash());
    assertNotEquals(hash, pairs(0, 4).first(3).provenance().hash());
  }

  @Test
  void should_not_change_when_what_it_was_made_of_does() {
    var labels = new ArrayList<>(List.of(1, 0));
    var told = new ArrayList<>(List.of(new Pairs.Told("A report.", "P", labels)));
    var one = Pairs.of(Data.imagesOf(new float[4], 1, 1, 2, 2), told, FINDINGS);
    labels.set(0, 0);
    told.clear();
    one.labels()[0][0] = 0;
    assertArrayEquals(new int[][] {{1, 0}}, one.labels());
    assertFalse(one.reports().isEmpty());
  }

  private static void refused(
      Class<? extends RuntimeException> type, String sentence, Executable what) {
    assertEquals(sentence, assertThrows(type, what).getMessage());
  }
}
