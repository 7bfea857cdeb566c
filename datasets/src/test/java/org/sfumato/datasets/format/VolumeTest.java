package org.sfumato.datasets.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

/** Interpolated values are those of {@code scipy.ndimage.map_coordinates}; see make.py. */
class VolumeTest {
  private static final double[][] TURNED = {
    {1.433004733688409, 0.26596818599520566, 0, -4},
    {0.4432803099920094, -0.8598028402130455, 0, 3},
    {0, 0, 2, -6}
  };

  private static Volume volume() {
    var values = new double[9 * 8 * 7];
    for (int at = 0; at < values.length; at++) {
      int i = at % 9;
      int j = at / 9 % 8;
      int k = at / 72;
      values[at] = (7 * i + 13 * j * j + 29 * k + i * k) % 101;
    }
    return new Volume("v", new int[] {9, 8, 7}, at -> values[at], new Affine(TURNED));
  }

  @Test
  void should_interpolate_through_two_turned_affines_like_scipy() {
    var grid =
        new Affine(
            new double[][] {
              {1.1, 0, 0, -3},
              {0, 1.2740865511936144, 0.15893546463604902, -2},
              {0, -0.2582701300335796, 0.7840532622729934, -5}
            });
    double[][] expected = {
      {0, 0, 0, 63.202790440170574},
      {1, 2, 3, 63.773113708026884},
      {3, 1, 5, 63.00930876911758},
      {4, 3, 7, 62.77851597314795},
      {6, 2, 9, 68.49538926366169},
      {9, 9, 9, -1000}
    };
    for (var e : expected) {
      assertEquals(e[3], volume().at(grid.at(e[0], e[1], e[2]), -1000), 1e-9);
    }
  }

  @Test
  void should_give_a_voxels_own_value_at_its_centre_in_the_order_of_axial_slices() {
    var volume = volume();
    for (int slice = 0; slice < volume.slices(); slice++) {
      for (int row = 0; row < volume.height(); row++) {
        for (int column = 0; column < volume.width(); column++) {
          var place = volume.place(slice, row, column);
          assertEquals(volume.value(slice, row, column), volume.at(place, -1), 1e-9);
        }
      }
    }
    assertArrayEquals(
        new int[] {7, 8, 9}, new int[] {volume.slices(), volume.height(), volume.width()});
    double[] steps = {volume.sliceStep(), volume.rowStep(), volume.columnStep()};
    assertArrayEquals(new double[] {2, .9, 1.5}, steps, 1e-9);
  }

  @Test
  void should_lead_up_to_the_front_and_to_the_right_as_slices_say() {
    var volume = volume();
    var first = volume.place(0, 0, 0);
    assertEquals(2, volume.place(1, 0, 0)[2] - first[2], 1e-9);
    assertEquals(-.8598, volume.place(0, 1, 0)[1] - first[1], 1e-3, "rows run to the back");
    assertEquals(-1.433, volume.place(0, 0, 1)[0] - first[0], 1e-3, "columns run to the left");
  }

  @Test
  void should_invert_an_affine() {
    var affine = new Affine(TURNED);
    var place = affine.at(1.5, -2, 7);
    assertArrayEquals(
        new double[] {1.5, -2, 7}, affine.inverse().at(place[0], place[1], place[2]), 1e-12);
    assertEquals(-1.5 * .9 * 2, affine.determinant(), 1e-9);
  }

  @Test
  void should_read_sizes_of_voxels_and_the_offset_beside_a_quaternion() throws IOException {
    var bytes = NiftiFile.tens();
    var header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.putShort(254, (short) 0).putShort(252, (short) 1).putFloat(264, 1);
    header.putFloat(80, 1.5f).putFloat(84, 2).putFloat(88, 3);
    header.putFloat(268, 10).putFloat(272, 20).putFloat(276, 30);
    var volume = placed(bytes);
    double[] steps = {volume.sliceStep(), volume.rowStep(), volume.columnStep()};
    assertArrayEquals(new double[] {3, 2, 1.5}, steps, 1e-6);
    assertArrayEquals(new double[] {10, 20, 30}, volume.place(0, 0, 0), 1e-6);
    assertArrayEquals(new double[] {8.5, 18, 33}, volume.place(1, 1, 1), 1e-6);
    assertEquals(100, volume.at(volume.place(1, 1, 1), 0), 1e-4);
  }

  @Test
  void should_say_that_a_file_tells_no_place_or_lies_obliquely() {
    var bytes = NiftiFile.tens();
    var header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    header.putShort(254, (short) 0);
    assertEquals(
        "x.nii does not say where its voxels lie: it has neither an sform nor a qform",
        assertThrows(BadFile.class, () -> placed(bytes)).getMessage());
    header.putShort(254, (short) 1).putFloat(280, .7071f).putFloat(284, -.7071f);
    header.putFloat(296, .7071f).putFloat(300, .7071f);
    assertEquals(
        "x.nii lies obliquely, more than 37° from every axis of the patient; turn it to axial slices first",
        assertThrows(BadFile.class, () -> placed(bytes)).getMessage());
    header.putFloat(284, .7071f).putFloat(300, .7071f);
    assertEquals(
        "x.nii says nothing usable about where its voxels lie in the patient",
        assertThrows(BadFile.class, () -> placed(bytes)).getMessage());
  }

  private static Volume placed(byte[] bytes) throws IOException {
    return Nifti.read(new ByteArrayInputStream(bytes), "x.nii").placed();
  }
}
