package org.sfumato.datasets.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomSeriesTest {
  @TempDir Path folder;

  private static DicomFile slice(int value) {
    return DicomFile.slice(
        DicomFile.CT, 2, 3, value, value + 1, value + 2, value + 3, value + 4, value + 5);
  }

  private Path write(String name, DicomFile file) throws IOException {
    return Files.write(folder.resolve(name), file.bytes());
  }

  @Test
  void should_sort_slices_by_position_and_turn_left_back_up_into_right_front_up()
      throws IOException {
    write("a", slice(20).at(-1, -2, 9));
    write("b", slice(0).at(-1, -2, 3));
    write("c", slice(10).at(-1, -2, 6));
    Files.writeString(folder.resolve("notes.txt"), "no DICOM file, passed over");
    var volume = DicomSeries.read(folder, "CT");
    assertArrayEquals(
        new int[] {3, 2, 3}, new int[] {volume.slices(), volume.height(), volume.width()});
    assertEquals(3, volume.sliceStep(), 1e-9);
    // Across a row DICOM goes to the left and down a column to the back, as axial slices do.
    assertArrayEquals(new double[] {1, 2, 3}, volume.place(0, 0, 0), 1e-9);
    assertEquals(0, volume.value(0, 0, 0));
    assertEquals(15, volume.value(1, 1, 2));
    assertEquals(24, volume.value(2, 1, 1));
  }

  @Test
  void should_follow_a_sagittal_orientation_and_unequal_spacing() throws IOException {
    // Rows run to the back, columns down to the feet, slices to the left.
    for (int k = 0; k < 2; k++) {
      write(
          "s" + k,
          slice(10 * k)
              .at(1.5 * k, -4, 7)
              .text(0x0020_0037, "DS", "0\\1\\0\\0\\0\\-1")
              .text(0x0028_0030, "DS", "0.5\\0.25"));
    }
    var volume = DicomSeries.read(folder, "CT");
    assertArrayEquals(
        new int[] {2, 3, 2}, new int[] {volume.slices(), volume.height(), volume.width()});
    double[] steps = {volume.sliceStep(), volume.rowStep(), volume.columnStep()};
    assertArrayEquals(new double[] {.5, .25, 1.5}, steps, 1e-9);
    assertArrayEquals(new double[] {0, 4, 7}, volume.place(1, 0, 0), 1e-9);
    assertEquals(0, volume.value(1, 0, 0));
    assertEquals(3, volume.value(0, 0, 0));
    assertEquals(11, volume.value(1, 1, 1));
  }

  @Test
  void should_refuse_a_series_with_a_missing_or_doubled_slice() throws IOException {
    write("a", slice(0).at(0, 0, 0));
    write("b", slice(0).at(0, 0, 2));
    write("c", slice(0).at(0, 0, 4));
    var d = write("d", slice(0).at(0, 0, 8));
    assertSentence(
        folder
            + " lacks a slice or has one too many: 4.000 mm lie between c and d, elsewhere 2.000 mm");
    Files.delete(d);
    write("e", slice(0).at(0, 0, 2));
    assertSentence(folder.resolve("b") + " and " + folder.resolve("e") + " lie at the same place");
  }

  @Test
  void should_refuse_slices_that_do_not_belong_together() throws IOException {
    var a = write("a", slice(0));
    var b = folder.resolve("b");
    write("b", slice(0).text(0x0020_000E, "UI", "1.2.4"));
    assertSentence(
        a + " and " + b + " belong to two series; leave the files of one in their folder");
    write("b", slice(0).text(0x0028_0030, "DS", "2\\1"));
    assertSentence(
        a + " and " + b + " differ in size, pixel spacing or orientation, so they make no volume");
    write("b", slice(0).text(0x0008_0016, "UI", DicomFile.MR));
    assertSentence(b + " is a slice of MR where CT should be");
    Files.delete(b);
    assertSentence(folder + " holds 1 DICOM slices; a series has two or more");
  }

  private void assertSentence(String sentence) {
    assertEquals(
        sentence, assertThrows(BadFile.class, () -> DicomSeries.read(folder, "CT")).getMessage());
  }
}
