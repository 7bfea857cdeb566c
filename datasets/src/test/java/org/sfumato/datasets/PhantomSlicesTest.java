package org.sfumato.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sfumato.Data;
import org.sfumato.ImageId;
import org.sfumato.Images;

class PhantomSlicesTest {
  @Test
  void should_give_every_part_heads_of_its_own() {
    var set = Data.dataset("phantom/t1");
    assertEquals(512, heads(set.train()).size());
    assertEquals(64, heads(set.validation()).size());
    assertEquals(64, heads(set.test()).size());
    var all = new HashSet<>(heads(set.train()));
    all.addAll(heads(set.validation()));
    all.addAll(heads(set.test()));
    all.addAll(heads(PhantomSlices.of("t1").more(0, 10, 64)));
    assertEquals(512 + 64 + 64 + 10, all.size());
  }

  private static HashSet<Long> heads(Images images) {
    return images.ids().stream()
        .map(id -> PhantomCut.at(id.position()).head())
        .collect(Collectors.toCollection(HashSet::new));
  }

  @Test
  void should_spread_the_levels_of_any_eight_test_images_over_the_head() {
    var ids = Data.dataset("phantom/pd").test().ids();
    for (int from = 0; from < 64; from += 8) {
      var cuts =
          ids.subList(from, from + 8).stream()
              .map(id -> PhantomCut.at(id.position()).cut())
              .sorted()
              .toList();
      assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7), cuts);
    }
    for (var id : ids) {
      var cut = PhantomCut.at(id.position());
      double top = cut.findings().isEmpty() ? PhantomCut.HIGHEST : PhantomCut.HIGHEST_WITH_FINDINGS;
      assertTrue(cut.level() >= PhantomCut.LOWEST && cut.level() <= top, id + " at " + cut.level());
    }
  }

  @Test
  void should_compute_the_same_picture_again_and_in_several_threads() {
    var first = Data.dataset("phantom/t1").test().first(8).values();
    var again =
        new PhantomPixels(
            PhantomPixels.ORIGIN,
            64,
            Data.dataset("phantom/t1").test().ids().stream().mapToLong(ImageId::position).toArray(),
            position ->
                PhantomCut.at(position).render(org.sfumato.datasets.phantom.Contrast.t1(), 64));
    var parallel = new float[8 * 64 * 64];
    IntStream.range(0, 8).parallel().forEach(i -> again.read(i, parallel, i * 64 * 64));
    assertArrayEquals(first, parallel);
  }

  @Test
  void should_show_one_anatomy_in_all_contrasts() {
    var t1 = Data.dataset("phantom/t1").test().get(0).values();
    var ct = Data.dataset("phantom/ct").test().get(0).values();
    assertFalse(Arrays.equals(t1, ct));
    int outside = 0;
    for (int k = 0; k < t1.length; k++) {
      if (t1[k] == 0) {
        outside++;
        assertEquals(0, ct[k], .02, "air in one contrast is air in all, at " + k);
      }
    }
    assertTrue(outside > 500);
  }

  @Test
  void should_know_what_is_wrong_with_each_head_and_leave_about_half_healthy() {
    var ids = Data.dataset("phantom/t1").test().ids();
    long healthy = ids.stream().filter(id -> PhantomSlices.findings(id).isEmpty()).count();
    assertTrue(healthy >= 20 && healthy <= 44, healthy + " of 64 healthy");
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> PhantomSlices.findings(new ImageId("brainweb", 3)));
    assertEquals("only phantoms have known findings, and brainweb[3] is not one", e.getMessage());
  }

  @Test
  void should_give_as_many_more_as_wanted_by_seed_the_same_heads_in_each_contrast() {
    var a = PhantomSlices.of("t2").more(5, 3, 32);
    assertArrayEquals(new int[] {3, 1, 32, 32}, a.shape());
    assertEquals(a.ids(), PhantomSlices.of("pd").more(5, 3, 32).ids());
    assertArrayEquals(a.values(), PhantomSlices.of("t2").more(5, 3, 32).values());
    assertFalse(Arrays.equals(a.values(), PhantomSlices.of("t2").more(6, 3, 32).values()));
  }

  @Test
  void should_refuse_unknown_contrasts_seeds_and_sizes() {
    assertSentence(
        "there are no phantoms in contrast \"t3\"; there are t1, t2, pd, flair and ct",
        () -> PhantomSlices.of("t3"));
    assertSentence(
        "phantoms have seeds from 0 to 1000000000 and 1 to 1000000 images for each, not seed -1 and 3 images",
        () -> PhantomSlices.of("t1").more(-1, 3, 64));
    assertSentence(
        "phantoms have 8 to 1024 pixels a side, not 4", () -> PhantomSlices.of("t1").more(1, 3, 4));
  }

  private static void assertSentence(
      String sentence, org.junit.jupiter.api.function.Executable what) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, what).getMessage());
  }
}
