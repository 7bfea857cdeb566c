package org.sfumato.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Data;
import org.sfumato.datasets.format.BadFile;
import org.sfumato.datasets.format.NiftiFile;

class VolumeFileTest {
  @TempDir Path folder;

  @Test
  void should_give_slices_with_one_scale_from_zero_to_the_bright_end() throws IOException {
    var images = Data.volume(file(NiftiFile.gzip(NiftiFile.tens())).toString());
    assertArrayEquals(new int[] {2, 1, 2, 3}, images.shape());
    assertEquals("scan.nii.gz[1]", images.id(1).toString());
    assertArrayEquals(
        new float[] {50 / 110f, 40 / 110f, 30 / 110f, 20 / 110f, 10 / 110f, 0},
        images.get(0).values(),
        1e-6f);
    assertEquals(1, images.get(1).values()[0]);
  }

  @Test
  void should_show_the_brightest_two_in_a_thousand_as_white() throws IOException {
    var bytes =
        NiftiFile.bytes(
            ByteOrder.LITTLE_ENDIAN,
            4,
            2,
            new int[] {10, 10, 10},
            b -> {
              for (int i = 0; i < 1000; i++) {
                b.putShort((short) (i == 0 ? 30000 : i % 100));
              }
            });
    var values = Data.volume(file(bytes).toString()).values();
    assertEquals(11, count(values, 1f), "ten voxels of 99, and the outlier of 30000");
    assertEquals(50 / 99f, values[99 - 50], 1e-6f);
  }

  @Test
  void should_take_the_least_value_for_black_where_values_are_negative() throws IOException {
    var bytes =
        NiftiFile.bytes(
            ByteOrder.BIG_ENDIAN,
            4,
            2,
            new int[] {2, 1, 1},
            b -> b.putShort((short) -1000).putShort((short) 1000));
    assertArrayEquals(new float[] {1, 0}, Data.volume(file(bytes).toString()).values());
  }

  @Test
  void should_show_a_volume_of_zeros_as_black() throws IOException {
    var bytes =
        NiftiFile.bytes(ByteOrder.LITTLE_ENDIAN, 2, 1, new int[] {2, 2, 1}, b -> b.put((byte) 0));
    assertArrayEquals(new float[4], Data.volume(file(bytes).toString()).values());
  }

  @Test
  void should_say_what_is_wrong_with_a_path_or_a_file() throws IOException {
    var missing = folder.resolve("none.nii");
    assertSentence("there is no readable file " + missing, missing);
    assertSentence(folder + " is a folder; volume reads one .nii or .nii.gz file", folder);
    var whole = NiftiFile.tens();
    var cut = file(Arrays.copyOf(whole, whole.length - 1));
    assertSentence(
        cut + " is cut off: it holds 11 of 12 bytes of voxels; copy or download it again", cut);
    assertThrows(BadFile.class, () -> Data.volume(cut.toString()));
  }

  private static long count(float[] values, float wanted) {
    long n = 0;
    for (float v : values) {
      n += v == wanted ? 1 : 0;
    }
    return n;
  }

  private Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("scan.nii.gz"), bytes);
  }

  private static void assertSentence(String sentence, Path path) {
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> Data.volume(path.toString()))
            .getMessage());
  }
}
