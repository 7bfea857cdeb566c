package org.sfumato.kernel.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfumato.kernel.assist.Assist.Detail;
import org.sfumato.kernel.cell.Session;
import org.sfumato.kernel.message.Bundle;
import org.sfumato.kernel.message.Message;

/** What is said about the thing at the cursor. */
class InspectionTest {
  private static Session session;
  private static Assist assist;

  @BeforeAll
  static void start() {
    session = new Session();
    session.value(
        """
        String greeting = "hi";
        var words = List.of("a", "b");
        /**
         * Doubles it.
         *
         * @param n the number, &gt; 0
         * @return twice {@code n}
         */
        int twice(int n) { return 2 * n; }
        record Point(int x, int y) {}
        var point = new Point(1, 2);
        """);
    assist = session.engine().assist();
  }

  @AfterAll
  static void stop() {
    session.close();
  }

  private static Cursor cursor(String written) {
    return Cursor.in(written.replace("⏎", "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      value = {
        // A name, and what it is.
        "gree|ting => String greeting",
        "greeting| => String greeting",
        "words| => List<String> words",
        "Poi|nt => record Point(int x, int y)",
        "String| => final class String",
        "Map.Ent|ry => interface Map.Entry<K, V>",
        "java.util.Li|st => interface List<E>",
        "import java.util.|List; => interface List<E>",
        "java.ut|il.List => package java.util",
        "Math.P|I => double PI = 3.14",
        "Thread.State.NE|W => Thread.State NEW",
        "for (var w : words) { w|.length(); } => String w",
        "int add(int a, int b) { return a + b|; } => int b",
        // A call from inside, with all that it could be.
        "System.out.println(| => void println(String x)",
        "System.out.println(|) => void println(char[] x)",
        "String.format(| => static String format(String format, Object... args)",
        "lmi(| => static Lmi lmi(Images source)",
        "new Point(1, | => new Point(int x, int y)",
        "new ArrayList<>(| => new ArrayList(int initialCapacity)",
        "Math.max(1, |2) => static int max(int a, int b)",
        "words.stream().map(w -> w.charAt(| => char charAt(int index)",
        "twice(3)| => int twice(int n)",
        // A name that is called.
        "twi|ce(3) => int twice(int n)",
        "greeting.sub|string(1) => String substring(int beginIndex)",
        "words.str|eam() => Stream<String> stream()",
        "point.x|() => int x()",
        // What the cell itself declares.
        "int add(int a, int b) { return a + b; }⏎add(1, | => int add(int a, int b)",
        "import java.util.zip.*;⏎new CRC32().upd|ate(1) => void update(int b)",
        "var 𝒳 = \"\"; 𝒳.isBl|ank() => boolean isBlank()",
      })
  void should_show_the_signature(String written, String signature) {
    var help = cursor(written).help(assist);
    assertTrue(help.contains(signature), help);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "|",
        "nobody(|",
        "// gree|ting",
        "\"gree|ting\"",
        "12|",
        "   |  ",
        "if (|",
        "%%html\n<b>gree|ting",
        "return|",
        "{|",
        ")|("
      })
  void should_say_nothing_where_there_is_nothing(String written) {
    assertEquals("", Cursor.in(written.contains("|") ? written : "|" + written).help(assist));
  }

  @Test
  void should_show_the_value_of_a_variable() {
    assertTrue(Cursor.in("gree|ting").help(assist).endsWith("\"hi\""));
    assertTrue(Cursor.in("wor|ds").help(assist).endsWith("[a, b], size 2"));
    assertFalse(Cursor.in("var greeting = 3; gree|ting").help(assist).contains("hi"));
  }

  @Test
  void should_mark_the_argument_that_is_being_written() {
    var html = Cursor.in("new Point(1, |").inspect(assist).orElseThrow().data().get(Bundle.HTML);
    assertEquals("int y", Jsoup.parse(html.toString()).select("u").text());
  }

  @Test
  void should_show_documentation_of_the_language_from_its_sources() {
    var help = Cursor.in("lmi(dataset(\"brainweb/pd\").test()).patch(|").help(assist);
    assertTrue(
        help.startsWith("Lmi patch(int pixels)\nint patch()\n\norg.sfumato.guidance.Lmi"), help);
    assertTrue(help.contains("Side of a patch in pixels."), help);
  }

  @Test
  void should_document_an_accessor_by_its_record() {
    var help = Cursor.in("lmi(dataset(\"brainweb/pd\").test()).isRel|ative()").help(assist);
    assertTrue(help.contains("whether each patch's information is divided"), help);
    assertFalse(help.contains("side of a patch"), help);
  }

  @Test
  void should_show_documentation_that_cells_wrote() {
    var bundle = Cursor.in("twice(|").inspect(assist).orElseThrow();
    assertEquals(
        """
        int twice(int n)

        Doubles it.

        PARAMETERS

        - n the number, > 0

        RETURNS

        twice n""",
        bundle.plain());
    assertEquals(
        """
        ```java
        int twice(int n)
        ```

        Doubles it.

        **Parameters**

        - **`n`** the number, \\> 0

        **Returns**

        twice `n`""",
        bundle.data().get(Bundle.MARKDOWN));
  }

  @Test
  void should_show_the_source_when_all_is_wanted() {
    var full = assist.inspect("twice(", 6, Detail.FULL).orElseThrow().plain();
    assertTrue(full.endsWith("int twice(int n) { return 2 * n; }"), full);
    var code = "lmi(null).bandwidth";
    var ofLanguage = assist.inspect(code, code.length(), Detail.FULL).orElseThrow().plain();
    assertTrue(ofLanguage.contains("return new Lmi(source, patch, bins, "), ofLanguage);
  }

  @Test
  void should_show_documentation_of_the_jdk() {
    assumeTrue(Files.exists(Path.of(System.getProperty("java.home"), "lib", "src.zip")));
    var help = Cursor.in("greeting.charAt(|").help(assist);
    assertTrue(help.contains("Returns the char value at the specified index."), help);
    assertTrue(help.contains("- IndexOutOfBoundsException if"), help);
    var inherited = Cursor.in("new ArrayList<String>().contain|sAll(words)").help(assist);
    assertTrue(inherited.contains("@") || inherited.contains("contains all"), inherited);
  }

  @Test
  void should_say_why_there_is_no_documentation_of_the_jdk() {
    assumeTrue(!Files.exists(Path.of(System.getProperty("java.home"), "lib", "src.zip")));
    var help = Cursor.in("greeting.charAt(|").help(assist);
    assertTrue(help.contains("This JDK has no sources"), help);
  }

  @Test
  void should_say_what_an_argument_is_for() {
    var help = Cursor.in("twice(gree|ting)").help(assist);
    assertTrue(help.startsWith("String greeting"), help);
    assertTrue(help.endsWith("int twice(int n)"), help);
  }

  @Test
  void should_show_the_cards_of_data_sets_and_priors() {
    var card = Cursor.in("dataset(\"brain|web/pd\").test()").help(assist);
    assertTrue(card.contains("Apache-2.0") && card.contains("64×64"), card);
    assertTrue(Cursor.in("prior(\"brain-t1|\")").help(assist).contains("MB"));
    assertTrue(Cursor.in("generator(\"fashion-ambientgan-0.8|\")").help(assist).contains("MB"));
    var unknown = Cursor.in("prior(\"no such|\")").help(assist);
    assertTrue(unknown.startsWith("static Trained prior(String id)"), unknown);
  }

  @Test
  void should_show_the_help_of_a_magic() {
    assertTrue(Cursor.in("%tim|e 1 + 1").help(assist).contains("%time"));
  }

  @Test
  void should_open_a_page_for_a_cell_that_ends_with_a_question_mark() {
    assertTrue(session.run("twice?").succeeded());
    var page = session.all(Message.Page.class).get(0).bundle();
    assertTrue(page.plain().contains("Doubles it."), page.plain());
    assertTrue(session.run("greeting.charAt??").succeeded());
    assertTrue(session.error("nobody?").contains("there is nothing to say about nobody"));
    assertEquals("hi?", session.value("greeting + \"?\""));
  }
}
