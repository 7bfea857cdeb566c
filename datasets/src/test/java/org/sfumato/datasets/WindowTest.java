package org.sfumato.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.sfumato.datasets.format.Nifti;
import org.sfumato.datasets.format.NiftiFile;
import org.sfumato.datasets.format.Volume;

class WindowTest {
  private static Volume volume(IntUnaryOperator value) throws IOException {
    var bytes =
        NiftiFile.bytes(
            ByteOrder.LITTLE_ENDIAN,
            4,
            2,
            new int[] {40, 10, 10},
            b -> {
              for (int i = 0; i < 4000; i++) {
                b.putShort((short) value.applyAsInt(i));
              }
            });
    return Nifti.read(new ByteArrayInputStream(bytes), "v").placed();
  }

  @Test
  void should_take_the_bright_end_of_what_is_brighter_than_the_mean() throws IOException {
    // 3799 voxels of air; 201 of 100 to 300, of which the 99.5th percentile is the last but one.
    var volume = volume(i -> i < 3799 ? 1 : i - 3799 + 100);
    assertArrayEquals(new double[] {0, 299}, Window.bright().of(volume));
    // A single mad voxel does not darken the rest.
    assertArrayEquals(
        new double[] {0, 300},
        Window.bright().of(volume(i -> i == 0 ? 30000 : i < 3799 ? 1 : i - 3799 + 100)));
  }

  @Test
  void should_begin_at_the_least_value_where_some_are_negative() throws IOException {
    assertArrayEquals(
        new double[] {-50, 299}, Window.bright().of(volume(i -> i < 3799 ? -50 : i - 3799 + 100)));
  }

  @Test
  void should_not_divide_by_nothing_where_all_values_are_the_same() throws IOException {
    assertArrayEquals(new double[] {0, 1}, Window.bright().of(volume(i -> 0)));
    assertArrayEquals(new double[] {0, 7}, Window.bright().of(volume(i -> 7)));
    assertArrayEquals(new double[] {-7, -6}, Window.bright().of(volume(i -> -7)));
  }

  @Test
  void should_be_fixed_in_hounsfield_units() throws IOException {
    assertArrayEquals(new double[] {-160, 240}, Window.hounsfield(40, 400).of(volume(i -> i)));
  }
}
