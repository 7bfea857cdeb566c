package org.sfumato.kernel.magic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.engine.Torch;
import org.sfumato.kernel.cell.Session;
import org.sfumato.kernel.message.Message;

/** Magics that tell of the session, and those that show text. */
class SessionMagicsTest {
  private static Session session;

  @BeforeAll
  static void start() {
    session = new Session();
  }

  @AfterAll
  static void stop() {
    session.close();
  }

  private static String row(String listing, String name) {
    return listing
        .lines()
        .filter(l -> l.startsWith(name + " "))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + " in " + listing));
  }

  private static Object form(String mime) {
    return session.all(Message.Result.class).get(0).bundle().data().get(mime);
  }

  static List<Magic> all() {
    return new Magics().all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void should_tell_of_itself_in_a_sentence_and_by_example(Magic magic) {
    var lines = magic.help().lines().toList();
    assertTrue(lines.get(0).endsWith(".") || lines.get(0).endsWith(":"), lines.get(0));
    assertTrue(magic.help().contains("%" + magic.name()), magic.help());
    assertFalse(magic.places().isEmpty());
    assertTrue(lines.stream().allMatch(l -> l.length() <= 100), magic.help());
    assertTrue(session.value("%lsmagic").contains(Help.sentence(magic)));
  }

  @Test
  void should_list_variables_with_type_value_and_size() {
    session.run(
        """
        int number = 42;
        var words = List.of("a", "b", "c");
        String text = "line one\\nline two";
        double[][] grid = new double[3][4];
        Map<String, Integer> ages = new TreeMap<>(Map.of("Ada", 36));
        Object nothing = null;
        String longText = "x".repeat(10_000);
        """);
    var listing = session.value("%vars");
    assertEquals("name", listing.substring(0, 4));
    assertTrue(row(listing, "number").matches("number +int +42"), listing);
    assertTrue(row(listing, "words").matches("words +List<String> +\\[a, b, c\\] +3"), listing);
    assertTrue(row(listing, "text").matches("text +String +\"line one line two\" +17"), listing);
    assertTrue(
        row(listing, "grid").matches("grid +double\\[\\]\\[\\] +\\[\\[0\\.0.*… +3 × 4"), listing);
    assertTrue(
        row(listing, "ages").matches("ages +Map<String, Integer> +\\{Ada=36\\} +1"), listing);
    assertTrue(row(listing, "nothing").matches("nothing +Object +null"), listing);
    assertTrue(
        row(listing, "longText").endsWith("… 10000") || row(listing, "longText").contains("10000"));
    assertTrue(listing.lines().allMatch(l -> l.length() < 140), listing);
    assertTrue(String.valueOf(form("text/html")).startsWith("<table class=\"sf-table\">"));
  }

  @Test
  void should_list_those_variables_that_are_asked_for() {
    session.run("int kept1 = 1, kept2 = 2, other = 3;");
    var listing = session.value("%vars kept");
    assertTrue(listing.contains("kept1") && listing.contains("kept2"), listing);
    assertFalse(listing.contains("other"), listing);
    assertTrue(session.value("%vars zzz").contains("no variable has zzz"));
  }

  @Test
  void should_list_a_variable_that_cannot_show_itself() {
    session.run(
        """
        class Rude { public String toString() { throw new IllegalStateException("no"); } }
        var rude = new Rude();""");
    var listing = session.value("%vars rude");
    assertTrue(row(listing, "rude").contains("a Rude whose text fails"), listing);
  }

  @Test
  void should_list_images_arrays_and_tables_by_their_shapes() {
    session.run(
        """
        var pictures = dataset("phantom/pd").test().first(2);
        var table = Table.create("t", IntColumn.create("n", 1, 2, 3));
        """);
    var listing = session.value("%vars");
    assertTrue(row(listing, "pictures").matches(".* 2 × 1 × \\d+ × \\d+"), listing);
    assertTrue(row(listing, "table").matches("table +Table +n +3 rows × 1 columns"), listing);
  }

  @Test
  void should_escape_values_in_html() {
    session.run("String markup = \"<b>&\";");
    session.value("%vars markup");
    var html = String.valueOf(form("text/html"));
    assertTrue(html.contains("&lt;b&gt;&amp;"), html);
  }

  @Test
  void should_set_the_variable_seed() {
    assertTrue(session.value("%seed 7").startsWith("seed is 7;"));
    assertEquals("7", session.value("seed"));
    assertTrue(session.value("%seed -3").startsWith("seed is -3;"));
    assertEquals("-3", session.value("seed"));
    assertTrue(row(session.value("%seed"), "seed").endsWith("-3"));
    assertTrue(session.error("%seed soon").contains("%seed needs a whole number"));
    assertTrue(session.error("%seed 1.5").contains("not \"1.5\""));
  }

  @Test
  void should_show_the_seeds_of_what_was_made() {
    session.run("var hidden = missing(0.5).seed(11);\nvar plain = missing(0.5);");
    var listing = session.value("%seed");
    assertTrue(row(listing, "hidden").endsWith(" 11"), listing);
    assertTrue(row(listing, "plain").endsWith(" 0"), listing);
  }

  @Test
  void should_tell_memory_without_starting_the_engine() {
    boolean ran = Torch.running();
    var listing = session.value("%memory");
    assertTrue(row(listing, "Java heap").matches("Java heap +[\\d.]+ [MG]B .* at most"), listing);
    assertTrue(listing.contains("native arrays"), listing);
    assertEquals(ran, Torch.running());
    assertTrue(session.value("%memory --gc").contains("Java heap"));
    assertTrue(session.error("%memory all").contains("takes no arguments"));
  }

  @Test
  void should_show_the_device_and_refuse_one_that_is_not_there() {
    boolean ran = Torch.running();
    var listing = session.value("%device");
    assertTrue(listing.contains("CPU"), listing);
    assertEquals(ran, Torch.running());
    assertTrue(session.error("%device tpu").contains("%device knows cpu, gpu"));
    var error = session.error("%device gpu99");
    assertTrue(error.contains(ran ? "the engine runs on " : "the engine sees "), error);
    assertTrue(session.value("%device CPU").contains("CPU"));
  }

  @Test
  void should_show_markup_with_its_source_as_text() {
    assertEquals("<b>x</b>", session.value("%%html\n<b>x</b>\n"));
    assertEquals("<b>x</b>", form("text/html"));
    session.value("%%markdown\n# a");
    assertEquals("# a", form("text/markdown"));
    session.value("%%latex\nx^2");
    assertEquals("$$x^2$$", form("text/latex"));
    session.value("%%latex\nwords and $x^2$");
    assertEquals("words and $x^2$", form("text/latex"));
    session.value("%%latex\n\\begin{align}x\\end{align}");
    assertEquals("\\begin{align}x\\end{align}", form("text/latex"));
  }

  @Test
  void should_show_a_drawing_that_is_whole_only() {
    session.value("%%svg\n<svg width=\"9\"><g/></svg>");
    assertEquals(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\"><g/></svg>", form("image/svg+xml"));
    var named = "<svg xmlns=\"http://www.w3.org/2000/svg\"/>";
    session.value("%%svg\n" + named);
    assertEquals(named, form("image/svg+xml"));
    var error = session.error("%%svg\n<svg>\n<g>\n</svg>");
    assertTrue(error.contains("not well-formed at its line 3"), error);
    assertTrue(session.error("%%svg\n<p/>").contains("begins with <svg …>, not with <p>"));
    var entity = "<!DOCTYPE svg [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><svg>&e;</svg>";
    var outside = session.run("%%svg\n" + entity);
    assertTrue(outside.succeeded() || !Session.trace(outside).contains("root:"));
  }

  @Test
  void should_refuse_markup_without_text_or_with_arguments() {
    for (var name : Arrays.asList("html", "svg", "markdown", "latex")) {
      assertTrue(session.error("%%" + name).contains("which is empty"), name);
      assertTrue(session.error("%%" + name + " x\ny").contains("takes no arguments"), name);
    }
  }

  @Test
  void should_refuse_arguments_where_there_are_none() {
    assertTrue(session.error("%pwd x").contains("%pwd takes no arguments, but got x"));
    assertTrue(session.error("%lsmagic x").contains("takes no arguments"));
  }
}
