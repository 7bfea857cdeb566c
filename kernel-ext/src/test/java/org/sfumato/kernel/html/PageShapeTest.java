package org.sfumato.kernel.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.sfumato.kernel.notebook.Notebook;
import org.sfumato.kernel.notebook.Notebooks;

class PageShapeTest {
  @Test
  void should_list_its_headings_with_addresses_as_jupyter_makes_them() {
    var page =
        page(
            new Notebooks()
                .markdown("# Title\n\nWords.")
                .code("x")
                .markdown("## The *first* part\n### With $x^2$ in it\n## Same\n## Same\n#### Deep")
                .notebook());
    assertEquals(
        List.of("The first part", "With x2 in it", "Same", "Same"),
        page.select("nav li").eachText());
    assertEquals(
        List.of("#The-first-part", "#With--in-it".replace("--", "-"), "#Same", "#Same-1"),
        page.select("nav a").eachAttr("href"));
    for (var link : page.select("nav a").eachAttr("href")) {
      assertEquals(1, page.select("[id=\"" + link.substring(1) + "\"]").size(), link);
    }
    assertEquals("Title", page.select("h1").text());
    assertEquals("nav", page.select("section.sf-prose").first().nextElementSibling().tagName());
    var one = page(new Notebooks().markdown("# T\nwords\n## A\n## B\n## C").notebook());
    assertEquals(1, one.select("p + nav").size());
    assertEquals("A", one.select("nav + h2").text());
    assertEquals(0, page(new Notebooks().markdown("# T\n## One").notebook()).select("nav").size());
  }

  @Test
  void should_fold_or_remove_what_tags_and_front_ends_say() {
    var notebook =
        new Notebooks()
            .code("a", "hide-output")
            .code("b", "remove-output")
            .code("c", "hide-cell")
            .code("d", "hide_input")
            .code("e")
            .notebook();
    var hidden = (ObjectNode) notebook.cells().get(4).json().get("metadata");
    hidden.putObject("jupyter").put("source_hidden", true).put("outputs_hidden", true);
    var page = page(notebook);
    var cells = page.select("section.sf-cell");
    assertEquals("Output", cells.get(0).select("summary").text());
    assertEquals(0, cells.get(1).select(".sf-out").size());
    assertEquals("details", cells.get(2).parent().tagName());
    assertEquals("In[99]", cells.get(3).select("summary").text());
    assertEquals(List.of("In[99]", "Output"), cells.get(4).select("summary").eachText());
  }

  @Test
  void should_let_nothing_run_or_be_fetched_however_it_is_spelt() {
    for (var attack :
        List.of(
            "<a href='java\tscript:x()'>t</a>",
            "<a href=' \u0001javascript:x()'>t</a>",
            "<a href='vbscript:x'>t</a>",
            "<a href='data:text/html,x'>t</a>",
            "<div style='background:u\\72l(http://x)'>t</div>",
            "<div style='background: image-set(\"http://x\" 1x)'>t</div>",
            "<style>@im\\port 'http://x';</style>",
            "<img src='//x/y.png'>",
            "<img srcset='http://x 2x' src='data:image/png;base64,AA'>",
            "<svg><use href='http://x#a'/></svg>",
            "<form action='http://x'><button formaction='http://y'>t</button></form>",
            "<math><mtext><table><mglyph><style><img src=x onerror=x()></style></mglyph></table></mtext></math>",
            "<iframe srcdoc='<script>x()</script>'></iframe>",
            "<meta http-equiv=refresh content='0;url=http://x'>")) {
      var clean = Sanitised.html(attack);
      assertFalse(
          clean.matches(
              "(?is).*(href|src|srcset|action|style)\\s*=\\s*\"?[^\">]*(http:|//x|script:|x\\().*"),
          attack + " became " + clean);
      assertFalse(clean.contains("onerror"), clean);
      assertFalse(clean.contains("text/html"), clean);
    }
    assertEquals(
        "<a href=\"other.ipynb#x\">t</a>", Sanitised.html("<a href='other.ipynb#x'>t</a>"));
    var policy = page(new Notebooks().notebook()).select("meta[http-equiv]").attr("content");
    assertTrue(policy.startsWith("default-src 'none'"), policy);
  }

  @Test
  void should_keep_formulas_out_of_attributes_and_marks_out_of_text() {
    var page =
        page(new Notebooks().markdown("![a $x<y$ b](gone.png)\n\n\ue0007\ue001 stays").notebook());
    assertEquals(0, page.select("math").size());
    assertTrue(page.text().contains("7"), page.text());
    assertEquals(
        "a $x<y$ b",
        Jsoup.parse(
                new Markdown(Path.of(""))
                    .html(
                        "![a $x<y$ b](data:image/png;base64,AA)",
                        new Notebooks().notebook().json()))
            .select("img")
            .attr("alt"));
  }

  @Test
  void should_colour_java_in_prose_and_show_json_that_has_no_other_form() {
    var notebook = new Notebooks().markdown("```java\nint x = 1; // c\n```").code("x").notebook();
    var output = notebook.cells().get(1).outputs().removeAll().addObject();
    output.put("output_type", "display_data").putObject("metadata");
    output.putObject("data").putObject("application/json").put("k", 1);
    var page = page(notebook);
    assertEquals("int", page.select("pre code i.k").text());
    assertEquals("{ \"k\": 1 }", page.select(".sf-value").text().replaceAll("\\s+", " "));
  }

  @Test
  void should_embed_pictures_named_in_html_too() {
    UnaryOperator<String> embed = address -> "data:image/png;base64," + address;
    assertEquals(
        "data:image/png;base64,a.png",
        Sanitised.body("<img src=a.png>", embed).select("img").attr("src"));
  }

  private static Document page(Notebook notebook) {
    return Jsoup.parse(HtmlPage.of(notebook, "n", Path.of("")));
  }
}
