package org.sfumato.kernel.assist;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfumato.kernel.assist.Completions.Candidate;
import org.sfumato.kernel.cell.Session;

/** Words for half-written cells, in a session that has already run some. */
class CompletionTest {
  private static Session session;
  private static Assist assist;

  @BeforeAll
  static void start() {
    session = new Session();
    session.value(
        """
        String greeting = "hi";
        var words = List.of("a", "b");
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

  /** {@code ⏎} is a new line. */
  private static Cursor cursor(String written) {
    return Cursor.in(written.replace("⏎", "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '~',
      value = {
        // What cells have declared.
        "gre| => greeting",
        "tw| => twice(",
        "Poi| => Point",
        "point.| => x()",
        "twice(gre| => greeting",
        // Members of what an expression gives.
        "greeting.isB| => isBlank()",
        "words.str| => stream()",
        "words.stream().map(w -> w.ch| => charAt(",
        "words.stream().map(w -> { var k = w.length(); return k + w.le| => length()",
        "words.get(0).len| => length()",
        "new StringBuilder().append('x').app| => append(",
        "greeting.is| + 1 => isBlank()",
        "System.out.printl| => println(",
        "int[] z = {1}; z.le| => length",
        "Thread.St| => State",
        "Math.P| => PI",
        "String::value| => valueOf",
        "words.forEach(System.out::printl| => println",
        // What the same cell declares above the cursor, and has not run.
        "var x = \"a\";⏎x.is| => isEmpty()",
        "var x = 1;⏎var x = \"a\";⏎x.is| => isEmpty()",
        "import java.time.*;⏎var d = LocalDate.now();⏎d.plusD| => plusDays(",
        "import java.util.zip.*;⏎twice(point.| => x()",
        "import java.util.zip.*;⏎new CRC| => CRC32",
        "import static java.lang.Math.*;⏎int m = ma| => max(",
        "int f(String s) { return s.len| => length()",
        "void f() {}⏎String s = gre| => greeting",
        "class A { int foo; void g() { fo| => foo",
        "class A { int foo; }⏎var a = new A();⏎a.fo| => foo",
        "record R(String name) { int n() { return name.le| => length()",
        "enum E { ONE }⏎E.O| => ONE",
        "interface Q { int m(); }⏎Q q = () -> greeting.le| => length()",
        "var i = \"\";⏎int g() { return i.le| => length()",
        "lat|⏎int later() { return 1; } => later()",
        "for (var w : words) { w.cha| => charAt(",
        "try { throw new IllegalSt| => IllegalStateException",
        "if (greeting.isE| => isEmpty()",
        "Thread.State st = null; switch (st) { case WAI| => WAITING",
        // Types and packages.
        "new Array| => ArrayList",
        "Map<String, Lis| => List",
        "import java.ut| => util",
        "import java.util.Arr| => ArrayList",
        "import static java.lang.Math.ma| => max",
        "java.util.concurrent.CompletableF| => CompletableFuture",
        "@Over| => Override",
        // The language.
        "lm| => lmi(",
        "dataset(\"brainweb/pd\").te| => test()",
        "lmi(dataset(\"brainweb/pd\").test()).pat| => patch(",
        // Java's own words.
        "retu| => return",
        "int x = ne| => new",
        // A parenthesis that is there already.
        "greeting.cha|(0) => charAt",
        // Characters outside of the first plane.
        "var s = \"😀\"; \"abc\".isBl| => isBlank()",
        "String 𝒳 = \"\"; 𝒳.isBl| => isBlank()",
        "String 𝒳 = \"\"; 𝒳| => 𝒳",
        // Magics, data sets, priors.
        "%ti| => %time",
        "%%ht| => %%html",
        "var a = 1;⏎%ti| => %time",
        "%time greeting.isB| => isBlank()",
        "dataset(\"brainw| => brainweb/pd",
        "dataset(\"phantom/|\") => phantom/t1",
        "prior(\"|\") => brain-t1",
        "generator(\"|\") => fashion-ambientgan-0.8",
      })
  void should_offer(String written, String word) {
    var words = cursor(written).words(assist);
    assertTrue(words.contains(word), words.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// gre|",
        "/* gre|",
        "var s = \"gre|",
        "var s = \"\"\"\n gre|",
        "var c = 'g|",
        "12L|",
        "1.5|",
        "int x = 5; x.|",
        "nothing.like.this.|",
        "twice(1).|",
        "%%html\n<b>gre|",
        "record R(String na|",
        "this.|",
      })
  void should_offer_nothing(String written) {
    assertEquals(List.of(), Cursor.in(written).words(assist));
  }

  @Test
  void should_never_offer_what_only_the_machine_knows() {
    for (var place : List.of("|", "R|", "$|", "do|", "point.|", "REPL.|", "ce|", "Pa|")) {
      for (var word : Cursor.in(place).words(assist)) {
        assertFalse(word.matches(".*(REPL|\\$JShell|do_it\\$|cell\\$|Part\\d|here\\$).*"), word);
      }
    }
  }

  @Test
  void should_replace_what_was_typed_and_count_as_java_does() {
    var found = Cursor.in("var s = \"😀\"; \"abc\".isBl|").complete(assist);
    assertEquals(20, found.start());
    assertEquals(24, found.end());
    assertEquals(
        new Completions(
            List.of(new Candidate("isBlank()", "function", "boolean isBlank()")), 20, 24),
        found);
  }

  @Test
  void should_put_what_fits_first_and_what_every_object_has_last() {
    var truths = Cursor.in("boolean b = greeting.|").words(assist);
    assertTrue(truths.indexOf("matches(") < truths.indexOf("charAt("), truths.toString());
    assertEquals("greeting", Cursor.in("String s = |").words(assist).get(0));
    assertEquals("ArrayList", Cursor.in("List<String> l = new Arr|").words(assist).get(0));
    var words = Cursor.in("words.|").words(assist);
    assertTrue(words.indexOf("stream()") < words.indexOf("getClass()"), words.toString());
    assertTrue(words.indexOf("add(") < words.indexOf("stream()"), words.toString());
  }

  @Test
  void should_name_a_method_once_with_all_its_signatures() {
    var found = Cursor.in("greeting.substr|").candidate(assist, "substring(");
    assertEquals(
        "String substring(int beginIndex)\nString substring(int beginIndex, int endIndex)",
        found.signature());
  }

  @Test
  void should_say_what_kind_of_word_it_is() {
    assertEquals("instance", Cursor.in("gre|").candidate(assist, "greeting").type());
    assertEquals("class", Cursor.in("Poi|").candidate(assist, "Point").type());
    assertEquals("keyword", Cursor.in("retu|").candidate(assist, "return").type());
    assertEquals("module", Cursor.in("import java.ut|").candidate(assist, "util").type());
    assertEquals("magic", Cursor.in("%ti|").candidate(assist, "%time").type());
    assertEquals("dataset", Cursor.in("dataset(\"|").candidate(assist, "phantom/t1").type());
    assertEquals("prior", Cursor.in("prior(\"|").candidate(assist, "brain-t1").type());
    var lmi = Cursor.in("lm|").candidate(assist, "lmi(");
    assertEquals(new Candidate("lmi(", "function", "Lmi lmi(Images source)"), lmi);
  }

  @Test
  void should_offer_the_words_of_a_whole_cell_in_which_one_line_is_half_written() {
    var written =
        """
        import java.time.*;
        var today = LocalDate.now();
        today.plus|
        int days = 3;
        String later(int n) {
          return "" + today.plusDays(n);
        }
        """;
    assertTrue(Cursor.in(written).words(assist).contains("plusWeeks("));
  }
}
