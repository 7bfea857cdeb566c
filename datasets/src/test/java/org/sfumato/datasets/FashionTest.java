package org.sfumato.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.sfumato.Data;
import org.sfumato.ImageId;
import org.sfumato.Images;

class FashionTest {
  @Test
  void should_hold_as_many_of_each_kind_in_every_part() {
    var set = Data.dataset("fashion");
    assertArrayEquals(filled(500), kinds(set.train()));
    assertArrayEquals(filled(100), kinds(set.validation()));
    assertArrayEquals(filled(100), kinds(set.test()));
  }

  @Test
  void should_lay_pictures_on_a_black_frame_of_two_pixels() {
    var first = Data.dataset("fashion").train().get(0);
    assertArrayEquals(new int[] {1, 1, 32, 32}, first.shape());
    var values = first.values();
    for (int k = 0; k < 32; k++) {
      assertEquals(0, values[k] + values[32 + k] + values[30 * 32 + k] + values[31 * 32 + k]);
      assertEquals(
          0, values[32 * k] + values[32 * k + 1] + values[32 * k + 30] + values[32 * k + 31]);
    }
    assertEquals("ankle boot", Fashion.classes().get(Fashion.label(first.id(0))));
  }

  @Test
  void should_refuse_to_label_other_images() {
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> Fashion.label(new ImageId("phantom", 2)));
    assertEquals(
        "only images of the set fashion have its labels, and phantom[2] is not one",
        e.getMessage());
  }

  private static int[] kinds(Images images) {
    var counts = new int[10];
    images.ids().forEach(id -> counts[Fashion.label(id)]++);
    return counts;
  }

  private static int[] filled(int n) {
    var all = new int[10];
    Arrays.fill(all, n);
    return all;
  }

  @Test
  void should_know_the_class_of_images_that_were_changed() {
    var set = Data.dataset("fashion");
    var some = set.test().first(20);
    assertArrayEquals(set.labels(some), set.labels(some.resize(16)));
    assertEquals("ankle boot", set.classes().get(set.labels(set.train())[0]));
    var e =
        assertThrows(
            UnsupportedOperationException.class, () -> Data.dataset("brainweb/t1").classes());
    assertEquals("brainweb/t1 has no classes; dataset(\"fashion\") has", e.getMessage());
  }
}
