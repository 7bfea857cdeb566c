package org.sfumato.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.Chart;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class SvgTest {
  private static final Chart CHART =
      Chart.lines(
          "a < b & c",
          "x",
          "y",
          List.of(
              new Chart.Series(
                  "one",
                  List.of(0., 1., 2.),
                  List.of(1., 3., 2.),
                  List.of(.5, 2., 1.),
                  List.of(2., 4., 3.),
                  List.of("p", "q", "r"))));

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  @Test
  void should_write_a_document_of_shapes_that_needs_no_font() throws Exception {
    for (var kind : Chart.Kind.values()) {
      var chart = new Chart(kind, CHART.title(), CHART.x(), CHART.y(), CHART.series());
      var root = parsed(chart.svg()).getDocumentElement();
      assertEquals("svg", root.getTagName());
      assertEquals(0, root.getElementsByTagName("text").getLength());
      assertTrue(root.getElementsByTagName("path").getLength() > 20, kind + " has shapes");
      assertEquals(
          chart.text(), root.getElementsByTagName("title").item(0).getTextContent(), "read out");
      var size = chart.picture().orElseThrow();
      assertEquals(String.valueOf(size.width()), root.getAttribute("width"));
      assertEquals(String.valueOf(size.height()), root.getAttribute("height"));
      assertTrue(chart.svg().length() < 120_000, kind + " has " + chart.svg().length());
    }
  }

  @Test
  void should_turn_dark_where_the_page_is_dark_unless_it_is_dark_already() {
    var light = CHART.svg();
    assertTrue(
        light.contains("@media (prefers-color-scheme: dark) { .fffffff{fill:#15171a}"),
        light.substring(0, 600));
    assertTrue(light.contains(".s0072b2{stroke:#3f9fe6}"));
    var dark = CHART.onDark().svg();
    assertFalse(dark.contains("@media"));
    assertTrue(dark.contains("fill=\"#15171a\"") && !dark.contains("#ffffff"));
  }

  @Test
  void should_write_a_path_in_hundredths_relative_to_the_point_before() {
    assertEquals(
        "M100 200l350 0 0 400-350 0 0-400z",
        SvgPath.of(new Rectangle2D.Double(1, 2, 3.5, 4), new AffineTransform()));
  }

  @Test
  void should_be_the_same_bytes_each_time_and_be_saved_by_its_ending(@TempDir Path folder)
      throws Exception {
    var file = CHART.save(folder.resolve("deep/c.svg").toString());
    assertEquals(CHART.svg(), Files.readString(file));
    var png = CHART.onDark().save(folder.resolve("c.PNG").toString());
    assertEquals((byte) 0x89, Files.readAllBytes(png)[0]);
    var wrong =
        assertThrows(IllegalArgumentException.class, () -> CHART.save("chart.jpeg")).getMessage();
    assertEquals("a chart is saved as .png or .svg, and \"chart.jpeg\" ends in neither", wrong);
  }
}
