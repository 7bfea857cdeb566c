package org.sfumato.kernel.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.kernel.notebook.Json;
import org.sfumato.kernel.notebook.NotebookException;
import org.sfumato.kernel.notebook.Notebooks;

class ComparisonTest {
  @TempDir private Path folder;

  @Test
  void should_compare_each_stream_as_one_text_and_skip_counts_and_metadata() {
    var stored =
        List.of(
            stream("stdout", "a\n"),
            stream("stderr", "e"),
            stream("stdout", "b\n"),
            result(3, Map.of("text/plain", "x")));
    var now =
        List.of(
            stream("stdout", "a\nb\n"),
            stream("stderr", "e"),
            result(9, Map.of("text/plain", "x")));
    assertEquals(List.of(), differences(stored, now));
  }

  @Test
  void should_show_lines_that_differ_with_those_around_them() {
    var stored = List.of(stream("stdout", "1\n2\n3\n4\n5\n6\n7\n"));
    var now = List.of(stream("stdout", "1\n2\n3\nfour\n5\n6\n7\n"));
    assertEquals(
        List.of("stdout:\n  @@ -2,5 +2,5 @@\n   2\n   3\n  -4\n  +four\n   5\n   6"),
        differences(stored, now));
  }

  @Test
  void should_name_kinds_of_output_that_came_or_went() {
    assertEquals(
        List.of(
            "stdout: 0 outputs stored, 1 output now", "text/html: 1 output stored, 0 outputs now"),
        differences(List.of(result(1, Map.of("text/html", "h"))), List.of(stream("stdout", "s"))));
    assertTrue(
        differences(
                List.of(
                    Map.of(
                        "output_type",
                        "error",
                        "ename",
                        "A",
                        "evalue",
                        "v",
                        "traceback",
                        List.of("x"))),
                List.of(
                    Map.of(
                        "output_type",
                        "error",
                        "ename",
                        "B",
                        "evalue",
                        "v",
                        "traceback",
                        List.of("y"))))
            .get(0)
            .startsWith("ename:"));
  }

  @Test
  void should_ignore_object_hashes_lambdas_and_progress() {
    assertEquals(
        List.of(),
        differences(
            List.of(
                stream("stdout", "Foo@1b2c3d4 A$$Lambda$14/0x0000@2f"),
                result(
                    1,
                    Map.of(
                        "text/html", "<div class=\"sf-progress\">3 s</div>", "text/plain", "3 s"))),
            List.of(
                stream("stdout", "Foo@9a8b7c6 A$$Lambda/0x7f@2f"),
                result(
                    1,
                    Map.of(
                        "text/html",
                        "<div class=\"sf-progress\">4 s</div>",
                        "text/plain",
                        "4 s")))));
  }

  @Test
  void should_compare_pictures_by_what_one_sees() {
    var plain = result(1, Map.of("image/png", png(10, 10, 100)));
    var lighter = result(1, Map.of("image/png", png(10, 10, 102)));
    var white = result(1, Map.of("image/png", png(10, 10, 255)));
    var wide = result(1, Map.of("image/png", png(20, 10, 100)));
    assertEquals(List.of(), differences(List.of(plain), List.of(lighter)));
    assertEquals(
        List.of(
            "image/png: 100 of 100 pixels differ; root mean square 134.23 of 255, allowed is 2.00"),
        differences(List.of(plain), List.of(white)));
    assertEquals(
        List.of("image/png: 10×10 pixels became 20×10"),
        differences(List.of(plain), List.of(wide)));
    var html = "<img src=\"data:image/png;base64,%s\"> %s";
    assertEquals(
        List.of(),
        differences(
            List.of(result(1, Map.of("text/html", html.formatted(png(4, 4, 9), "t")))),
            List.of(result(1, Map.of("text/html", html.formatted(png(4, 4, 10), "t"))))));
    assertEquals(
        List.of("image/png: the new picture cannot be decoded"),
        differences(List.of(plain), List.of(result(1, Map.of("image/png", "AAAA")))));
  }

  @Test
  void should_take_the_rules_of_a_file() throws IOException {
    var file =
        Files.writeString(
            folder.resolve("rules.cfg"),
            "[dates]\nregex: (\\d{4})-\\d\\d-\\d\\d\nreplace: \\1-DATE $\n\n# comment\n[empty]\nregex= secret\nreplace:\n");
    var sanitiser = Sanitiser.STANDARD.with(file, "rules.cfg");
    assertEquals("on 2024-DATE $ a ", sanitiser.clean("on 2024-05-06 a secret"));
    for (var bad :
        List.of(
            List.of("regex: (", "rules.cfg ends with a 'regex:' that has no 'replace:'"),
            List.of(
                "regex: (\nreplace: x",
                "rules.cfg, line 1 is not a regular expression: Unclosed group"),
            List.of(
                "nonsense",
                "rules.cfg, line 1 is neither 'regex: …' nor the 'replace: …' of one"))) {
      Files.writeString(file, bad.get(0));
      var e =
          assertThrows(NotebookException.class, () -> Sanitiser.STANDARD.with(file, "rules.cfg"));
      assertEquals(bad.get(1), e.getMessage());
    }
  }

  @Test
  void should_read_marks_from_tags_and_comments() {
    var cells =
        new Notebooks()
            .code("1", "nbval-ignore-output")
            .code("1\n  // NBVAL_IGNORE_OUTPUT")
            .code("// NBVAL_SKIP\n1")
            .code("1", "nbval-raises-exception")
            .code("// NBVAL_CHECK_OUTPUT\n1", "nbval-ignore-output")
            .code("\"// NBVAL_SKIP is not alone here\"")
            .notebook()
            .cells();
    var found = cells.stream().map(c -> Markers.of(c, false)).toList();
    assertEquals(new Markers(false, false, false), found.get(0));
    assertEquals(new Markers(false, false, false), found.get(1));
    assertTrue(found.get(2).skipped());
    assertTrue(found.get(3).mayFail());
    assertEquals(new Markers(false, false, true), found.get(4));
    assertEquals(new Markers(false, false, true), found.get(5));
    assertEquals(new Markers(false, false, false), Markers.of(cells.get(5), true));
  }

  private static Map<String, Object> stream(String name, String text) {
    return Map.of("output_type", "stream", "name", name, "text", text);
  }

  private static Map<String, Object> result(int count, Map<String, String> data) {
    return Map.of(
        "output_type",
        "execute_result",
        "execution_count",
        count,
        "data",
        data,
        "metadata",
        Map.of("m", count));
  }

  private static List<String> differences(Object stored, Object now) {
    JsonNode before = Json.tree(stored);
    return new Comparison(Sanitiser.STANDARD, 2).differences(before, Json.tree(now));
  }

  private static String png(int width, int height, int grey) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, grey * 0x010101);
    }
    var out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(out.toByteArray());
  }
}
