package org.sfumato.kernel.assist.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.sfumato.kernel.message.Bundle;

/** Documentation comments as HTML, Markdown and text. */
class DocTest {
  private static Doc doc(String comment) {
    return doc(comment, Doc.NONE);
  }

  private static Doc doc(String comment, Doc above) {
    var source =
        "class A {\n/**\n * "
            + comment.replace("\n", "\n * ")
            + "\n */\nint f(List<int[]> a, String... b) { return 1; }\n}";
    var origin =
        new Origin("", "A", "A", Optional.of("f"), Optional.of(List.of("List", "String[]")));
    var found = SourceFile.of(source).orElseThrow().find(origin).orElseThrow();
    return Doc.of(found.comment().orElseThrow(), () -> above);
  }

  @Test
  void should_read_inline_tags() {
    assertEquals(
        "A <code>List&lt;String&gt;</code>, <code>List.of(Object)</code>, <code>that</code>, plain, a &lt; b, <code>MAX</code>.",
        doc("A {@code List<String>}, {@link java.util.List#of(Object)}, {@link List that}, {@linkplain List plain}, {@literal a < b}, {@value #MAX}.")
            .description());
  }

  @Test
  void should_read_block_tags() {
    var doc =
        doc(
            """
            It.
            @param a the <b>first</b>
            @param <T> a type
            @param b
            @return {@code 1}
            @throws IllegalStateException if not
            @exception java.io.IOException never
            @since 1.2
            @deprecated use {@link #g}
            @apiNote so so""");
    assertEquals(Map.of("a", "the <b>first</b>", "<T>", "a type", "b", ""), doc.parameters());
    assertEquals("<code>1</code>", doc.returns());
    assertEquals(Map.of("IllegalStateException", "if not", "IOException", "never"), doc.thrown());
    assertEquals(
        Map.of("Since", "1.2", "Deprecated", "use <code>g</code>", "Note", "so so"), doc.notes());
  }

  @Test
  void should_take_from_above_what_is_not_said_here() {
    var above = doc("Above.\n@param a from above\n@return one");
    var doc = doc("{@inheritDoc} And more.\n@param b here", above).over(above);
    assertEquals("Above. And more.", doc.description());
    assertEquals(Map.of("a", "from above", "b", "here"), doc.parameters());
    assertEquals("one", doc.returns());
  }

  @Test
  void should_let_nothing_in_that_runs_or_is_fetched() {
    var html =
        doc("<script>alert(1)</script><img src=\"http://a/b.png\"><a href=\"javascript:x\" onclick=\"y\">a</a> <a href=\"https://b\">b</a>")
            .description();
    assertEquals("<a>a</a> <a href=\"https://b\">b</a>", html);
  }

  @Test
  void should_survive_comments_that_are_broken() {
    for (var comment :
        List.of(
            "{@code never ends",
            "<p><b>open",
            "@param",
            "@throws",
            "{@link}",
            "{@bogus x} @",
            "&bogus; &amp;",
            "<",
            "@return",
            "{@inheritDoc}")) {
      assertFalse(doc(comment).description().contains("{@link"), comment);
    }
  }

  @Test
  void should_be_readable_in_every_form() {
    var bundle =
        new Card()
            .html("<pre>int <b>f</b>(<u>int a</u>)</pre>")
            .html("<p>First <code>x_y</code> a*b.<p>Second:<ul><li>one<li>two <i>2</i></ul>")
            .code("if (a < b) {\n  c();\n}")
            .bundle();
    assertEquals(
        """
        int f(int a)

        First x_y a*b.

        Second:

        - one
        - two 2

        if (a < b) {
          c();
        }""",
        bundle.plain());
    assertEquals(
        """
        ```java
        int f(int a)
        ```

        First `x_y` a\\*b.

        Second:

        - one
        - two *2*

        ```java
        if (a < b) {
          c();
        }
        ```""",
        bundle.data().get(Bundle.MARKDOWN));
    var html = bundle.data().get(Bundle.HTML).toString();
    assertTrue(html.contains("if (a &lt; b) {\n  c();\n}</pre>"), html);
    assertFalse(html.contains("<style") || html.contains("class="), html);
  }
}
