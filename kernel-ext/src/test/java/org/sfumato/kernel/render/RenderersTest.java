package org.sfumato.kernel.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    assertEquals("[(inside itself)]", text(endless));
  }

  @Test
  void should_show_a_table_as_html_with_its_numbers_to_the_right() {
    var table =
        Table.create(
            "Scores",
            StringColumn.create("run", "a<b", "c"),
            DoubleColumn.create("SSIM", 0.5, 1 / 3.0));
    var html = (String) renderers.bundle(table).data().get("text/html");
    assertTrue(html.contains(">Scores</caption>"), html);
    assertTrue(html.contains("a&lt;b"), html);
    assertTrue(html.matches("(?s).*<td align=\"right\"[^>]*>0\\.333333</td>.*"), html);
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
  void should_choose_the_renderer_of_the_nearest_type() {
    var own =
        Renderers.standard()
            .register(Number.class, n -> Bundle.text("number"))
            .register(Integer.class, n -> Bundle.text("int"));
    assertEquals("int", own.bundle(1).plain());
    assertEquals("number", own.bundle(1L).plain());
    assertFalse(own.bundle("x").plain().equals("number"));
  }

  private record Celsius(double degrees) {}

  /** A renderer as a jar would bring it; named in this module's test resources. */
  public static final class OfCelsius implements TypeRenderer<Object> {
    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Class<Object> type() {
      return (Class) Celsius.class;
    }

    @Override
    public Bundle of(Object value) {
      return Bundle.text(((Celsius) value).degrees() + " °C").with(Bundle.HTML, "<b>warm</b>");
    }
  }

  @Test
  void should_find_the_renderers_that_jars_bring() {
    var bundle = renderers.bundle(new Celsius(20));
    assertEquals("20.0 °C", bundle.plain());
    assertEquals("<b>warm</b>", bundle.data().get(Bundle.HTML));
    assertEquals("[20.0 °C]", text(List.of(new Celsius(20))));
  }

  @Test
  void should_find_the_renderers_of_a_jar_that_is_added_later(@TempDir Path folder)
      throws IOException {
    var services = folder.resolve("META-INF/services");
    Files.createDirectories(services);
    Files.writeString(
        services.resolve(TypeRenderer.class.getName()),
        OfKelvin.class.getName() + "\norg.example.NotThere\n");
    try (var jar = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      renderers.discover(jar).discover(jar);
    }
    assertEquals("0 K", text(new Kelvin()));
    assertEquals("20.0 °C", text(new Celsius(20)));
  }

  private record Kelvin() {}

  /** As {@link OfCelsius}, but not named in this module's resources. */
  public static final class OfKelvin implements TypeRenderer<Object> {
    @Override
    @SuppressWarnings({"unchecked", "rawtypes"})
    public Class<Object> type() {
      return (Class) Kelvin.class;
    }

    @Override
    public Bundle of(Object value) {
      return Bundle.text("0 K");
    }
  }

  @Test
  void should_prefer_the_more_specific_type_and_of_equals_the_later() {
    assertEquals("all of it", text(new Everything()), "a record that shows itself");
    renderers.register(Record.class, r -> Bundle.text("a record"));
    assertEquals("a record", text(new Everything()));
    renderers.register(Everything.class, r -> Bundle.text("everything"));
    assertEquals("everything", text(new Everything()));
  }

  @Test
  void should_show_the_text_of_a_value_whose_renderer_fails() {
    renderers.register(
        Kelvin.class,
        k -> {
          throw new IllegalStateException("too cold");
        });
    var text = text(new Kelvin());
    assertTrue(text.endsWith("(no richer form: java.lang.IllegalStateException: too cold)"), text);
  }

  @Test
  void should_load_no_library_before_one_of_its_values_is_shown() throws IOException {
    var loaded =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                Start.class.getName())
            .redirectErrorStream(true)
            .start();
    var lines = new String(loaded.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(lines.contains("org.sfumato.kernel.render.Renderers "), "classes are not told");
    for (var library : List.of("java.awt.", "ai.djl.", "org.knowm.", "tech.tablesaw.")) {
      assertFalse(lines.contains("] " + library), library);
    }
  }

  /** What a kernel does before the first picture. */
  public static final class Start {
    public static void main(String[] none) {
      var renderers = Renderers.standard();
      renderers.bundle(1);
      renderers.bundle(List.of(Map.of("a", 1)));
      new FontsReady().beforeCell();
    }
  }

  private String text(Object value) {
    return renderers.bundle(value).plain();
  }
}
