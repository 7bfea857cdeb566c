package org.sfumato.kernel.render;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.sfumato.Picture;
import org.sfumato.Shown;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class HtmlFormsTest {
  private static final String BAD = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&";

  private final Renderers renderers = Renderers.standard();

  private record Run(String name, int steps, double score) {}

  private record Drawn(int n) implements Shown {
    @Override
    public String text() {
      return "drawn " + n;
    }

    @Override
    public Optional<Picture> picture() {
      return Optional.of(new Picture(new byte[] {1}, 40 + n, 20));
    }
  }

  private record Plain(int n) implements Shown {
    @Override
    public String text() {
      return "plain " + n;
    }
  }

  private Element html(Object value) {
    var form = (String) renderers.bundle(value).data().get("text/html");
    return form == null ? null : Jsoup.parseBodyFragment(form).body();
  }

  private static List<String> texts(Element in, String query) {
    return in.select(query).eachText();
  }

  @Test
  void should_show_records_of_one_class_as_a_table() {
    var body = html(List.of(new Run("a", 4, .5), new Run("b", 10, 1 / 3.0)));
    assertEquals(List.of("name", "steps", "score"), texts(body, "th"));
    assertEquals(List.of("a", "4", "0.5", "b", "10", "0.333333"), texts(body, "td"));
    assertEquals("left", body.select("td").get(0).attr("align"));
    assertEquals("right", body.select("td").get(1).attr("align"));
    assertTrue(body.select("td").get(2).attr("style").contains("text-align:right"));
    assertEquals("right", body.select("th").get(2).attr("align"));
    assertEquals(
        html(List.of(new Run("a", 1, 1))).html(), html(new Run[] {new Run("a", 1, 1)}).html());
  }

  @Test
  void should_cut_a_long_table_and_count_the_rest() {
    var body = html(IntStream.range(0, 100).mapToObj(i -> new Run("r", i, i)).toList());
    assertEquals(25, body.select("tbody tr").size());
    assertTrue(body.text().endsWith("… 75 more"), body.text());
    assertEquals(
        40,
        html(IntStream.range(0, 40).mapToObj(i -> new Run("r", i, i)).toList())
            .select("tbody tr")
            .size());
  }

  @Test
  void should_leave_lists_that_are_no_tables_to_the_text() {
    assertEquals(null, html(List.of(1, 2)));
    assertEquals(null, html(List.of()));
    assertEquals(null, html(List.of(new Run("a", 1, 1), "b")));
    assertEquals(null, html(Arrays.asList(new Run("a", 1, 1), null)));
    assertEquals(null, html(List.of(new Plain(1), new Plain(2))));
  }

  @Test
  void should_show_a_map_as_keys_and_values() {
    var map = new LinkedHashMap<String, Object>();
    map.put("alpha", 1.0);
    map.put("beta", null);
    map.put("gamma", List.of(1, 2));
    var body = html(map);
    assertEquals(List.of("alpha", "beta", "gamma"), texts(body, "th"));
    assertEquals(List.of("1", "null", "[1, 2]"), texts(body, "td"));
    assertEquals(null, html(Map.of()));
  }

  @Test
  void should_show_maps_in_a_list_by_all_their_keys() {
    var body = html(List.of(Map.of("a", 1), Map.of("b", "x")));
    assertEquals(List.of("a", "b"), texts(body, "th"));
    assertEquals(4, body.select("td").size());
    assertEquals("", body.select("td").get(1).text());
  }

  @Test
  void should_show_pictures_side_by_side_and_count_the_rest() {
    var body = html(IntStream.range(0, 30).mapToObj(Drawn::new).toList());
    assertEquals(24, body.select("img").size());
    assertEquals("41", body.select("img").get(1).attr("width"));
    assertEquals("20", body.select("img").get(1).attr("height"));
    assertTrue(body.text().contains("drawn 23") && body.text().contains("… 6 more"), body.text());
  }

  @Test
  void should_let_nothing_of_a_value_become_html() {
    var all =
        List.of(
            List.of(new Run(BAD, 1, 1)),
            Map.of(BAD, BAD),
            List.of(Map.of(BAD, BAD)),
            URI.create(
                "https://example.org/%22%3E?a=<script>".replace("<", "%3C").replace(">", "%3E")),
            Table.create(BAD, StringColumn.create(BAD, BAD), IntColumn.create("n", 1)),
            StringColumn.create(BAD, BAD),
            new Drawn[] {new Drawn(1)},
            new Color(1, 2, 3, 4));
    for (var value : all) {
      var body = html(value);
      assertTrue(body.select("script, [onerror], img[src=x]").isEmpty(), body.html());
    }
    assertTrue(html(Map.of(BAD, BAD)).select("td").text().contains("<script>alert(1)"));
  }

  @Test
  void should_use_no_scripts_nothing_from_elsewhere_and_no_colour_of_text_or_paper() {
    var all =
        List.of(
            List.of(new Run("a", 1, 1)),
            Map.of("a", 1),
            IntColumn.create("n", 1, 2),
            List.of(new Drawn(1)));
    for (var value : all) {
      var source = html(value).html();
      assertFalse(
          source.matches("(?s).*(http|url\\(|<script|<style|[^-]color:|background).*"), source);
    }
  }

  @Test
  void should_link_to_pages_of_the_web_only() throws Exception {
    var link = html(URI.create("https://example.org/?a=1&b=2")).selectFirst("a");
    assertEquals("https://example.org/?a=1&b=2", link.attr("href"));
    assertEquals(null, html(new URI("javascript:alert(1)")));
    assertEquals("file:/a/b", renderers.bundle(new URI("file:/a/b")).plain());
  }

  @Test
  void should_show_a_colour_as_a_page_writes_it() {
    assertEquals("#c86432", renderers.bundle(new Color(200, 100, 50)).plain());
    assertEquals("#000000, opacity 0.502", renderers.bundle(new Color(0, 0, 0, 128)).plain());
    assertTrue(html(new Color(200, 100, 50)).html().contains("rgba(200,100,50,1.000)"));
  }

  @Test
  void should_say_type_and_missing_values_of_a_column() {
    var column = IntColumn.create("n", 1, 2);
    column.appendMissing();
    assertEquals(
        "n: integer, 3 values, 1 missing: 1, 2, missing", renderers.bundle(column).plain());
    assertEquals(
        List.of("1", "2", ""), html(column).select("td").stream().map(Element::text).toList());
    assertEquals(
        "[n: integer, 3 values, 1 missing: 1, 2, missing]",
        renderers.bundle(List.of(column)).plain());
  }

  @Test
  void should_show_tables_without_rows_or_columns() {
    assertTrue(html(Table.create("empty")).text().contains("0 rows × 0 columns"));
    assertTrue(
        html(Table.create("t", IntColumn.create("n"))).text().contains("0 rows × 1 columns"));
  }
}
