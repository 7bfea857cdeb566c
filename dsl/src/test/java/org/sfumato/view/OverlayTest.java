package org.sfumato.view;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.sfumato.Data;
import org.sfumato.Images;

/** Maps over images. */
class OverlayTest {
  private static Images plain(int n) {
    var values = new float[n * 16];
    Arrays.fill(values, .5f);
    return Data.imagesOf(values, n, 1, 4, 4);
  }

  @Test
  void should_lay_colour_over_an_image_where_the_map_is_large() throws IOException {
    float[][] maps = {{0, .4f, .1f, .2f}, {.1f, .1f, .1f, .1f}};
    var overlay = new Overlay(plain(2), maps, 2, "share", "mine");
    assertEquals(.4f, (float) overlay.range());
    assertArrayEquals(maps, overlay.values());
    assertEquals("mine", overlay.text());
    var png = overlay.picture().orElseThrow().png();
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    int side = 384;
    int below = side + 6;
    assertEquals(0xff808080, image.getRGB(10, 10), "the image as it is");
    assertEquals(0xff808080, image.getRGB(10, below + 10), "nothing lies over a map of 0");
    // A quarter of the grey and three quarters of the colour d55e00.
    assertEquals(0xffc06720, image.getRGB(side - 10, below + 10));
    assertEquals(image.getRGB(side + 16, below + 10), image.getRGB(10, below + side - 10));
  }

  @Test
  void should_say_what_is_no_map() {
    refused(
        "an overlay has one map for each image, but there are 1 maps for 2 images",
        () -> new Overlay(plain(2), new float[1][4], 2, "", ""));
    refused("map 0 has 3 values, not 2×2", () -> new Overlay(plain(1), new float[1][3], 2, "", ""));
    refused(
        "map 0 has the value -1.0; values are finite and from 0 up",
        () -> new Overlay(plain(1), new float[][] {{0, -1, 0, 0}}, 2, "", ""));
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }
}
