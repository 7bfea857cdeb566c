package org.sfumato.kernel.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Image;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.RenderedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.PieChartBuilder;
import org.knowm.xchart.XYChartBuilder;
import org.sfumato.Picture;
import org.sfumato.kernel.message.Bundle;

class ImageFormsTest {
  private final Renderers renderers = Renderers.standard();

  private static BufferedImage png(Bundle bundle) throws IOException {
    var bytes = Base64.getDecoder().decode((String) bundle.data().get(Bundle.PNG));
    return ImageIO.read(new ByteArrayInputStream(bytes));
  }

  private static Object size(int width, int height) {
    return Map.of(Bundle.PNG, Map.of("width", width, "height", height));
  }

  @Test
  void should_write_a_small_image_with_two_dots_to_a_pixel() throws IOException {
    var image = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
    image.setRGB(7, 3, 0xff8040);
    var bundle = renderers.bundle(image);
    assertEquals(size(30, 20), bundle.metadata());
    assertEquals("picture, 30×20", bundle.plain());
    var written = png(bundle);
    assertEquals(60, written.getWidth());
    assertEquals(40, written.getHeight());
    for (int x = 13; x < 17; x++) {
      for (int y = 5; y < 9; y++) {
        boolean lit = x / 2 == 7 && y / 2 == 3;
        assertEquals(lit ? 0xffff8040 : 0xff000000, written.getRGB(x, y), x + ", " + y);
      }
    }
  }

  @Test
  void should_write_a_large_image_as_it_is() throws IOException {
    var bundle = renderers.bundle(new BufferedImage(1000, 20, BufferedImage.TYPE_BYTE_GRAY));
    assertEquals(1000, png(bundle).getWidth());
    assertEquals(size(1000, 20), bundle.metadata());
  }

  @Test
  void should_keep_what_is_transparent() throws IOException {
    var image = new BufferedImage(4, 4, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0x80ff0000);
    var written = png(renderers.bundle(image));
    assertEquals(0x80, written.getRGB(0, 0) >>> 24);
    assertEquals(0, written.getRGB(5, 5) >>> 24);
  }

  @Test
  void should_show_images_of_kinds_that_png_does_not_know() throws IOException {
    var gray = ColorSpace.getInstance(ColorSpace.CS_GRAY);
    var model =
        new ComponentColorModel(gray, false, false, Transparency.OPAQUE, DataBuffer.TYPE_FLOAT);
    var raster = model.createCompatibleWritableRaster(600, 10);
    raster.setSample(3, 3, 0, 1f);
    RenderedImage floats = new BufferedImage(model, raster, false, null);
    var written = png(renderers.bundle(floats));
    assertEquals(0xffffffff, written.getRGB(3, 3));
    assertEquals(0xff000000, written.getRGB(4, 4));
  }

  @Test
  void should_show_images_that_java_has_not_made_yet() throws IOException {
    var image = new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xff0000);
    var bundle = renderers.bundle(image.getScaledInstance(20, 10, Image.SCALE_REPLICATE));
    assertEquals(size(20, 10), bundle.metadata());
    assertEquals(40, png(bundle).getWidth());
  }

  @Test
  void should_show_a_picture_of_the_language_in_its_size() {
    var bundle = renderers.bundle(new Picture(new byte[] {1, 2, 3}, 320, 200));
    assertEquals("AQID", bundle.data().get(Bundle.PNG));
    assertEquals(size(320, 200), bundle.metadata());
    assertEquals("picture, 320×200", bundle.plain());
  }

  @Test
  void should_show_a_chart_with_two_dots_to_a_pixel_as_its_author_styled_it() throws IOException {
    var chart = new XYChartBuilder().width(300).height(200).title("Loss").build();
    chart.getStyler().setChartBackgroundColor(new java.awt.Color(10, 20, 30));
    chart.addSeries("train", new double[] {0, 1, 2}, new double[] {3, 1, Double.NaN});
    var bundle = renderers.bundle(chart);
    assertEquals("XYChart \"Loss\", 1 series: train (3 points, 1 … 3)", bundle.plain());
    assertEquals(size(300, 200), bundle.metadata());
    var written = png(bundle);
    assertEquals(600, written.getWidth());
    assertEquals(400, written.getHeight());
    assertEquals(0xff0a141e, written.getRGB(2, 2));
    assertEquals(300, chart.getWidth(), "it is drawn, not changed");
  }

  @Test
  void should_say_in_words_what_other_charts_show() {
    var bars = new CategoryChartBuilder().width(200).height(100).build();
    bars.addSeries("n", List.of("a", "b"), List.of(1, 20));
    assertEquals("CategoryChart, 1 series: n (2 points, 1 … 20)", renderers.bundle(bars).plain());
    var pie = new PieChartBuilder().width(200).height(100).build();
    pie.addSeries("a", 1);
    pie.addSeries("b", 2.5);
    assertEquals("PieChart, 2 series: a 1, b 2.5", renderers.bundle(pie).plain());
    assertTrue(renderers.bundle(pie).data().containsKey(Bundle.PNG));
  }

  @Test
  void should_say_why_a_chart_cannot_be_drawn() {
    var broken = new XYChartBuilder().width(200).height(100).build();
    broken.addSeries("a", new double[] {1, 2}, new double[] {-1, 2});
    broken.getStyler().setYAxisLogarithmic(true);
    var bundle = renderers.bundle(broken);
    assertTrue(bundle.plain().startsWith("XYChart, 1 series"), bundle.plain());
    assertTrue(bundle.plain().contains("(no richer form: "), bundle.plain());
  }
}
