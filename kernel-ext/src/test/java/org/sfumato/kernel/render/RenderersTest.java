package org.sfumato.kernel.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.sfumato.Picture;
import org.sfumato.Shown;
import org.sfumato.kernel.Output;
import org.sfumato.kernel.message.Bundle;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class RenderersTest {
  private final Renderers renderers = Renderers.standard();

  private record Everything() implements Shown {
    @Override
    public String text() {
      return "all of it";
    }

    @Override
    public Optional<String> latex() {
      return Optional.of("x^2");
    }

    @Override
    public Optional<String> html() {
      return Optional.of("<b>x</b>");
    }

    @Override
    public Optional<Picture> picture() {
      return Optional.of(new Picture(new byte[] {1, 2, 3}, 320, 200));
    }
  }

  private record Broken() implements Shown {
    @Override
    public String text() {
      return "a chart";
    }

    @Override
    public Optional<Picture> picture() {
      throw new IllegalStateException("no fonts");
    }
  }

  private record Inner(int[] shape, String name) {}

  @Test
  void should_give_all_forms_of_a_shown_value_at_once() {
    var bundle = renderers.bundle(new Everything());
    assertEquals(
        Map.of(
            "text/plain",
            "all of it",
            "text/latex",
            "$$x^2$$",
            "text/html",
            "<b>x</b>",
            "image/png",
            "AQID"),
        bundle.data());
    assertEquals(Map.of("image/png", Map.of("width", 320, "height", 200)), bundle.metadata());
  }

  @Test
  void should_keep_the_other_forms_when_one_fails() {
    assertEquals("a chart\n(no picture: no fonts)", renderers.bundle(new Broken()).plain());
  }

  @Test
  void should_show_each_value_once() {
    var shown = new ArrayList<Bundle>();
    renderers.show("a", shown::add);
    renderers.show(new Output.Handle("x"), shown::add);
    assertEquals(List.of("a"), shown.stream().map(Bundle::plain).toList());
  }

  @Test
  void should_print_java_values_so_that_a_person_can_read_them() {
    assertEquals("null", text(null));
    assertEquals("text", text("text"));
    assertEquals("2.5", text(2.5));
    assertEquals("[1, 2]", text(new int[] {1, 2}));
    assertEquals("[[1.0], []]", text(new double[][] {{1}, {}}));
    assertEquals("[all of it, null]", text(java.util.Arrays.asList(new Everything(), null)));
    assertEquals("{a=[1]}", text(Map.of("a", new long[] {1})));
    assertEquals("Inner[shape=[1, 64], name=x]", text(new Inner(new int[] {1, 64}, "x")));
    assertEquals("java.io.IOException: gone", text(new java.io.IOException("gone")));
    assertEquals("a" + java.io.File.separator + "b", text(Path.of("a", "b")));
  }

  @Test
  void should_cut_long_values() {
    var text = text(IntStream.range(0, 5000).boxed().toList());
    assertTrue(text.endsWith("99, … 5000 in all]"), text);
    var endless = new ArrayList<Object>();
    endless.add(endless);
    assertTrue(text(endless).contains("…"));
  }

  @Test
  void should_describe_a_native_array_and_never_print_its_numbers() {
    try (var manager = NDManager.newBaseManager()) {
      var array = manager.arange(12f).reshape(3, 4);
      assertEquals("NDArray (3, 4) float32 on cpu(), 0 … 11, mean 5.5", text(array));
      assertEquals(
          "NDArray (2) float32 on cpu(), 2 not finite",
          text(manager.create(new float[] {Float.NaN, Float.NaN})));
      assertEquals("NDArray (0) float32 on cpu()", text(manager.zeros(new Shape(0))));
      array.close();
      assertEquals("NDArray, closed", text(array));
    }
  }

  @Test
  void should_show_a_table_as_html_with_its_numbers_to_the_right() {
    var table =
        Table.create(
            "Scores",
            StringColumn.create("run", "a<b", "c"),
            DoubleColumn.create("SSIM", 0.5, 1 / 3.0));
    var html = (String) renderers.bundle(table).data().get("text/html");
    assertTrue(html.contains("<caption>Scores</caption>"), html);
    assertTrue(html.contains("a&lt;b"), html);
    assertTrue(html.contains("<td style=\"text-align:right\">0.333333</td>"), html);
    assertTrue(html.contains("2 rows × 2 columns"), html);
    assertTrue(renderers.bundle(table).plain().contains("SSIM"));
  }

  @Test
  void should_show_the_ends_of_a_long_table() {
    var table =
        Table.create(
            "t", DoubleColumn.create("x", IntStream.range(0, 1000).asDoubleStream().toArray()));
    var html = (String) renderers.bundle(table).data().get("text/html");
    assertTrue(html.contains(">24<") && html.contains(">999<") && !html.contains(">500<"));
  }

  @Test
  void should_show_an_image_as_png_in_its_own_size() {
    var bundle = renderers.bundle(new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB));
    assertTrue(((String) bundle.data().get("image/png")).startsWith("iVBOR"));
    assertEquals(Map.of("image/png", Map.of("width", 30, "height", 20)), bundle.metadata());
  }

  @Test
  void should_choose_the_renderer_of_the_nearest_type() {
    var own =
        Renderers.standard()
            .register(Number.class, n -> Bundle.text("number"))
            .register(Integer.class, n -> Bundle.text("int"));
    assertEquals("int", own.bundle(1).plain());
    assertEquals("number", own.bundle(1L).plain());
    assertFalse(own.bundle("x").plain().equals("number"));
  }

  private String text(Object value) {
    return renderers.bundle(value).plain();
  }
}
