package org.sfumato;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.corruption.Corruptions;

/**
 * The small values of the language: numbers, scores, provenance, pictures, measurements, the flag.
 */
class ValuesTest {
  @Test
  void should_write_numbers_as_a_reader_does() {
    assertEquals("0.05", Numbers.text(.05));
    assertEquals("3", Numbers.text(3));
    assertEquals("0.3", Numbers.text(.1 + .2));
    assertEquals("0.333333", Numbers.text(1 / 3.0));
    assertEquals("123457", Numbers.text(123456.7));
    assertEquals("0", Numbers.text(-0.0));
    assertEquals("-2.5", Numbers.text(-2.5));
    assertEquals("1E-7", Numbers.text(1e-7));
    assertEquals("NaN", Numbers.text(Double.NaN));
    assertEquals("Infinity", Numbers.text(Double.POSITIVE_INFINITY));
  }

  @Test
  void should_hash_identity_and_not_circumstance() {
    var a = Provenance.of("data", "x").with("seed", "1");
    assertEquals(a.hash(), Provenance.of("seed", "1").with("data", "x").hash());
    assertEquals(a.hash(), a.circumstance("host", "here").hash());
    assertNotEquals(a.hash(), a.with("seed", "2").hash());
    assertEquals(16, a.hash().length());
    // The published digest of "abc"
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        Provenance.digest("abc"));
    assertThrows(UnsupportedOperationException.class, () -> a.identity().put("seed", "3"));
    assertEquals(Map.of(), Provenance.NONE.identity());
  }

  @Test
  void should_keep_a_score_with_its_interval_and_its_n() {
    var s = new Score("SSIM", .91234567, .9, .92, 40, "7×7");
    assertEquals("SSIM 0.912346 [0.9, 0.92] (n = 40; 7×7)", s.text());
    assertTrue(s.excludesZero());
    assertFalse(new Score("Δ", .1, -.1, .3, 4, "").excludesZero());
    assertFalse(new Score("Δ", .1, Double.NaN, Double.NaN, 1, "").hasInterval());
    assertEquals("Δ 0.1 (n = 1)", new Score("Δ", .1, Double.NaN, Double.NaN, 1, "").text());
    assertEquals(
        "SSIM: the interval [0.9, 0.8] is upside down",
        assertThrows(IllegalArgumentException.class, () -> new Score("SSIM", .85, .9, .8, 4, ""))
            .getMessage());
  }

  @Test
  void should_save_a_picture_whole_and_readable_by_others(@TempDir Path folder) throws IOException {
    var picture = new Picture(new byte[] {1, 2, 3}, 4, 5);
    var file = picture.save(folder.resolve("new/a.png"));
    assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(file));
    try (var files = Files.list(file.getParent())) {
      assertEquals(List.of(file), files.toList());
    }
    var plain = Files.createFile(folder.resolve("plain"));
    Assumptions.assumeTrue(
        Files.getFileStore(folder).supportsFileAttributeView("posix"),
        "a system without POSIX permissions");
    assertEquals(Files.getPosixFilePermissions(plain), Files.getPosixFilePermissions(file));
    picture.png()[0] = 9;
    assertEquals(1, picture.png()[0]);
    assertEquals(
        "a picture of 0×5 has no pixels",
        assertThrows(IllegalArgumentException.class, () -> new Picture(new byte[0], 0, 5))
            .getMessage());
  }

  @Test
  void should_refuse_measurements_that_are_none() {
    var ids = List.of(new ImageId("a", 0));
    var a = Corruptions.identity();
    int[] image = {1, 1, 2};
    assertEquals(
        "measurements of shape [1, 1, 1, 2] need 2 values, but there are 3",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Measurements(new float[3], new int[] {1, 1, 1, 2}, ids, a, 0, image))
            .getMessage());
    assertEquals(
        "measurements need a shape [N, C, H, W] with N = 1",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Measurements(new float[4], new int[] {2, 1, 1, 2}, ids, a, 0, image))
            .getMessage());
    assertEquals(
        "measurement 1 is NaN; every value must be finite",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    new Measurements(
                        new float[] {0, Float.NaN}, new int[] {1, 1, 1, 2}, ids, a, 0, image))
            .getMessage());
    assertEquals(
        "a noise level is a number from 0 up, not -1.0",
        assertThrows(
                IllegalArgumentException.class,
                () -> new Measurements(new float[2], new int[] {1, 1, 1, 2}, ids, a, -1, image))
            .getMessage());
  }

  @Test
  void should_stop_and_forget() {
    Cancel.clear();
    assertFalse(Cancel.requested());
    Cancel.request();
    assertTrue(Cancel.requested());
    Cancel.clear();
    assertFalse(Cancel.requested());
    Thread.currentThread().interrupt();
    assertTrue(Cancel.requested());
    Cancel.clear();
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void should_hear_of_work_until_the_listener_leaves() throws Exception {
    var heard = new int[1];
    var report =
        new Progress(
            1, "task", 1, 2, "", java.util.Optional.empty(), java.util.Optional.empty(), false);
    try (var ear = Progress.listen(p -> heard[0]++)) {
      report.publish();
    }
    report.publish();
    assertEquals(1, heard[0]);
  }

  @Test
  void should_build_charts_by_copies() {
    var chart =
        Chart.lines(
            "",
            "step",
            "loss",
            List.of(Chart.Series.line("a", List.of(1.0, 2.0), List.of(3.0, 4.0))));
    assertTrue(chart.logX().x().log());
    assertFalse(chart.x().log());
    assertEquals("loss against step [a]", chart.text());
    assertEquals("curve [a]", chart.title("curve").text());
    assertEquals(
        "series a has 1 positions but 2 values",
        assertThrows(
                IllegalArgumentException.class,
                () -> Chart.Series.line("a", List.of(1.0), List.of(3.0, 4.0)))
            .getMessage());
  }
}
