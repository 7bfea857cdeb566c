package org.sfumato;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ImagesTest {
  private static final Images X = Data.imagesOf(ramp(6 * 1 * 2 * 2), 6, 1, 2, 2);

  private static float[] ramp(int n) {
    var values = new float[n];
    for (int k = 0; k < n; k++) {
      values[k] = k / (float) (n - 1);
    }
    return values;
  }

  @Test
  void should_not_change_when_its_source_or_its_copies_do() {
    var given = new float[] {.1f, .2f};
    var x = Data.imagesOf(given, 1, 1, 1, 2);
    given[0] = .9f;
    x.values()[1] = .9f;
    x.shape()[0] = 9;
    assertArrayEquals(new float[] {.1f, .2f}, x.values());
    assertArrayEquals(new int[] {1, 1, 1, 2}, x.shape());
  }

  @Test
  void should_take_parts_that_remember_which_images_they_are() {
    assertArrayEquals(java.util.Arrays.copyOfRange(X.values(), 12, 16), X.get(3).values());
    assertEquals(new ImageId("values", 3), X.get(3).id(0));
    assertEquals(new ImageId("values", 4), X.range(2, 6).first(3).get(2).id(0));
    assertEquals(0, X.first(0).size());
    assertEquals("imagesOf(…).range(2, 6).get(1)", X.range(2, 6).get(1).expression());
    var joined = X.first(2).and(X.get(5));
    assertArrayEquals(new int[] {3, 1, 2, 2}, joined.shape());
    assertEquals(List.of(0L, 1L, 5L), joined.ids().stream().map(ImageId::position).toList());
    assertArrayEquals(X.get(5).values(), joined.get(2).values());
    assertEquals(12, X.repeated(2).size());
    assertArrayEquals(X.get(1).values(), X.repeated(2).get(7).values());
  }

  @Test
  void should_tell_different_images_apart_by_their_provenance() {
    var different =
        List.of(
            X,
            X.first(3),
            X.get(3),
            X.first(5).get(2),
            X.range(1, 5).get(2),
            X.range(0, 3),
            X.repeated(2),
            X.resize(4),
            X.resize(4).resize(8),
            X.resize(8),
            X.resize(4).get(1),
            X.and(X),
            Data.imagesOf(ramp(24), 3, 1, 2, 4),
            Data.imagesOf(ramp(24), 2, 3, 2, 2).toGray());
    var hashes = new HashSet<String>();
    different.forEach(x -> hashes.add(x.provenance().hash()));
    assertEquals(different.size(), hashes.size());
    assertEquals(X.provenance().hash(), Data.imagesOf(ramp(24), 6, 1, 2, 2).provenance().hash());
  }

  @Test
  void should_read_bytes_when_asked() {
    var bytes = new byte[] {0, (byte) 255, (byte) 128, 51};
    var x = new Images(new BytePixels(bytes, 2, 1, 1, 2, "set", 10), "x", Provenance.NONE);
    assertArrayEquals(new float[] {0, 1, 128 / 255f, .2f}, x.values());
    assertEquals(new ImageId("set", 11), x.id(1));
    refused(
        IllegalArgumentException.class,
        "2 images of 1×1×2 need 4 bytes, but there are 3",
        () -> new BytePixels(new byte[3], 2, 1, 1, 2, "set", 0));
  }

  @Test
  void should_weigh_colours_as_the_eye_does() {
    var x = Data.imagesOf(new float[] {1, 0, 0, 1, 0, 0}, 1, 3, 1, 2);
    assertArrayEquals(new float[] {.299f, .587f}, x.toGray().values(), 1e-6f);
    assertArrayEquals(X.values(), X.toGray().values());
    refused(
        IllegalArgumentException.class,
        "gray is defined for 1 or 3 channels, not 2",
        () -> Data.imagesOf(new float[4], 1, 2, 1, 2).toGray());
  }

  @Test
  void should_average_when_shrinking_and_interpolate_when_enlarging() {
    var x =
        Data.imagesOf(
            IntStream.range(0, 16)
                .boxed()
                .collect(() -> new float[16], (a, k) -> a[k] = k / 15f, (a, b) -> {}),
            1,
            1,
            4,
            4);
    assertArrayEquals(
        new float[] {2.5f / 15, 4.5f / 15, 10.5f / 15, 12.5f / 15}, x.resize(2).values(), 1e-6f);
    var wide = Data.imagesOf(new float[] {0, 1, 0, 1}, 1, 1, 2, 2).resize(4).values();
    assertArrayEquals(new float[] {0, .25f, .75f, 1}, java.util.Arrays.copyOf(wide, 4), 1e-6f);
    // The mean survives, also where 5 pixels become 3.
    var odd = Data.imagesOf(ramp(25), 1, 1, 5, 5);
    assertEquals(.5, mean(odd.resize(3).values()), 1e-6);
    assertEquals(odd, odd.resize(5));
  }

  private static double mean(float[] v) {
    double sum = 0;
    for (float f : v) {
      sum += f / (double) v.length;
    }
    return sum;
  }

  @Test
  void should_refuse_what_is_no_image() {
    refused(
        IllegalArgumentException.class,
        "image 1 has 1.5 at channel 0, row 1, column 0; values must be numbers in [0, 1]: divide by the largest value, or clip first",
        () -> Data.imagesOf(new float[] {0, 0, 0, 0, 0, 0, 1.5f, 0}, 2, 1, 2, 2));
    refused(
        IllegalArgumentException.class,
        "image 0 has NaN at channel 1, row 0, column 1; values must be numbers in [0, 1]",
        () -> Data.imagesOf(new float[] {0, 0, 0, Float.NaN}, 1, 2, 1, 2));
    refused(
        IllegalArgumentException.class,
        "image 0 has -0.01 at channel 0, row 0, column 0; values must be numbers in [0, 1]: divide by the largest value, or clip first",
        () -> Data.imagesOf(new float[] {-.01f}, 1, 1, 1, 1));
    refused(
        IllegalArgumentException.class,
        "2 images of shape [1, 2, 2] need 8 values, but there are 7",
        () -> Data.imagesOf(new float[7], 2, 1, 2, 2));
    refused(
        IllegalArgumentException.class,
        "images of shape [1, 0, 2] have no pixels",
        () -> Data.imagesOf(new float[0], 2, 1, 0, 2));
    assertEquals(
        1, Data.imagesOf(new float[] {1.000001f}, 1, 1, 1, 1).values()[0], "rounding is forgiven");
  }

  @Test
  void should_refuse_parts_that_are_not_there() {
    refused(
        IndexOutOfBoundsException.class, "there is no image 6: imagesOf(…) has 6", () -> X.get(6));
    refused(
        IndexOutOfBoundsException.class,
        "there is no image -1: imagesOf(…) has 6",
        () -> X.get(-1));
    refused(
        IndexOutOfBoundsException.class,
        "images 0 to 7 do not exist: imagesOf(…) has 6",
        () -> X.first(7));
    refused(
        IndexOutOfBoundsException.class,
        "images 4 to 2 do not exist: imagesOf(…) has 6",
        () -> X.range(4, 2));
    refused(
        IllegalArgumentException.class,
        "images of shape [1, 2, 2] and [1, 4, 4] do not go into one sequence; resize one of them",
        () -> X.and(X.resize(4)));
    refused(IllegalArgumentException.class, "cannot resize to 0 pixels", () -> X.resize(0));
    refused(
        IllegalArgumentException.class,
        "a sequence cannot be repeated 0 times",
        () -> X.repeated(0));
  }

  @Test
  void should_print_expression_and_shape() {
    assertEquals("imagesOf(…).first(2)  [2, 1, 2, 2]", X.first(2).toString());
    assertNotEquals(new ImageId("a", 1).key(), new ImageId("a", 2).key());
    assertNotEquals(new ImageId("a", 1).key(), new ImageId("b", 1).key());
    assertEquals("a[1]", new ImageId("a", 1).toString());
  }

  private static void refused(
      Class<? extends RuntimeException> type, String sentence, Executable work) {
    assertEquals(sentence, assertThrows(type, work).getMessage());
  }
}
