package org.sfumato.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Data;

class PictureFilesTest {
  @TempDir Path folder;

  @BeforeEach
  void quiet() {
    ImageIO.setUseCache(false);
  }

  @Test
  void should_read_gray_levels_as_they_are_stored() throws IOException {
    var image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_GRAY);
    image.getRaster().setPixels(0, 0, 3, 1, new int[] {0, 100, 255});
    var read = Data.images(written(image, "gray.png").toString());
    assertArrayEquals(new int[] {1, 1, 1, 3}, read.shape());
    assertArrayEquals(new float[] {0, 100 / 255f, 1}, read.values());
    assertEquals("gray.png[0]", read.id(0).toString());
  }

  @Test
  void should_keep_sixteen_bits() throws IOException {
    var image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    image.getRaster().setPixels(0, 0, 2, 1, new int[] {12345, 65535});
    assertArrayEquals(
        new float[] {12345 / 65535f, 1},
        Data.images(written(image, "deep.png").toString()).values());
    var model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_USHORT);
    var colour = Raster.createInterleavedRaster(DataBuffer.TYPE_USHORT, 1, 1, 3, null);
    colour.setPixel(0, 0, new int[] {1, 300, 65535});
    var read =
        Data.images(
            written(new BufferedImage(model, colour, false, null), "deep-colour.png").toString());
    assertArrayEquals(new float[] {1 / 65535f, 300 / 65535f, 1}, read.values());
  }

  @Test
  void should_give_red_green_and_blue_planes_and_lay_the_transparent_on_black() throws IOException {
    var image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0xff0033ff);
    image.setRGB(1, 0, 0x80ff00ff);
    var read = Data.images(written(image, "colour.png").toString());
    assertArrayEquals(new int[] {1, 3, 1, 2}, read.shape());
    assertArrayEquals(new float[] {0, 128 / 255f, 51 / 255f, 0, 1, 128 / 255f}, read.values());
  }

  @Test
  void should_take_a_black_and_white_picture_for_gray() throws IOException {
    var image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY);
    image.setRGB(1, 0, 0xffffffff);
    assertArrayEquals(
        new float[] {0, 1}, Data.images(written(image, "bits.png").toString()).values());
  }

  @Test
  void should_read_a_folder_in_natural_order_and_pass_over_other_files() throws IOException {
    for (int k : new int[] {10, 9, 1}) {
      written(flat(2, 2, k), "slice" + k + ".png");
    }
    Files.writeString(folder.resolve("notes.txt"), "not a picture");
    Files.write(folder.resolve(".hidden.png"), new byte[] {1});
    var read = Data.images(folder.toString());
    assertEquals(3, read.size());
    assertEquals(1 / 255f, read.get(0).values()[0]);
    assertEquals(9 / 255f, read.get(1).values()[0]);
    assertEquals(10 / 255f, read.get(2).values()[0]);
  }

  @Test
  void should_sort_names_as_a_reader_would() {
    var sorted =
        Stream.of("b1", "a10", "a2", "a02", "a", "a1b", "a1")
            .sorted(PictureFiles::natural)
            .toList();
    assertEquals(List.of("a", "a1", "a1b", "a02", "a2", "a10", "b1"), sorted);
  }

  @Test
  void should_read_a_jpeg() throws IOException {
    var file = folder.resolve("photo.jpg");
    ImageIO.write(flat(16, 16, 128), "jpg", file.toFile());
    var values = Data.images(file.toString()).values();
    assertEquals(256, values.length);
    assertEquals(128 / 255f, values[100], 2 / 255f);
  }

  @Test
  void should_name_the_two_files_whose_sizes_or_colours_differ() throws IOException {
    var a = written(flat(2, 2, 1), "a.png");
    var b = written(flat(3, 2, 1), "b.png");
    assertSentence(
        a + " has 2×2 pixels but " + b + " has 3×2; images of one folder need one size", folder);
    written(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "b.png");
    assertSentence(
        a
            + " is gray but "
            + b
            + " is colour; images of one folder must all be gray or all be colour",
        folder);
  }

  @Test
  void should_say_what_is_wrong_with_a_path_or_a_file() throws IOException {
    assertSentence(
        "there is no file or folder " + folder.resolve("none.png"), folder.resolve("none.png"));
    assertSentence("the folder " + folder + " has no PNG or JPEG file", folder);
    var text = Files.writeString(folder.resolve("text.png"), "hello");
    assertSentence(text + " is not a PNG or JPEG picture", text);
    Files.delete(text);
  }

  @Test
  void should_refuse_pictures_that_are_cut_off() throws IOException {
    var noise = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
    for (int k = 0; k < 64 * 64; k++) {
      noise.getRaster().setSample(k % 64, k / 64, 0, k * 7919 % 251);
    }
    for (var kind : List.of("png", "jpg")) {
      var file = folder.resolve("cut." + kind);
      ImageIO.write(noise, kind, file.toFile());
      var bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      var e = assertThrows(IllegalArgumentException.class, () -> PictureFiles.read(file));
      assertTrue(
          e.getMessage().startsWith(file + " cannot be decoded; it may be damaged or cut off ("),
          e.getMessage());
    }
  }

  @Test
  void should_know_the_same_files_again_by_their_content() throws IOException {
    var a = written(flat(2, 2, 1), "a.png");
    var hash = Data.images(a.toString()).provenance().hash();
    var elsewhere = Files.copy(a, folder.resolve("b.png"));
    assertEquals(hash, Data.images(elsewhere.toString()).provenance().hash());
    written(flat(2, 2, 2), "a.png");
    assertTrue(!hash.equals(Data.images(a.toString()).provenance().hash()));
  }

  private static BufferedImage flat(int width, int height, int level) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int k = 0; k < width * height; k++) {
      image.getRaster().setSample(k % width, k / width, 0, level);
    }
    return image;
  }

  private Path written(BufferedImage image, String name) throws IOException {
    var file = folder.resolve(name);
    assertTrue(ImageIO.write(image, "png", file.toFile()));
    return file;
  }

  private static void assertSentence(String sentence, Path path) {
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> PictureFiles.read(path)).getMessage());
  }
}
