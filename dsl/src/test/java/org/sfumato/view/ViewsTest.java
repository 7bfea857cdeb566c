package org.sfumato.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.view.Views.difference;
import static org.sfumato.view.Views.show;
import static org.sfumato.view.Views.sideBySide;
import static org.sfumato.view.Views.strip;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sfumato.Data;
import org.sfumato.Drawing;
import org.sfumato.Images;
import org.sfumato.Picture;
import org.sfumato.Score;

class ViewsTest {
  /** Image i is i/10 everywhere, but its first pixel is white. */
  private static Images plain(int n, int side, double more) {
    var values = new float[n * side * side];
    for (int k = 0; k < values.length; k++) {
      values[k] = k % (side * side) == 0 ? 1 : (float) (k / (side * side) / 10. % 1 + more);
    }
    return Data.imagesOf(values, n, 1, side, side);
  }

  private static BufferedImage pixels(Picture p) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(p.png()));
  }

  private static String sentence(Executable e) {
    return assertThrows(IllegalArgumentException.class, e).getMessage();
  }

  @Test
  void should_draw_each_pixel_as_a_square_of_its_own_gray() throws IOException {
    var picture = plain(2, 64, 0).picture().orElseThrow();
    var image = pixels(picture);
    assertEquals(2 * picture.width(), image.getWidth());
    int dots = 384 / 64;
    for (int y = 0; y < dots; y++) {
      for (int x = 0; x < dots; x++) {
        assertEquals(0xffffffff, image.getRGB(x, y));
      }
    }
    assertEquals(0xff000000, image.getRGB(dots, 0));
    assertEquals(0, image.getRGB(384 + 2, 100) >>> 24, "the gap shows the page");
    int second = 384 + 6;
    int gray = Math.round(255 * .1f);
    assertEquals(0xff000000 | gray << 16 | gray << 8 | gray, image.getRGB(second + 50, 50));
  }

  @Test
  void should_use_one_fixed_range_for_all_images() throws IOException {
    var faint = Data.imagesOf(new float[] {.4f, .5f, .5f, .4f}, 1, 1, 2, 2);
    var image = pixels(faint.picture().orElseThrow());
    assertEquals(Math.round(.4f * 255), image.getRGB(2, 2) & 255);
  }

  @Test
  void should_wrap_rows_and_say_how_many_are_left_out() {
    assertEquals(8, Grid.columns(16));
    assertEquals(4, Grid.columns(8));
    assertEquals(6, Grid.columns(6));
    var many = plain(100, 8, 0);
    assertEquals("first 32 of 100", Grid.caption(many, 32, Tile.fitting(8, 8, 8)));
    var wide = plain(16, 64, 0).picture().orElseThrow();
    assertTrue(
        wide.width() <= 800 && wide.height() > 190 && wide.height() < 200,
        wide.width() + "×" + wide.height());
  }

  @Test
  void should_average_large_images_down_and_say_so() throws IOException {
    var checks = new float[1000 * 1000];
    for (int k = 0; k < checks.length; k++) {
      checks[k] = (k % 1000 + k / 1000) % 2;
    }
    var large = Data.imagesOf(checks, 1, 1, 1000, 1000);
    var tile = Tile.fitting(1000, 1000, 1);
    assertEquals("1000×1000 pixels, averaged down", Grid.caption(large, 1, tile));
    int middle = pixels(large.picture().orElseThrow()).getRGB(300, 300) & 255;
    assertEquals(127, middle, 40);
  }

  @Test
  void should_put_few_images_in_columns_and_many_in_rows() {
    var few = sideBySide(plain(2, 64, 0), plain(2, 64, .05)).titles("PD", "T1");
    assertEquals(List.of("PD", "T1"), few.titles());
    var tall = few.picture().orElseThrow();
    assertEquals(2 * 192 + 3, tall.width());
    var many = sideBySide(plain(16, 64, 0), plain(16, 64, .05)).picture().orElseThrow();
    assertTrue(many.width() <= 800 && many.height() > 4 * 96, many.width() + "×" + many.height());
    assertEquals("sideBySide(imagesOf(…), imagesOf(…))", few.text());
  }

  @Test
  void should_colour_differences_on_one_symmetric_scale() throws IOException {
    var a = Data.imagesOf(new float[] {.5f, .5f, .7f, .4f}, 1, 1, 2, 2);
    var b = Data.imagesOf(new float[] {.5f, .7f, .5f, .4f}, 1, 1, 2, 2);
    var map = difference(a, b);
    assertEquals(.2, map.range(), 1e-7);
    assertTrue(map.text().endsWith("at most 0.2"), map.text());
    var image = pixels(map.picture().orElseThrow());
    assertEquals(Palette.diverging(0), image.getRGB(5, 5) & 0xffffff);
    int right = image.getRGB(300, 5);
    int below = image.getRGB(5, 300);
    assertTrue((right & 255) > (right >> 16 & 255), "a is darker there: blue");
    assertTrue((below >> 16 & 255) > (below & 255), "a is brighter there: red");
  }

  @Test
  void should_draw_a_strip_with_a_row_for_each_image() {
    var frames = List.of(plain(2, 64, 0), plain(2, 64, .02), plain(2, 64, .05));
    var picture = strip(frames, List.of("σ 40", "σ 1", "σ 0")).picture().orElseThrow();
    assertEquals(3 * 192 + 6, picture.width());
    assertTrue(picture.height() > 2 * 192);
  }

  @Test
  void should_show_several_things_in_order() throws Exception {
    var score = new Score("SSIM", .7, .6, .8, 16, "");
    var shown = new java.util.ArrayList<Object>();
    try (var attached = org.sfumato.Screen.attach(shown::add)) {
      show(score, "words", 3);
      assertEquals(List.of(score, "words", 3), shown);
      assertEquals("thing 1 to show is null", sentence(() -> show(1, null)));
      assertEquals(3, shown.size(), "nothing is shown of a call that is refused");
    }
  }

  @Test
  void should_draw_the_same_bytes_every_time() {
    var a = plain(3, 28, 0);
    assertArrayEquals(a.picture().orElseThrow().png(), a.picture().orElseThrow().png());
  }

  @Test
  void should_say_what_does_not_go_together() {
    assertEquals(
        "sideBySide shows the same images in each sequence, but imagesOf(…) has 2 and imagesOf(…) has 3; take the first 2 of each",
        sentence(() -> sideBySide(plain(2, 8, 0), plain(3, 8, 0))));
    assertEquals("sideBySide needs at least one sequence of images", sentence(() -> sideBySide()));
    assertEquals(
        "sideBySide was given sequences without images",
        sentence(() -> sideBySide(plain(2, 8, 0).first(0))));
    assertEquals(
        "there are 1 sequences but 2 titles: [a, b]",
        sentence(() -> sideBySide(plain(2, 8, 0)).titles("a", "b")));
    assertEquals(
        "sideBySide shows images and measurements, not SSIM 0.7 (n = 4); show(a, b) shows anything",
        sentence(
            () ->
                sideBySide(plain(2, 8, 0), new Score("SSIM", .7, Double.NaN, Double.NaN, 4, ""))));
    assertEquals(
        "a difference needs the same number and shape of images, but imagesOf(…) is [2, 1, 8, 8] and imagesOf(…) is [2, 1, 9, 9]",
        sentence(() -> difference(plain(2, 8, 0), plain(2, 9, 0))));
    assertEquals(
        "a strip of 1 frames has 2 captions; give one for each",
        sentence(() -> strip(List.of(plain(2, 8, 0)), List.of("a", "b"))));
    assertEquals(
        "the frames of a strip show the same images, but one has 2 and another 3",
        sentence(() -> strip(List.of(plain(2, 8, 0), plain(3, 8, 0)), List.of("a", "b"))));
    assertEquals(
        "a strip needs at least one frame with an image in it",
        sentence(() -> strip(List.of(), List.of())));
    assertEquals(
        "imagesOf(…).first(0) has no images to draw",
        sentence(() -> Drawing.found().grid(plain(2, 8, 0).first(0))));
  }
}
