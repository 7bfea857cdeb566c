package org.sfumato.kernel.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.kernel.message.Bundle;
import org.sfumato.kernel.message.Message;
import org.sfumato.kernel.notebook.Cell;
import org.sfumato.kernel.notebook.Notebook;
import org.sfumato.kernel.notebook.Notebooks;
import org.sfumato.kernel.notebook.Outputs;

class HtmlPageTest {
  @TempDir private Path folder;

  @Test
  void should_hold_all_it_needs_and_run_nothing() throws Exception {
    Files.write(folder.resolve("here.png"), new byte[] {1, 2, 3});
    var notebook =
        new Notebooks()
            .markdown(
                "# A *title*\n\n![local](here.png) ![remote](https://example.org/x.png) ![gone](gone.png)\n\n"
                    + "<script>alert(1)</script><img src=\"http://example.org/y.png\" onerror=\"x()\">"
                    + "<a href=\"javascript:x()\">a</a> <a href=\"https://example.org\">kept</a>")
            .code("show()")
            .notebook();
    show(
        notebook,
        Bundle.text("t")
            .with(
                Bundle.HTML,
                "<link rel=stylesheet href=//x><iframe src=//x></iframe><div style=\"background:url(http://x)\">"
                    + "<style>@import 'http://x'</style><svg><image xlink:href='http://x/z.png'/></svg>kept too</div>"));
    var page = page(notebook);
    assertEquals("A title", page.title());
    assertEquals(0, page.select("script, link, iframe, object, embed").size());
    for (var element : page.getAllElements()) {
      for (var attribute : element.attributes()) {
        assertFalse(attribute.getKey().startsWith("on"), element.outerHtml());
        boolean remote = attribute.getValue().matches("(?i).*(https?:)?//.*|javascript:.*");
        assertFalse(
            remote
                && !(element.normalName().equals("a") && attribute.getValue().startsWith("https")),
            element.outerHtml());
      }
    }
    assertFalse(page.select("style").html().contains("http"));
    assertEquals("data:image/png;base64,AQID", page.select("img[alt=local]").attr("src"));
    assertTrue(page.text().contains("[picture not embedded: https://example.org/x.png]"));
    assertTrue(page.text().contains("kept too"));
  }

  @Test
  void should_stay_small_before_its_pictures() {
    var notebook = new Notebooks();
    for (int i = 0; i < 15; i++) {
      notebook
          .markdown("## Part\n\nText with $\\tilde{D}(x) = \\sum_k w_k \\nabla E_k$.\n")
          .code("var x = List.of(1);\nx");
    }
    var bytes = HtmlPage.of(notebook.notebook(), "n", folder).length();
    assertTrue(bytes < 100_000, bytes + " characters");
  }

  @Test
  void should_show_picture_in_its_size_and_the_equation_above_it() {
    var notebook = new Notebooks().code("x").notebook();
    show(
        notebook,
        Bundle.text("a chart")
            .with(Bundle.LATEX, "$$x^2$$")
            .withPicture(Bundle.PNG, "AQID", 320, 200));
    var out = page(notebook).select(".sf-out").first();
    assertEquals("320", out.select("img").attr("width"));
    assertEquals("a chart", out.select("img").attr("alt"));
    assertEquals("block", out.select("math").attr("display"));
    assertTrue(out.html().indexOf("<math") < out.html().indexOf("<img"));
  }

  @Test
  void should_prefer_html_then_picture_then_equation_then_text() {
    var notebook = new Notebooks().code("x").notebook();
    show(
        notebook,
        Bundle.text("plain").with(Bundle.HTML, "<b>rich</b>").with(Bundle.LATEX, "$$x$$"));
    assertEquals("rich", page(notebook).select(".sf-out").text());
    show(notebook, Bundle.text("plain").with(Bundle.LATEX, "$$\\sigma$$"));
    assertEquals("σ", page(notebook).select(".sf-out math").text());
    show(notebook, Bundle.text("plain <b>"));
    assertEquals("plain <b>", page(notebook).select(".sf-out").text());
  }

  @Test
  void should_keep_formulas_away_from_markdown_and_code_away_from_formulas() {
    var page =
        page(
            new Notebooks()
                .markdown(
                    "Cost \\$5, then $a_1 * b_1 * c$ and `$not_math$`.\n\n```\n$$neither$$\n```\n\n$$\nx_1\n$$\n\n"
                        + "| a | b |\n|:--|--:|\n| $x_2$ | 2 |\n\nFrom 5$ to 6$.\n\n"
                        + "\\begin{align}\na &= b\\\\\nc &= d\n\\end{align}\n")
                .notebook());
    assertEquals(4, page.select("math").size());
    assertEquals("$not_math$", page.select("p code").text());
    assertEquals("$$neither$$", page.select("pre code").text().strip());
    assertTrue(page.text().contains("Cost $5, then"));
    assertTrue(page.text().contains("From 5$ to 6$."));
    assertEquals(1, page.select("table math").size());
    assertEquals(0, page.select("em").size());
  }

  @Test
  void should_embed_attachments() {
    var notebook = new Notebooks().markdown("![a](attachment:my%20pic.png)").notebook();
    notebook
        .cells()
        .get(0)
        .json()
        .putObject("attachments")
        .putObject("my pic.png")
        .put("image/png", "QUJD");
    assertEquals("data:image/png;base64,QUJD", page(notebook).select("img").attr("src"));
  }

  @Test
  void should_colour_code_and_terminals_without_changing_a_letter() {
    var code =
        "/** Doc. */ @Override\npublic String f(int n) { return \"a\\\"b<\" + 'c' + 0x1F + 1.5e-3 + \"\"\"\n  text \"q\" \"\"\"; } // end & so";
    assertEquals(
        code,
        Jsoup.parse("<pre>" + JavaColours.html(code) + "</pre>").select("pre").first().wholeText());
    var html = JavaColours.html("var x = \"s\"; // c");
    assertEquals(
        "<i class=\"k\">var</i> x = <i class=\"s\">&quot;s&quot;</i>; <i class=\"c\">// c</i>",
        html);
    assertTrue(JavaColours.html("\"" + "x".repeat(100_000)).length() > 100_000);
    assertEquals(
        "<span class=\"a-bold a-c1\">red</span> &lt;x&gt;",
        Ansi.html("\u001b[1;31mred\u001b[0m <x>"));
    assertEquals("lastt", Ansi.html("first\rlast"));
  }

  @Test
  void should_hide_what_tags_ask_to_hide() {
    var page =
        page(
            new Notebooks()
                .code("one", "remove-cell")
                .code("two", "remove-input")
                .code("three", "hide-input")
                .notebook());
    assertFalse(page.text().contains("one"));
    assertFalse(page.text().contains("two"));
    assertEquals("three", page.select("details code").text());
  }

  private void show(Notebook notebook, Bundle bundle) {
    var cell = notebook.cells().stream().filter(Cell::isCode).findFirst().orElseThrow();
    var outputs = new Outputs();
    outputs.next(cell);
    outputs.accept(new Message.Input(1, 1, ""));
    outputs.accept(new Message.Display(1, bundle, Optional.empty()));
  }

  private Document page(Notebook notebook) {
    return Jsoup.parse(HtmlPage.of(notebook, "n", folder));
  }
}
