package org.sfumato.guidance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;

class LmiMapTest {
  private static final org.sfumato.Images S = Bench.pictures(6, 1, 9, 10, 1);
  private static final org.sfumato.Images X = Bench.pictures(6, 1, 9, 10, 2);

  @Test
  void should_map_an_image_alone_as_in_company() {
    float[] all = Guidances.lmi(S).neighbour().map(X).values();
    assertArrayEquals(
        Arrays.copyOfRange(all, 450, 540),
        Guidances.lmi(S.get(5)).neighbour().map(X.get(5)).values());
    assertArrayEquals(new int[] {6, 1, 9, 10}, Guidances.lmi(S).official().map(X).shape());
  }

  @Test
  void should_be_largest_between_an_image_and_itself() {
    var own = Guidances.lmi(S).official().raw();
    assertTrue(own.map(S).mean() > own.map(X).mean());
    assertTrue(own.map(S).most() <= 2.6, "nine samples hold no more");
  }

  @Test
  void should_say_how_it_is_made_and_what_chance_gives() {
    var map = Guidances.lmi(S).official().patch(3).raw();
    assertTrue(map.text().endsWith(".official().raw()"), map.text());
    assertTrue(
        map.toString().matches("(?s).*; independent patches give 1\\.6\\d* bits"), map.toString());
    assertTrue(Guidances.lmi(S).neighbour().bins(9).text().endsWith(".neighbour().bins(9)"));
    var latex = Guidances.lmi(S).neighbour().latex().orElseThrow();
    assertTrue(latex.contains("\\frac{2\\,I(P, W)}{H(P) + H(W)}"), latex);
    var found = map.map(X);
    assertTrue(found.text().contains("bits, and independent patches give 1.6"), found.text());
    assertTrue(found.picture().isPresent());
    var pictures = found.pictures().values();
    float most = 0;
    for (float v : pictures) {
      most = Math.max(most, v);
    }
    assertEquals(1, most, 1e-6);
  }

  @Test
  void should_compare_a_coloured_image_by_its_gray() {
    var colour = Bench.pictures(6, 3, 9, 10, 2);
    assertArrayEquals(
        Guidances.lmi(S).neighbour().map(colour.toGray()).values(),
        Guidances.lmi(S).neighbour().map(colour).values(),
        1e-4f);
  }

  @Test
  void should_leave_no_native_array_behind() {
    Guidances.lmi(S).neighbour().map(X);
    int before = Torch.liveArrays();
    Guidances.lmi(S).neighbour().map(X);
    assertEquals(before, Torch.liveArrays());
  }

  @Test
  void should_say_what_cannot_be_compared() {
    var map = Guidances.lmi(S).neighbour();
    assertEquals(
        "lmi compares image by image, but the source has 6 and there are 2; take as many of each",
        assertThrows(IllegalArgumentException.class, () -> map.map(X.first(2))).getMessage());
    assertEquals(
        "lmi compares pictures of one size, but the source has 9×10 pixels and the images have 9×9; use resize(9) where both are square",
        assertThrows(IllegalArgumentException.class, () -> map.map(Bench.pictures(6, 1, 9, 9, 1)))
            .getMessage());
    assertEquals(
        "a map of local mutual information has patches of 3×3 or 5×5 pixels, not 15×15",
        assertThrows(IllegalArgumentException.class, () -> map.patch(15)).getMessage());
  }
}
